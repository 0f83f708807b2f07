import { once } from 'node:events';
import { stream309 } from './files/index.js';

/** `stream-main.js BYTES`: 309 interchanges on stdout, made as they go out. A process of its own: making them costs memory too. */
process.stdout.on('error', () => process.exit(0));
for (const interchange of stream309(Number(process.argv[2]))) {
  if (!process.stdout.write(interchange)) await once(process.stdout, 'drain');
}

import { wordsOf } from '#common';
import { openHouse } from './house.js';

/** `npm start`: gateway and worker for real work on embedded defaults, or on DATABASE_URL and REDIS_URL where they are set. */
async function main(): Promise<void> {
  const house = await openHouse({
    name: 'start', env: {},
    // At once: it is made once, and what comes after may fail.
    onGateway: ({ told }) => { if (typeof told['adminKey'] === 'string') process.stdout.write(`Admin key, shown this once:\n  export HAWSER_ADMIN_KEY=${told['adminKey']}\n\n`); },
    onLost: (what) => { process.stderr.write(`hawser: ${what} ended by itself; stopping. Start again with \`npm start\`: nothing that was answered is lost.\n`); void end(1); },
  });
  async function end(code: number): Promise<void> {
    await house.stop();
    process.exit(code);
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end(0));
  const { url } = house.gateway;
  const elsewhere = url === 'http://127.0.0.1:8080' ? [] : ['', `  export HAWSER_URL=${url}`];
  const lines = [`Hawser is up: ${url}  (documents: POST ${url}/interchanges, raw queues: ${url}/queues, the admin key as password)`, ...elsewhere];
  if (house.worker.told['mailsAreSigned'] === false) lines.push('', 'Mails leave unsigned: `npx hawser mail new-identity --out FOLDER` makes what terminals can tell them by (mail.identity in settings.yaml).');
  lines.push('', `Next: put your terminals and partners into ${process.env['HAWSER_CONFIG'] ?? 'config/'} (config/terminals/README.md), restart, then`, '  npx hawser keys new PARTNER     a key for a sender', '  npx hawser calls                vessel calls and what is late', 'Ctrl-C stops everything.');
  process.stdout.write(`${lines.join('\n')}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`hawser: ${wordsOf(error)}\n`);
  process.exit(1);
});

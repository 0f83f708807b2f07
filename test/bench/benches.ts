import type { Bench } from './bench.js';
import { calls } from './calls/bench.js';
import { email } from './email/bench.js';
import { rendering } from './rendering/bench.js';
import { x12 } from './x12/bench.js';

/** `npm run bench -- NAME`: a new bench is a folder and a line here. */
export const BENCHES: Readonly<Record<string, Bench>> = { x12, rendering, email, calls };

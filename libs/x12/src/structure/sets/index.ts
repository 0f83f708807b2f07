import type { SetTable } from './set-table.js';
import { ts301 } from './ts-301.js';
import { ts309 } from './ts-309.js';
import { ts310 } from './ts-310.js';
import { ts315 } from './ts-315.js';
import { ts322 } from './ts-322.js';
import { ts323 } from './ts-323.js';
import { ts324 } from './ts-324.js';

/** The sets whose structure is checked. A further one is a file beside these and a line here. */
export const SET_TABLES: readonly SetTable[] = [ts301, ts309, ts310, ts315, ts322, ts323, ts324];

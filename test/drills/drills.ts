import type { Drill } from './drill.js';
import { mailbox } from './mailbox/drill.js';

export const DRILLS: Readonly<Record<string, Drill>> = { mailbox };

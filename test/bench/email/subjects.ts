/** Everything of this bench that is measured in a process of its own. */
export { ledger, raw, render, seal, storingLedger } from './parts.js';
export { memory, prepared, whole } from './lanes.js';

export * from './schema/index.js';
export * from './open-ledger.js';
export { askOften } from './ask-often.js';
export * from './migrate.js';
export * from './bytes.js';
export * from './history.js';
export * from './lease.js';
export * from './control-numbers.js';
export * from './embedded/index.js';

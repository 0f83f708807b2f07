export * from './types.js';
export { FINDINGS, type FindingCode, type FindingKind } from './findings.js';
export { LIMITS, type Limits } from './limits.js';
export { readX12 } from './read-x12.js';
export { X12Reader } from './x12-reader.js';
export { isImo } from './facts/imo-number.js';
export { checkContainer, type CheckedContainer } from './facts/container-number.js';
export { TRANSACTION_SETS, transactionSet } from './transaction-sets/index.js';
export type { Extractor, TransactionSet } from './transaction-sets/transaction-set.js';

export * from './document-states.js';
export * from './errors.js';
export * from './holds.js';
export * from './move-documents.js';
export * from './redate-documents.js';
export * from './claim.js';
export * from './waiting-units.js';
export * from './find-documents.js';
export type { ControlNumbers, Match, NamedCall, SearchTerms } from './search-documents.js';

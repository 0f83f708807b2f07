export * from './types.js';
export { renderDocument } from './render-document.js';
export { documentModel } from './sets/index.js';
export type * from './model.js';
export type { Delimiters } from './read-set.js';

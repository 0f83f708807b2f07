export * from './types.js';
export { renderDocument, renderDocuments, renderTable, type Rendered } from './render-document.js';
export * from './render-mail.js';
export * from './mail-part.js';
export * from './render-folder.js';
export { RenderPool } from './pool/render-pool.js';
export { FORMS, FORM_NAMES, type Form } from './forms.js';
export { tablesFor, type TableMapping, type WrittenTable } from './columns/index.js';
export { SETS_WITH_TABLES } from './sets/index.js';

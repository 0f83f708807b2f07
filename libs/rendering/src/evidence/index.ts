export * from './types.js';
export { evidencePdf } from './pdf.js';
export { evidenceCsv } from './csv.js';

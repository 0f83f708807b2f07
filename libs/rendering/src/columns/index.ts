export { tablesFor, type TableColumn, type TableMapping } from './mapping.js';
export { writeTable, type WrittenTable } from './write-table.js';

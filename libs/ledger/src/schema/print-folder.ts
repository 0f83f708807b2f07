import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, rowId } from './columns.js';

/** A folder that was printed for an endpoint: paper says its name, and whoever is asked about it by phone finds it here. */
export const printFolder = pgTable('print_folder', {
  id: rowId(),
  endpoint: text('endpoint').notNull(),
  /** stands on every sheet, and is the name of its file */
  name: text('name').notNull(),
  /** SHA-256 over what lies in it: the same documents in the same state are not printed a second time */
  contents: text('contents').notNull(),
  documents: integer('documents').notNull(),
  sheets: integer('sheets').notNull(),
  sha256: text('sha256').notNull(),
  because: text('because').notNull(),
  actor: text('actor').notNull(),
  at: instant('at').notNull(),
}, (t) => [uniqueIndex('print_folder_name').on(t.name), index('print_folder_endpoint').on(t.endpoint, t.id)]);

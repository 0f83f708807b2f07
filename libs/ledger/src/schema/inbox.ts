import { pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.js';

/** How a mailbox of ours stands. Up to where it was read stands with its reader's lease, `mailbox/NAME`. */
export const inbox = pgTable('inbox', {
  /** name of the mailbox in the settings */
  name: text('name').primaryKey(),
  /** when it was last looked through to its end */
  lookedAt: instant('looked_at'),
  /** why it cannot be read now, a stable code: inbox-unreachable …, or isolated, or a mail that cannot be taken yet; null: it can */
  trouble: text('trouble'),
  words: text('words'),
  troubleSince: instant('trouble_since'),
});

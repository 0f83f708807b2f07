import { integer, pgTable, text } from 'drizzle-orm/pg-core';
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
  /** `UIDVALIDITY:UID` of the mail that was begun last, and how often it was begun; written before anything is made of it, so that one at which its reader dies is counted too */
  trying: text('trying'),
  tries: integer('tries').notNull().default(0),
});

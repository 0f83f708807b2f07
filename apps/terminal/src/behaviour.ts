import { z } from 'zod';
import { CLERK_ANSWERS } from './clerk-words.js';

/**
 * How a site's SFTP end behaves.
 *
 * refuse             the port is closed, live sessions are cut
 * stall              connections are taken and requests are read, nothing is ever answered or done
 * drop-after-rename  a rename is done, then the line is cut instead of answered
 * reject-writes      opening a file for writing is denied
 */
const sftp = z.enum(['normal', 'refuse', 'stall', 'drop-after-rename', 'reject-writes']);

/**
 * What a site's operating system answers to a file it took.
 *
 * silent   nothing, ever: the outage that looks like none
 * late     a 997 after `lateByMs`
 * reject   a 997 that rejects every set
 * partial  a 997 that rejects the last set of each group of two or more
 */
const answers = z.enum(['normal', 'silent', 'late', 'reject', 'partial']);

const delay = z.int().min(0).max(3_600_000);

/** What its clerk answers to mails: the first mail gets the first of these, and so on; the last one stands for all that follow. Empty: none is answered. */
export const clerkAnswers = z.array(z.enum(CLERK_ANSWERS)).max(1_000);

/** A change: what is left out stays as it is. */
export const siteChange = z.strictObject({ sftp, answers, answerDelayMs: delay, lateByMs: delay, clerk: clerkAnswers, clerkDelayMs: delay }).partial();
export type SiteBehaviour = Required<z.infer<typeof siteChange>>;

/**
 * How the mail end behaves.
 *
 * refuse            the port is closed, live connections are cut
 * stall             connections are taken, no greeting comes
 * defer             451 to recipients
 * reject-recipient  550 to recipients
 * drop-after-data   the mail is taken, then the line is cut instead of answered
 */
export const mailChange = z.strictObject({
  smtp: z.enum(['normal', 'refuse', 'stall', 'defer', 'reject-recipient', 'drop-after-data']),
  /** only these mailboxes are deferred, rejected or dropped; empty: all */
  mailboxes: z.array(z.string()).default([]),
});
export type MailBehaviour = z.infer<typeof mailChange>;

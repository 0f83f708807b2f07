import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { clerkAnswers } from './behaviour.js';

const port = z.int().min(0).max(65_535);
/** The name is used for folders and addresses: USLGB-EAST. */
const code = z.string().regex(/^[A-Z0-9]{2,8}(-[A-Z0-9]{1,12})*$/);
const mailbox = z.string().regex(/^[a-z0-9][a-z0-9.+-]{0,60}@[a-z0-9.-]{3,80}$/, 'expected a lower-case mail address');

const site = z.strictObject({
  code,
  kind: z.enum(['terminal', 'carrier']),
  sftp: z.strictObject({
    port,
    user: z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/),
    /** one line as in OpenSSH's authorized_keys */
    authorizedKey: z.string().min(1),
    /** what the session sees as "/"; holds inbox/, outbox/ and processed/. Default: <folder>/sites/<code> */
    root: z.string().min(1).optional(),
  }),
  mailbox,
  /** ISA07 and ISA08 under which it is addressed; what is addressed otherwise is counted as misaddressed */
  isa: z.strictObject({ qualifier: z.string().min(1).max(2), id: z.string().min(1).max(15) }),
  /** from the file's taking to its 997, ms of the wall */
  answersAfterMs: z.int().min(0).default(200),
  /** see behaviour.ts; needs mail.clerk */
  clerk: clerkAnswers.default([]),
  /** from a mail's taking to the clerk's answer, ms of the wall */
  clerkDelayMs: z.int().min(0).max(3_600_000).default(1_000),
  /** true: files stay in the inbox after they were read, so that a look finds them; false: they move to processed/ */
  leavesFiles: z.boolean().default(false),
});

/** What one process of pretend terminals plays. Port 0: a free one below 32768, told in the ready line. */
export const terminalsConfig = z.strictObject({
  /** everything is kept under it: sites/, mail/, host-keys/ */
  folder: z.string().min(1),
  control: z.strictObject({ port }),
  mail: z.strictObject({
    port,
    /** addresses besides those of the sites; every other recipient is refused with 550 */
    otherMailboxes: z.array(mailbox).default([]),
    /** where clerks answer to: LMTP on this machine, and the mailbox; null: nobody answers */
    clerk: z.strictObject({ lmtpPort: port, to: mailbox }).nullable().default(null),
  }),
  sites: z.array(site).min(1).max(200),
}).refine((config) => new Set(config.sites.map((each) => each.code)).size === config.sites.length, 'two sites have the same code');

export type TerminalsConfig = z.infer<typeof terminalsConfig>;
/** as it may be written: what has a default may be left out */
export type TerminalsConfigInput = z.input<typeof terminalsConfig>;
export type SiteConfig = TerminalsConfig['sites'][number];

/** @throws Error that lists every fault of the file */
export async function readConfig(path: string): Promise<TerminalsConfig> {
  const parsed = terminalsConfig.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`${path}:\n${z.prettifyError(parsed.error)}`);
}

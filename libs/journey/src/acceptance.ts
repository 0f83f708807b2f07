import { sql } from 'drizzle-orm';
import type { Endpoint, Settings } from '#directory';
import type { DocumentRow } from '#documents';
import { document } from '#ledger';

/** How a document is handed over: by EDI, by mail, or on paper by a person who says so. */
export type Way = 'sftp' | 'email' | 'print';

/** Ways beside EDI: what went so and nobody confirmed goes by EDI once more when that is back. */
export const BESIDE_EDI = ['email', 'print'] as const satisfies readonly Way[];
export const wentBesideEdi = ({ lastAcceptedBy }: Pick<DocumentRow, 'lastAcceptedBy'>) => (BESIDE_EDI as readonly (string | null)[]).includes(lastAcceptedBy);

type Columns = Partial<typeof document.$inferInsert>;

/**
 * What a document's row says when a channel took it. How it first went is never rewritten by a repeat; an answer is awaited
 * only where the endpoint gives one to what came by EDI, and never for a 997: nobody answers an answer. For the word of a person on what
 * went beside EDI, a mail or a call of ours asks when `chaseAt` comes.
 */
export function acceptance(channel: Way, kind: DocumentRow['kind'], endpoint: Pick<Endpoint, 'acknowledges' | 'answerWithinMs'>, chase: Chase, at: Date): Columns {
  const answers = endpoint.acknowledges !== 'none' && kind === 'business';
  const awaits = channel === 'sftp' && answers;
  return {
    ...firstWay(channel, at), lastAcceptedBy: channel, mayHaveArrived: false,
    ...(channel === 'sftp' ? { ediAcceptedAt: at } : { mailAcceptedAt: at }),
    answerDueAt: awaits ? new Date(at.getTime() + endpoint.answerWithinMs) : null,
    chaseAt: channel !== 'sftp' && answers ? chasedFrom(chase, at) : null,
  };
}

/** `mail.chase` of the settings. */
export type Chase = Settings['mail']['chase'];

/**
 * When somebody is asked for an answer first: at half of the time that is left to its due time, never sooner than `after`; its next contact was
 * asked before, so a call follows that. A test is not chased. Said as SQL, since documents of one mail are due at different times.
 */
const chasedFrom = ({ afterMs, callAfterMs }: Chase, at: Date) => sql`case
  when (select i.isa15 from interchange i where i.id = "document"."interchange_id") = 'T' then null
  when exists (select 1 from chase_step s where s.document_id = "document"."id" and s.step = 'next-contact') then ${at}::timestamptz + make_interval(secs => ${callAfterMs / 1_000})
  else greatest(${at}::timestamptz + make_interval(secs => ${afterMs / 1_000}), ${at}::timestamptz + ("document"."due_at" - ${at}::timestamptz) / 2) end` as unknown as Date;

/** The same of one document: half of the time that was left when it was handed over, at least `afterMs`. */
export function firstAskedAt(handedOverAt: Date, dueAt: Date | null, afterMs: number): Date {
  const half = dueAt === null ? 0 : (dueAt.getTime() - handedOverAt.getTime()) / 2;
  return new Date(handedOverAt.getTime() + Math.max(afterMs, half));
}

/** The first acceptance, kept where there is one. */
export const firstWay = (channel: Way, at: Date) =>
  ({ acceptedAt: sql`coalesce(accepted_at, ${at})`, acceptedBy: sql`coalesce(accepted_by, ${channel})` }) as unknown as { acceptedAt: Date; acceptedBy: string };

/** As if these ways had not taken it: no clock stands still for it, and no EDI try falls back on it. That EDI once took it stays. */
export const notHandedOver = (ways: readonly (typeof BESIDE_EDI)[number][]): Columns => {
  const byThese = sql`accepted_by = any(${sql.param([...ways])}::text[])`;
  return {
    mailAcceptedAt: null, answerDueAt: null, chaseAt: null,
    acceptedAt: sql`case when ${byThese} then edi_accepted_at else accepted_at end`, acceptedBy: sql`case when ${byThese} then case when edi_accepted_at is not null then 'sftp' end else accepted_by end`,
    lastAcceptedBy: sql`case when edi_accepted_at is not null then 'sftp' end`,
  } as unknown as Columns;
};

/** Its mail or its paper was handed over before: where EDI did not take the repeat, that stands, and it is not mailed again. */
export const mailStands = (doc: Pick<DocumentRow, 'mailAcceptedAt'>) => doc.mailAcceptedAt !== null;

export const whatStands = ({ lastAcceptedBy }: Pick<DocumentRow, 'lastAcceptedBy'>) => (lastAcceptedBy === 'print' ? 'its paper stands' : 'its mail stands');

/**
 * It was handed over, and then its call was not made any more or went elsewhere: what its terminal has is left to people, and is not
 * sent there once more. By what `chooseConsequence` wrote down; `revoked` is that it stands after all.
 */
export const callWent = ({ callStanding, disregard }: Pick<DocumentRow, 'callStanding' | 'disregard'>) =>
  callStanding?.startsWith('gone-and-handed-over ') === true || disregard === 'owed' || disregard === 'told';
/** The contrary, asked of rows. */
export const callStays = sql`(coalesce(${document.callStanding}, '') not like 'gone-and-handed-over %' and coalesce(${document.disregard}, '') not in ('owed', 'told'))`;

/** Where nobody ever confirms, only an endpoint that wants everything gets what went by mail once more. */
export const repeats = (endpoint: Pick<Endpoint, 'replay' | 'acknowledges'>) => endpoint.replay === 'all' || (endpoint.replay === 'unconfirmed' && endpoint.acknowledges !== 'none');

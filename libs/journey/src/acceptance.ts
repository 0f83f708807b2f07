import { sql } from 'drizzle-orm';
import type { Endpoint } from '#directory';
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
 * only where the endpoint gives one to what came by EDI, and never for a 997: nobody answers an answer.
 */
export function acceptance(channel: Way, kind: DocumentRow['kind'], endpoint: Pick<Endpoint, 'acknowledges' | 'answerWithinMs'>, at: Date): Columns {
  const awaits = channel === 'sftp' && endpoint.acknowledges !== 'none' && kind === 'business';
  return {
    ...firstWay(channel, at), lastAcceptedBy: channel, mayHaveArrived: false,
    ...(channel === 'sftp' ? { ediAcceptedAt: at } : { mailAcceptedAt: at }),
    answerDueAt: awaits ? new Date(at.getTime() + endpoint.answerWithinMs) : null,
  };
}

/** The first acceptance, kept where there is one. */
export const firstWay = (channel: Way, at: Date) =>
  ({ acceptedAt: sql`coalesce(accepted_at, ${at})`, acceptedBy: sql`coalesce(accepted_by, ${channel})` }) as unknown as { acceptedAt: Date; acceptedBy: string };

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

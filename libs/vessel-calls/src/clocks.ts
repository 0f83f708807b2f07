import { sql, type SQL } from 'drizzle-orm';

/**
 * What stops a document's delay clock.
 *
 * delivered        what its endpoint's profile counts (ARCHITECTURE.md rule 5): acknowledged; handed over where it acknowledges nothing
 * acknowledgement  its first positive answer of any kind: a 997 counts where the profile waits for more
 * acceptance       its word on the content, or a person's; only where the profile waits for one
 */
export type DelayClock = 'delivered' | 'acknowledgement' | 'acceptance';
export const DELAY_CLOCKS = ['delivered', 'acknowledgement', 'acceptance'] as const satisfies readonly DelayClock[];

/** When the clock of document `d` stopped; null while it runs. */
export function clockOf(clock: DelayClock): SQL {
  switch (clock) {
    case 'delivered': return sql`d.delivered_at`;
    // Before the word on the content a 997 stands among the answers alone.
    case 'acknowledgement': return sql`case when d.state = 'rejected' or d.acknowledges = 'none' then null when d.acknowledges = 'content' then least(d.acknowledged_at, ${answered(['syntax', 'content', 'person'])}) else d.acknowledged_at end`;
    case 'acceptance': return sql`case when d.state = 'rejected' then null else coalesce(${answered(['content', 'person'])}, case when d.acknowledged_level in ('content', 'person') then d.acknowledged_at end) end`;
  }
}

/** Documents for which the clock means something. */
export function clockRuns(clock: DelayClock): SQL {
  switch (clock) {
    case 'delivered': return sql`true`;
    case 'acknowledgement': return sql`d.acknowledges is distinct from 'none'`;
    case 'acceptance': return sql`d.acknowledges = 'content'`;
  }
}

/** The first positive answer of these levels since the last refusal: a refusal takes back what was said before it. */
const answered = (levels: readonly string[]): SQL => sql`(select min(a.received_at) from acknowledgement a
  where a.document_id = d.id and a.verdict <> 'rejected' and a.level = any(${sql.param(levels)}::text[])
    and not exists (select 1 from acknowledgement r where r.document_id = d.id and r.verdict = 'rejected' and r.received_at >= a.received_at))`;

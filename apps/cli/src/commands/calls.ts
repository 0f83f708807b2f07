import type { CallDocument, CallLine, CallOf, Confirmed } from '#vessel-calls';
import { ask } from '../ask.js';
import { inWords, table, type Column } from '../table.js';

interface Options { json?: boolean; carrier?: string; region?: string; limit?: string; after?: string }
interface Board { asOf: string; calls: CallLine[]; next: string | null; unmatched: { ref: string; set: string }[] }
type One = CallOf & { asOf: string; documents: CallDocument[] };

/** Later with a plus, earlier with a minus: nobody takes an early ship for a late one. */
const fromPlan = (minutes: number | null) => (minutes === null ? '?' : minutes === 0 ? 'on time' : `${minutes > 0 ? '+' : '-'}${inWords(Math.abs(minutes))}`);
const when = (at: string | null) => at?.slice(0, 16).replace('T', ' ') ?? 'unknown';
const inUtc = (at: string | null) => (at === null ? 'at an unknown time' : `${when(at)} UTC`);
const vessel = (call: CallLine) => `${call.vesselName} ${call.voyageIn ?? call.voyageOut ?? ''}`.trim();

type Counted = Pick<CallLine, 'due' | 'accepted' | 'byEdi' | 'byEmail' | 'byPaper' | 'acknowledged' | 'neverAnswers' | 'late' | 'atRisk' | 'worstDelayMinutes'>;
const STANDING: readonly Column<Counted>[] = [
  { head: 'due', right: true, of: (row) => row.due }, { head: 'handed over', right: true, of: (row) => row.accepted },
  { head: 'by EDI', right: true, of: (row) => row.byEdi }, { head: 'by mail', right: true, of: (row) => row.byEmail }, { head: 'on paper', right: true, of: (row) => row.byPaper },
  { head: 'acknowledged', right: true, of: (row) => row.acknowledged }, { head: 'never answers', right: true, of: (row) => row.neverAnswers },
  { head: 'late', right: true, of: (row) => row.late }, { head: 'at risk', right: true, of: (row) => row.atRisk }, { head: 'worst delay', right: true, of: (row) => inWords(row.worstDelayMinutes) },
];

const BOARD: readonly Column<CallLine>[] = [
  { head: 'id', right: true, of: (call) => call.id }, { head: 'vessel call', of: vessel }, { head: 'terminal', of: (call) => call.endpoint ?? call.unlocode },
  { head: 'ETA (UTC)', of: (call) => when(call.etaAt) }, { head: 'from plan', right: true, of: (call) => fromPlan(call.schedule.arrivalMinutes) }, ...STANDING,
];

/** `hawser calls [ID]`: the next calls, how far each is from its plan and how its documents stand; or one of them. */
export async function calls(id: number | undefined, options: Options): Promise<void> {
  if (id !== undefined) return one(await ask<One>('GET', `/vessel-calls/${id}?${query({ carrier: options.carrier, region: options.region, limit: options.limit })}`), options.json ?? false);
  const board = await ask<Board>('GET', `/vessel-calls?${query({ carrier: options.carrier, region: options.region, limit: options.limit, after: options.after })}`);
  if (options.json) { process.stdout.write(`${JSON.stringify(board)}\n`); return; }
  if (board.calls.length === 0) process.stdout.write(options.carrier ?? options.region ?? options.after ? 'No vessel call is like that.\n' : 'No vessel calls yet. Report one: POST /vessel-calls (README, "Vessel calls").\n');
  else process.stdout.write(`${table(BOARD, board.calls)}\n\nOne of them: npx hawser calls ID. What each figure means: npx hawser calls --help\n`);
  if (board.next !== null) process.stdout.write(`More calls: npx hawser calls --after ${board.next}\n`);
  if (board.unmatched.length > 0) process.stdout.write(`\n${board.unmatched.length} ${board.unmatched.length === 1 ? 'document belongs to no known call; it is' : 'documents belong to no known call; they are'} delivered all the same: npx hawser docs --unmatched\n`);
}

const query = (values: Record<string, string | undefined>) => new URLSearchParams(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString();

function one(call: One, json: boolean): void {
  if (json) { process.stdout.write(`${JSON.stringify(call)}\n`); return; }
  const { exposure, schedule } = call;
  const lines = [
    `${vessel(call)}  ${call.endpoint ?? call.unlocode}  ${call.phase}${call.statuses.length > 0 ? ` (${call.statuses.join(', ')})` : ''}`,
    `arrival ${inUtc(call.etaAt)}: ${said(schedule.arrivalMinutes, schedule.because.arrival, 'from plan')}; drift ${said(schedule.driftMinutes, schedule.because.drift, '')}`.trimEnd(),
    `departure ${inUtc(call.etdAt)}: ${said(schedule.departureMinutes, schedule.because.departure, 'from plan')}`,
    '', `${call.late} late, ${call.atRisk} at risk of ${call.due} documents; ${exposure.containersTouched} containers and ${exposure.hazmatTouched} documents with hazardous cargo are touched`,
    `EDI was out for ${inWords(exposure.channelOutageMinutes) === '-' ? '0 min' : inWords(exposure.channelOutageMinutes)} of the call's window${exposure.outages.length > 0 ? `: ${exposure.outages.map((outage) => `${outage.scope} since ${when(outage.from.toString())}, ${outage.because}`).join('; ')}` : ''}`,
    ...(exposure.outageShare.touched > 0 ? [`${exposure.outageShare.touched} documents were touched by it: ${exposure.outageShare.measured > 0 ? `half of ${exposure.outageShare.measured} lost at most ${inWords(exposure.outageShare.medianMinutes ?? 0)}, the worst ${inWords(exposure.outageShare.worstMinutes ?? 0)}` : 'none can be measured'} (${exposure.outageShare.because})`] : []),
    `confirmed a day before arrival ${confirmed(exposure.confirmed.dayBeforeArrival)}; at berth ${confirmed(exposure.confirmed.atBerth)}; at departure ${confirmed(exposure.confirmed.atDeparture)}`,
  ];
  if (exposure.bySet.length > 0) lines.push('', table([{ head: 'set', of: (row: (typeof exposure.bySet)[number]) => row.set }, ...STANDING], exposure.bySet));
  if (call.documents.length > 0) lines.push('', table(DOCUMENTS, call.documents));
  if (call.documents.length < call.due) lines.push(`${call.due - call.documents.length} more: --limit, at most 5000`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

const said = (minutes: number | null, because: string | null, behind: string) => (minutes === null ? `unknown, ${because ?? ''}` : `${fromPlan(minutes)} ${minutes === 0 ? '' : behind}`.trimEnd());
const confirmed = ({ percent, acknowledged, of, because }: Confirmed) => (percent === null ? `unknown (${because ?? ''})` : `${percent} % (${acknowledged ?? 0} of ${of})`);

const HOW: Record<string, string> = { sftp: 'EDI', email: 'mail', print: 'paper' };
const delayOf = (delay: CallDocument['delay'] | null) => (delay === null ? 'n/a' : delay.minutes === 0 ? (delay.settled ? 'in time' : '-') : `${inWords(delay.minutes)}${delay.settled ? '' : ' and growing'}`);
const DOCUMENTS: readonly Column<CallDocument>[] = [
  { head: 'ref', of: (doc) => doc.ref }, { head: 'set', of: (doc) => `${doc.set}${doc.version > 1 ? ` v${doc.version}` : ''}` }, { head: 'for', of: (doc) => doc.endpoint ?? '?' }, { head: 'due (UTC)', of: (doc) => when(doc.dueAt) },
  { head: 'handed over (UTC)', of: (doc) => (doc.acceptedAt === null ? '-' : `${when(doc.acceptedAt)} by ${HOW[doc.acceptedBy ?? ''] ?? '?'}`) },
  { head: 'acknowledged (UTC)', of: (doc) => (doc.acknowledgedAt !== null ? `${when(doc.acknowledgedAt)} ${doc.acknowledgedLevel ?? ''}`.trimEnd() : doc.acknowledges === 'none' ? 'never answers' : '-') },
  { head: 'delay', right: true, of: (doc) => delayOf(doc.delay) }, { head: 'to acceptance', right: true, of: (doc) => delayOf(doc.acceptanceDelay) },
  { head: 'by outage', right: true, of: (doc) => (doc.outage.minutes === null ? '?' : doc.outage.outage === null ? '-' : inWords(doc.outage.minutes)) }, { head: 'state', of: (doc) => doc.state },
];

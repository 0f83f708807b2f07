import { and, eq } from 'drizzle-orm';
import type { CallWord } from '#directory';
import { call, type Transaction } from '#ledger';
import { callReport, madeReference, sameCalls, type DcsaCall, type DcsaRemark, type DcsaTold, type KnownCall, type ReportedCall } from '#vessel-calls';
import { CallPlaces } from './call-place.js';
import type { Journey } from './journey.js';
import { callsOfShip } from './known-calls.js';
import { reportCallIn, type CallReported } from './report-call.js';

/** Who sent a DCSA message, and of which calls its word counts. */
export interface CallSender { carrier: string; word: CallWord; reportedBy: string }

export type CallsTaken = { ok: true; calls: ({ reference: string } & CallReported)[]; ignored: DcsaRemark[] } | { ok: false; faults: DcsaRemark[] };

/** An actual time may be so far ahead of our clock, ms: theirs may be wrong by that. */
const CLOCKS_DIFFER = 3_600_000;

/**
 * What a DCSA message tells of calls: all that can be taken in one transaction, or nothing where any of it cannot be read. What
 * is sound and does not concern us is named with its place.
 */
export async function takeCallReports(journey: Journey, { calls, ignored }: DcsaTold, sender: CallSender): Promise<CallsTaken> {
  const { word } = sender;
  if (word.calls === 'none') return { ok: false, faults: [{ code: 'DCSA.NOT_YOURS', path: '$', sentence: word.because }] };
  return journey.ledger.transaction(async (tx) => {
    const at = journey.clock.now();
    const places = await CallPlaces.now(journey, tx);
    const taken: ({ reference: string } & CallReported)[] = [];
    const passed = [...ignored];
    const faults: DcsaRemark[] = [];
    const checked = calls.flatMap((told): { told: DcsaCall; report: Omit<ReportedCall, 'reference'> }[] => {
      const read = callReport.safeParse({ ...told.report, reference: told.report.reference ?? '-', carrier: sender.carrier });
      if (read.success) return [{ told, report: read.data }];
      faults.push(...read.error.issues.map((issue) => ({ code: 'DCSA.VALUE', path: told.path, sentence: `${told.path}, read as ${issue.path.join('.')}: ${issue.message}` })));
      return [];
    });
    if (faults.length > 0) return { ok: false, faults };
    for (const { told, report } of checked) {
      const one = await takeOne(journey, tx, { told, report, sender, places, at });
      passed.push(...one.ignored.map((remark) => ({ ...remark, path: told.path })));
      if (one.taken) taken.push(one.taken);
    }
    return { ok: true, calls: taken, ignored: passed };
  });
}

type Remark = Omit<DcsaRemark, 'path'>;

async function takeOne(journey: Journey, tx: Transaction, input: { told: DcsaCall; report: Omit<ReportedCall, 'reference'>; sender: CallSender; places: CallPlaces; at: Date }): Promise<{ taken: ({ reference: string } & CallReported) | null; ignored: Remark[] }> {
  const { told, sender, places, at } = input;
  const no = (code: string, sentence: string) => ({ taken: null, ignored: [{ code, sentence }] });
  const known = await knownCall(tx, input);
  if (known === 'several') return no('DCSA.AMBIGUOUS', 'it may be more than one call that is known; none was changed');
  if (known && known.carrier !== sender.carrier) return no('DCSA.NOT_YOURS', `it is ${known.carrier}'s call ${known.reference}`);
  const unlocode = input.report.unlocode ?? known?.unlocode;
  if (!unlocode) return no('DCSA.NO_PLACE', 'the call is not known yet, and nothing says at which port it is');
  const place = places.of({ carrier: sender.carrier, unlocode, terminal: input.report.terminal ?? known?.terminal ?? null, firms: null });
  if (sender.word.calls === 'quay') {
    const { endpoint } = sender.word;
    const here = endpoint.unlocode !== null && places.port(endpoint.unlocode) === places.port(unlocode);
    const elsewhere = [known?.endpoint, input.report.terminal ? place.endpoint?.code ?? 'none of ours' : null].some((one) => Boolean(one) && one !== endpoint.code);
    if (!here || elsewhere || (known?.terminal && known.terminal !== endpoint.terminal)) return no('DCSA.NOT_YOURS', `it is not at the quay of ${endpoint.code}`);
  }
  const ignored: Remark[] = [];
  // What the ship is, its voyages and whether it comes is its operator's to say.
  const word = sender.word.calls === 'quay' && known ? quaysWord(input.report) : input.report;
  if (word !== input.report && input.report.statuses) ignored.push({ code: 'DCSA.NOT_YOURS', sentence: `status ${input.report.statuses.join(' ')} is its operator's to say` });
  const timestamps = input.report.timestamps.filter((one) => {
    const ahead = one.classifier === 'ACT' && new Date(one.at).getTime() > at.getTime() + CLOCKS_DIFFER;
    if (ahead) ignored.push({ code: 'DCSA.FUTURE_ACTUAL', sentence: `${one.event} ${one.place} happened at ${one.at}, which is yet to come` });
    return !ahead;
  });
  const ship = shipOf(input.report);
  const voyage = input.report.voyageIn ?? input.report.voyageOut ?? input.report.universalVoyageIn ?? null;
  const reference = told.report.reference ?? known?.reference ?? (voyage === null ? null : madeReference({ ...ship, voyage, unlocode, terminal: input.report.terminal ?? null }));
  if (reference === null) return no('DCSA.NO_REFERENCE', 'the call is not known, and has neither a reference nor a voyage');
  const vesselName = input.report.vesselName ?? (known ? undefined : await nameOf(tx, input.report));
  const done = await reportCallIn(journey, tx, { ...word, reference, timestamps, ...(vesselName ? { vesselName } : {}) }, { reportedBy: sender.reportedBy, at, callId: known?.id, places });
  return { taken: { reference, ...done }, ignored };
}

/** What a terminal may say of a call at its quay that is known. */
function quaysWord({ carrier, timestamps, aliases, phase, portVisitReference, sequence, because }: Omit<ReportedCall, 'reference'>): Omit<ReportedCall, 'reference'> {
  return { carrier, timestamps, aliases, ...(phase ? { phase } : {}), ...(portVisitReference === undefined ? {} : { portVisitReference }), ...(sequence === undefined ? {} : { sequence }), ...(because ? { because } : {}) } as Omit<ReportedCall, 'reference'>;
}

const shipOf = (report: Omit<ReportedCall, 'reference'>) => ({ imo: report.imo ?? null, callSign: report.callSign ?? null, vesselName: report.vesselName ?? null });

type Found = Pick<KnownCall, 'id' | 'carrier' | 'reference' | 'unlocode' | 'terminal' | 'endpoint'>;

/**
 * By its reference; else by vessel, voyage and place. One that is known under another operator's reference is another call: only a
 * reference that we made ourselves gives way to the operator's.
 */
async function knownCall(tx: Transaction, { told, report, sender, places }: { told: DcsaCall; report: Omit<ReportedCall, 'reference'>; sender: CallSender; places: CallPlaces }): Promise<Found | null | 'several'> {
  const { reference } = told.report;
  if (reference !== null) {
    const [row] = await tx.select().from(call).where(and(eq(call.carrier, sender.carrier), eq(call.reference, reference)));
    if (row) return row;
  }
  if (!report.unlocode) return null;
  const terminal = report.terminal ?? null;
  const voyages = [report.voyageIn, report.voyageOut, report.universalVoyageIn, report.universalVoyageOut].filter((one): one is string => Boolean(one));
  const endpoint = places.of({ carrier: sender.carrier, unlocode: report.unlocode, terminal, firms: null }).endpoint?.code ?? null;
  const fitting = sameCalls({ ...shipOf(report), voyages, isPort: (one) => places.port(one) === places.port(report.unlocode ?? ''), terminal, endpoint }, await callsOfShip(tx, shipOf(report)));
  const free = reference === null ? fitting : fitting.filter((one) => one.carrier === sender.carrier && isMade(one));
  return free.length > 1 ? 'several' : free[0] ?? null;
}

const isMade = (one: KnownCall): boolean => one.voyages.some((voyage) => [one.terminal, null].some((terminal) => one.reference === madeReference({ ...one, voyage, terminal })));

/** Of a ship whose name the message leaves out: what another call of it has, else its number. */
async function nameOf(tx: Transaction, report: Omit<ReportedCall, 'reference'>): Promise<string> {
  const [other] = report.imo ? await callsOfShip(tx, shipOf(report)) : [];
  return other?.vesselName ?? (report.imo ? `IMO ${report.imo}` : report.mmsi ? `MMSI ${report.mmsi}` : report.callSign ?? 'unnamed');
}

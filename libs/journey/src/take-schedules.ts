import { callWordOf, type CallWord, type Partner } from '#directory';
import type { DocumentRow } from '#documents';
import type { Transaction } from '#ledger';
import { callReport, instantOf, madeReference, normaliseVoyage, sameCalls, type CallReport, type KnownCall } from '#vessel-calls';
import type { DocumentFacts, ReadInterchange, ReadSet } from '#x12';
import { CallPlaces } from './call-place.js';
import type { Journey } from './journey.js';
import { callsOfShip } from './known-calls.js';
import { reportCallIn } from './report-call.js';
import { stopsOf, type Stop } from './told-places.js';

/** Which sets tell of calls, and whether they may begin one. Of a 315 only the vessel's own events do. @source element 157 */
const TELLS: Record<string, { begins: boolean; statuses: readonly string[] | null }> = {
  323: { begins: true, statuses: null },
  315: { begins: false, statuses: ['VA', 'VD'] },
};

/** An actual time may be so far ahead of our clock, ms: theirs may be wrong by that. */
const CLOCKS_DIFFER = 3_600_000;

interface Sent { read: ReadInterchange; partner: Partner; documents: readonly DocumentRow[]; at: Date }

/**
 * What schedules (323) and vessels' own events (315) say of calls, in the transaction that takes them in, with the document's
 * ref as the source. A test says nothing, nor a set that waits as a conflict. What is not taken is said, for the receipt.
 */
export async function takeSchedules(journey: Journey, tx: Transaction, { read, partner, documents, at }: Sent): Promise<string[]> {
  if (read.isa15 === 'T') return [];
  const word = callWordOf(journey.directory, partner);
  const notes: string[] = [];
  const heard = new Set<string>();
  for (const group of read.groups) {
    for (const set of group.sets) {
      const ref = tells(set) ? documents.find((one) => one.set === set.st01 && one.st02 === set.st02 && one.gs06 === group.gs06 && one.state !== 'conflict')?.ref : undefined;
      if (ref === undefined || !set.facts) continue;
      // A vessel's arrival is told once for each of its containers.
      const saying = JSON.stringify([set.st01, set.facts.vessel, set.facts.voyage, set.facts.scac, set.facts.places]);
      if (heard.has(saying)) continue;
      heard.add(saying);
      const said = await takeOne(journey, tx, { facts: set.facts, set: set.st01, ref, partner, word, at });
      notes.push(...said.map((sentence) => `${set.st01} ${set.st02}: ${sentence}`));
    }
  }
  return notes;
}

function tells(set: ReadSet): boolean {
  const row = TELLS[set.st01];
  return row !== undefined && (row.statuses === null || row.statuses.includes(set.facts?.status?.code ?? ''));
}

interface Told { facts: DocumentFacts; set: string; ref: string; partner: Partner; word: CallWord; at: Date }

async function takeOne(journey: Journey, tx: Transaction, told: Told): Promise<string[]> {
  const { facts, partner, word } = told;
  const voyage = normaliseVoyage(facts.voyage) === null ? null : facts.voyage;
  if (word.calls === 'none') return [word.because];
  if (voyage === null) return ['no voyage is told, so that no vessel call can be'];
  if (word.calls === 'carrier' && facts.scac !== null && facts.scac !== partner.carrier) return [`it is about a vessel of ${facts.scac}, and ${partner.code} speaks for ${partner.carrier} alone`];
  const ship = { imo: facts.vessel.imo, callSign: facts.vessel.callSign, vesselName: facts.vessel.name };
  const calls = await callsOfShip(tx, ship);
  const places = await CallPlaces.now(journey, tx);
  // Of an event only what it says of the vessel: the other ports are its container's.
  const stops = stopsOf({ endpoints: journey.directory.endpoints, portCodes: places.portCodes }, partner, facts.places).filter((stop) => TELLS[told.set]?.begins || stop.times.length > 0);
  const seen = new Set<string>();
  const passed = { elsewhere: [] as string[], 'not theirs': [] as string[] };
  const notes: string[] = [];
  for (const stop of stops) {
    if (stop.unlocode === null) { if (stop.times.length > 0) notes.push(`${stop.told}: no port is known by this code`); continue; }
    const outcome = await takeStop(journey, tx, { ...told, voyage, stop, unlocode: stop.unlocode, ship, calls, places, seen });
    if (typeof outcome === 'string') passed[outcome].push(stop.told);
    else notes.push(...outcome.map((sentence) => `${stop.told}: ${sentence}`));
  }
  if (passed.elsewhere.length > 0) notes.push(`neither a terminal of ours nor in the imported list, so that no call was begun: ${some(passed.elsewhere)}`);
  if (passed['not theirs'].length > 0) notes.push(`not at the quay of ${partner.code}, which speaks of no other: ${some(passed['not theirs'])}`);
  return notes;
}

const some = (places: readonly string[]) => `${places.slice(0, 10).join(', ')}${places.length > 10 ? ` and ${places.length - 10} more` : ''}`;

type AtStop = Told & {
  voyage: string; stop: Stop; unlocode: string; ship: { imo: string | null; callSign: string | null; vesselName: string | null };
  calls: readonly KnownCall[]; places: CallPlaces; seen: Set<string>;
};

async function takeStop(journey: Journey, tx: Transaction, input: AtStop): Promise<string[] | 'elsewhere' | 'not theirs'> {
  const { facts, set, ref, partner, word, at, voyage, stop, unlocode, ship, calls, places, seen } = input;
  const place = places.of({ carrier: partner.carrier, unlocode, terminal: stop.terminal, firms: stop.firms });
  const port = places.port(unlocode);
  if (word.calls === 'quay' && !(word.endpoint.unlocode !== null && places.port(word.endpoint.unlocode) === port && (stop.terminal === null || place.endpoint?.code === word.endpoint.code))) return 'not theirs';
  const quay = word.calls === 'quay' ? word.endpoint : place.endpoint ?? (stop.terminal === null && stop.firms === null ? places.onlyQuay(partner.carrier, unlocode) : null);
  const fitting = sameCalls({ ...ship, voyages: [voyage], isPort: (one) => places.port(one) === port, terminal: quay?.terminal ?? stop.terminal, endpoint: quay?.code ?? null }, calls);
  if (fitting.length > 1) return [`it may be any of the calls ${fitting.map((one) => one.reference).join(', ')}; none was changed`];
  const [known] = fitting;
  if (known && known.carrier !== partner.carrier) return [`it is ${known.carrier}'s call ${known.reference}, of which ${partner.code} has no word`];
  if (!known && !TELLS[set]?.begins) return [`no call of ${ship.vesselName ?? ship.imo ?? 'the vessel'}, voyage ${voyage}, is known there`];
  if (!known && !quay && !place.listed) return 'elsewhere';

  const terminal = quay?.terminal ?? (place.listed ? stop.terminal : null);
  const reference = known?.reference ?? madeReference({ ...ship, voyage, unlocode: quay?.unlocode ?? unlocode, terminal });
  if (seen.has(reference)) return ['the vessel calls there twice on one voyage; only the first stop was taken'];
  seen.add(reference);
  const { timestamps, notes } = timesOf(stop, quay?.zone ?? place.zone, at);
  const report: CallReport = known
    ? { reference, carrier: partner.carrier, timestamps }
    : { ...begun(facts, stop, voyage), reference, carrier: partner.carrier, unlocode: quay?.unlocode ?? unlocode, terminal, ...(quay ? { endpoint: quay.code } : {}), timestamps };
  const checked = callReport.safeParse(report);
  if (!checked.success) return [checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')];
  const done = await reportCallIn(journey, tx, checked.data, { reportedBy: `${set} ${ref}`, at, callId: known?.id, places });
  return [...done.remarks, ...notes];
}

/** What is said of a call that begins here. The one voyage of a schedule comes in where cargo goes off and goes out where it goes on. */
function begun({ vessel }: DocumentFacts, { roles }: Stop, voyage: string): Omit<CallReport, 'reference' | 'carrier'> {
  const [off, on] = [roles.includes('D'), roles.includes('L')];
  return {
    ...(vessel.imo === null ? {} : { imo: vessel.imo }), ...(vessel.callSign === null ? {} : { callSign: vessel.callSign }), vesselName: vessel.name ?? `IMO ${vessel.imo ?? vessel.callSign ?? ''}`.trim(),
    ...(off || !on ? { voyageIn: voyage } : {}), ...(on || !off ? { voyageOut: voyage } : {}),
  };
}

const CLASSIFIERS = { planned: 'PLN', estimated: 'EST', actual: 'ACT' } as const;
const REASON = /^[A-Z0-9]{1,3}$/;

function timesOf(stop: Stop, zone: string | null, at: Date): { timestamps: NonNullable<CallReport['timestamps']>; notes: string[] } {
  const notes = new Set<string>();
  const timestamps = stop.times.flatMap(({ event, kind, at: local, reason }) => {
    const told = /(Z|[+-]\d\d:\d\d)$/.test(local.slice(10)) ? new Date(local) : zone === null ? null : instantOf(local, zone);
    if (told === null) { notes.add('its times are the port\'s own, and nobody told its time zone: they were not taken'); return []; }
    if (kind === 'actual' && !local.includes('T')) { notes.add(`an actual ${event} without its hour (${local}) was not taken`); return []; }
    if (kind === 'actual' && told.getTime() > at.getTime() + CLOCKS_DIFFER) { notes.add(`an actual ${event} that is yet to come (${local}) was not taken`); return []; }
    return [{ event: event === 'arrival' ? 'ARRI' as const : 'DEPA' as const, classifier: CLASSIFIERS[kind], at: told.toISOString(), reason: reason !== null && REASON.test(reason) ? reason : null }];
  });
  return { timestamps, notes: [...notes] };
}

import type { Directory, Endpoint } from '#directory';
import { expectingCalls, missingDocuments, type AskedCall, type Direction, type LineInCall, type MissingDocument, type Scope } from '#vessel-calls';
import type { Journey } from './journey.js';

/** What a call lacks, with enough of the call to be read by itself. */
export interface MissingOfCall extends MissingDocument { reference: string; vesselName: string; voyageIn: string | null; voyageOut: string | null; unlocode: string; terminal: string | null; zone: string; phase: string; eta: Date | null; etd: Date | null }

const LEVELS = ['late', 'soon', 'not-yet'];

/**
 * Documents that calls should have and that never came, the latest and most urgent first.
 *
 * @param asked.all  also what nobody needs yet
 * @returns null when a call was asked for by its id and is not there
 */
export async function missingNow(journey: Journey, asked: { scope: Scope; all?: boolean; id?: number }): Promise<{ asOf: Date; missing: MissingOfCall[] } | null> {
  const { directory, clock, ledger } = journey;
  const asOf = clock.now();
  const calls = await expectingCalls(ledger.db, { ...asked, expected: directory.expected, now: asOf });
  if (asked.id !== undefined && calls.length === 0) return null;
  const missing = calls.flatMap((call) => {
    const lines = linesIn(directory, call).filter(({ line }) => asked.scope.carrier === null || line === asked.scope.carrier);
    const { reference, vesselName, voyageIn, voyageOut, unlocode, terminal, zone, phase, eta, etd } = call;
    return missingDocuments({ ...call, lines }, directory.expected, call.had, asOf).map((one) => ({ ...one, reference, vesselName, voyageIn, voyageOut, unlocode, terminal, zone, phase, eta, etd }));
  });
  return { asOf, missing: missing.filter(({ level }) => level !== 'not-yet' || asked.all === true).sort(mostUrgentFirst) };
}

/** The lines in a call that have an endpoint of their own at its terminal: whoever reported it, and those with a voyage of theirs. */
export function linesIn(directory: Directory, call: Pick<AskedCall, 'carrier' | 'alsoLines' | 'endpoint' | 'unlocode' | 'terminal'>): LineInCall[] {
  const endpoints = [...directory.endpoints.values()];
  return [call.carrier, ...call.alsoLines].flatMap((line) => {
    const own = endpoints.filter((one) => one.carrier === line);
    const there = own.find((one) => one.code === call.endpoint) ?? own.find((one) => isThere(one, call));
    if (!there) return [];
    const home = own.filter((one) => one.kind === 'carrier').map((one) => one.code);
    return [{ line, endpoint: there.code, kind: there.kind, home, never: { 'to-terminal': neverComes(directory, line, there, 'to-terminal'), 'to-carrier': neverComes(directory, line, there, 'to-carrier') } }];
  });
}

const isThere = (one: Endpoint, call: Pick<AskedCall, 'unlocode' | 'terminal'>): boolean => one.kind !== 'carrier' && one.terminal !== null && one.unlocode === call.unlocode && one.terminal === call.terminal;

/** A set never comes when none of its senders sends it, or its reader does not take it; without a sender nothing does: null. */
function neverComes({ partners, endpoints }: Directory, line: string, there: Endpoint, direction: Direction): string[] | null {
  const own = [...partners.values()].filter((one) => one.carrier === line);
  const senders = own.filter((one) => (direction === 'to-carrier' ? one.endpoint === there.code : one.endpoint === null || endpoints.get(one.endpoint)?.kind === 'carrier'));
  const [first, ...others] = senders.map((one) => one.neverSends ?? []);
  if (!first) return null;
  const readers = direction === 'to-terminal' ? [there] : [...endpoints.values()].filter((one) => one.carrier === line && one.kind === 'carrier');
  const [taken, ...more] = readers.map((one) => one.neverTakes ?? []);
  if (!taken) return null;
  return [...first.filter((set) => others.every((never) => never.includes(set))), ...taken.filter((set) => more.every((never) => never.includes(set)))];
}

function mostUrgentFirst(a: MissingOfCall, b: MissingOfCall): number {
  const at = ({ dueAt }: MissingOfCall) => dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || at(a) - at(b) || a.callId - b.callId;
}

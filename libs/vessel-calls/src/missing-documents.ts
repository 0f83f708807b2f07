import { MINUTE } from '#common';

export type Direction = 'to-terminal' | 'to-carrier';
type CutOff = 'cargo' | 'reefer' | 'haz' | 'doc' | 'vgm' | 'erd';

/** One line of what a call should have, as the directory holds it (ExpectedDocument); rooms on one floor do not import each other. */
export interface Expectation {
  id: string;
  what: string;
  /** any of these is enough */
  sets: string[];
  /** events that count, of sets that tell one; null: every event */
  statuses: string[] | null;
  direction: Direction;
  kinds: string[];
  carriers: string[] | null;
  of: 'operator' | 'each-line';
  voyage: 'in' | 'out' | null;
  phases: string[];
  due: { anchor: 'ETA' | 'ETD' | CutOff; offsetMinutes: number }[];
  soonMinutes: number;
  untilMinutes: number;
  law: boolean;
  because: string;
  source: string;
}

/** A line in the call, its endpoint there, and what never travels between them. */
export interface LineInCall {
  line: string;
  /** code and kind of the endpoint that receives this line's documents at the terminal */
  endpoint: string;
  kind: string;
  /** endpoints of the line's own systems */
  home: readonly string[];
  /** sets that never come, by who would send them; null: nobody sends anything that way */
  never: Record<Direction, readonly string[] | null>;
}

export interface ExpectingCall {
  id: number;
  /** SCAC of the line that reported it: the operator's */
  carrier: string;
  phase: string;
  /** neither omitted nor replaced */
  stands: boolean;
  voyageIn: string | null;
  voyageOut: string | null;
  eta: Date | null;
  etd: Date | null;
  cutOffs: Readonly<Record<string, string>>;
  lines: readonly LineInCall[];
}

/** Documents of the call that came, tests, withdrawn ones and conflicts apart. endpoint null: it came, and leads to nobody yet. */
export interface HadDocuments { line: string; endpoint: string | null; set: string; status: string | null }

/** not-yet: nobody needs it for a while · soon: amber · late: it should have been there */
export type MissingLevel = 'not-yet' | 'soon' | 'late';

export interface MissingDocument {
  callId: number;
  id: string;
  what: string;
  sets: string[];
  line: string;
  endpoint: string;
  direction: Direction;
  level: MissingLevel;
  /** null while no anchor is known */
  dueAt: Date | null;
  soonAt: Date | null;
  law: boolean;
  because: string;
  source: string;
}

/**
 * What a call should have by now or soon and never had, by line. Pure: the same call, rules, documents and hour give the same
 * answer. A set that never comes between these two is not asked for; what is past its use is not either.
 */
export function missingDocuments(call: ExpectingCall, expected: readonly Expectation[], had: readonly HadDocuments[], now: Date): MissingDocument[] {
  if (!call.stands) return [];
  return expected.flatMap((row) => {
    if (!row.phases.includes(call.phase) || !hasVoyage(call, row)) return [];
    return call.lines.filter((line) => owes(line, row, call)).flatMap((line) => {
      const sets = comeAtAll(line, row);
      if (sets.length === 0 || had.some((one) => isOne(one, line, row))) return [];
      return missingOne(call, row, line, sets, now);
    });
  });
}

function missingOne(call: ExpectingCall, row: Expectation, line: LineInCall, sets: string[], now: Date): MissingDocument[] {
  const base = { callId: call.id, id: row.id, what: row.what, sets, line: line.line, endpoint: line.endpoint, direction: row.direction, law: row.law, source: row.source };
  const due = dueOfRow(call, row);
  if (!due) return [{ ...base, level: 'not-yet', dueAt: null, soonAt: null, because: `${row.because}; when is not known: the call has no ${row.due.map(({ anchor }) => anchor).join(', no ')}` }];
  const soonAt = new Date(due.at.getTime() - row.soonMinutes * MINUTE);
  if (now.getTime() > due.at.getTime() + row.untilMinutes * MINUTE) return [];
  const level = now >= due.at ? 'late' : now >= soonAt ? 'soon' : 'not-yet';
  return [{ ...base, level, dueAt: due.at, soonAt, because: `${row.because} (${due.words})` }];
}

function dueOfRow(call: ExpectingCall, row: Expectation): { at: Date; words: string } | null {
  for (const { anchor, offsetMinutes } of row.due) {
    const cutOff = call.cutOffs[anchor];
    const at = anchor === 'ETA' ? call.eta : anchor === 'ETD' ? call.etd : cutOff === undefined ? null : new Date(cutOff);
    if (at && !Number.isNaN(at.getTime())) return { at: new Date(at.getTime() + offsetMinutes * MINUTE), words: `${anchor === 'ETA' || anchor === 'ETD' ? anchor : `${anchor} cut-off`} ${offsetMinutes < 0 ? '−' : '+'} ${Math.abs(offsetMinutes) / 60} h` };
  }
  return null;
}

const hasVoyage = (call: ExpectingCall, { voyage }: Expectation): boolean => voyage === null || (voyage === 'in' ? call.voyageIn : call.voyageOut) !== null;

const owes = (line: LineInCall, row: Expectation, call: ExpectingCall): boolean =>
  row.kinds.includes(line.kind) && (row.carriers === null || row.carriers.includes(line.line)) && (row.of === 'each-line' || line.line === call.carrier);

/** Of the sets that would do, those that ever come that way. */
function comeAtAll(line: LineInCall, row: Expectation): string[] {
  const never = line.never[row.direction];
  return never === null ? [] : row.sets.filter((set) => !never.includes(set));
}

function isOne(one: HadDocuments, line: LineInCall, row: Expectation): boolean {
  if (one.line !== line.line || !row.sets.includes(one.set)) return false;
  if (row.statuses !== null && one.status !== null && !row.statuses.includes(one.status)) return false;
  const home = one.endpoint !== null && line.home.includes(one.endpoint);
  return row.direction === 'to-carrier' ? home : !home && (one.endpoint === null || one.endpoint === line.endpoint);
}

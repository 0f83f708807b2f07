import type { call } from '#ledger';
import type { ReportedCall } from './call-report.js';

export type CallRow = typeof call.$inferSelect;
/** What a report can change of a call's row. */
export type CallState = Omit<typeof call.$inferInsert, 'id' | 'revision'>;
/** One row of the call's events. */
export interface CallChange { what: string; because: string; facts: Record<string, unknown> }

/** Which event a field's change is, and what people call the field. Fields of one event that change together are one row. */
const FIELDS: readonly { what: string; field: keyof CallState & keyof CallRow; words: string }[] = [
  { what: 'moved', field: 'unlocode', words: 'port' },
  { what: 'moved', field: 'terminal', words: 'terminal' },
  { what: 'moved', field: 'firms', words: 'FIRMS' },
  { what: 'moved', field: 'endpoint', words: 'endpoint' },
  { what: 'voyage', field: 'voyageIn', words: 'import voyage' },
  { what: 'voyage', field: 'voyageOut', words: 'export voyage' },
  { what: 'voyage', field: 'universalVoyageIn', words: 'universal import voyage' },
  { what: 'voyage', field: 'universalVoyageOut', words: 'universal export voyage' },
  { what: 'status', field: 'statuses', words: 'status' },
  { what: 'status', field: 'replacedBy', words: 'call that has its documents' },
  { what: 'phase', field: 'phase', words: 'phase' },
  { what: 'vessel', field: 'vesselName', words: 'name' },
  { what: 'vessel', field: 'imo', words: 'IMO number' },
  { what: 'vessel', field: 'mmsi', words: 'MMSI' },
  { what: 'vessel', field: 'callSign', words: 'call sign' },
  { what: 'details', field: 'reference', words: 'reference' },
  { what: 'details', field: 'operator', words: 'operator' },
  { what: 'details', field: 'serviceCode', words: 'service' },
  { what: 'details', field: 'universalServiceReference', words: 'universal service' },
  { what: 'details', field: 'portVisitReference', words: 'port visit' },
  { what: 'details', field: 'sequence', words: 'place in the visit' },
];

/** What is different in a call that was known: one event for what belongs together, one for each cut-off. */
export function changesOf(was: CallRow, is: CallState, told: string): CallChange[] {
  const events = new Map<string, { words: string[]; facts: Record<string, unknown> }>();
  const note = (key: string, words: string, field: string, from: unknown, to: unknown) => {
    const event = events.get(key) ?? { words: [], facts: {} };
    event.words.push(`${words} was ${shown(from)}, is ${shown(to)}`);
    event.facts[field] = { from, to };
    events.set(key, event);
  };
  for (const { what, field, words } of FIELDS) {
    const [from, to] = [was[field] ?? null, is[field] ?? null];
    if (JSON.stringify(from) !== JSON.stringify(to)) note(what, words, field, from, to);
  }
  for (const kind of new Set([...Object.keys(was.cutOffs), ...Object.keys(is.cutOffs ?? {})])) {
    const [from, to] = [was.cutOffs[kind] ?? null, is.cutOffs?.[kind] ?? null];
    if (from !== to) note(`cut-off ${kind}`, `cut-off for ${kind}`, kind, from, to);
  }
  return [...events].map(([key, { words, facts }]) => ({ what: key.split(' ')[0]!, because: `${words.join('; ')}: ${told}`, facts }));
}

const shown = (value: unknown): string => (Array.isArray(value) ? value.join(' ') || 'none' : typeof value === 'string' || typeof value === 'number' ? String(value) : 'none');

/** These say that the vessel does not come. */
const NOT_COMING = ['OMIT', 'BLNK'];

/** Where the call stands, by what was told of it: the first that fits. */
export function phaseOf(report: ReportedCall, was: CallRow | null): string {
  const actual = (event: string) => report.timestamps.some((one) => one.event === event && one.place === 'BRTH' && one.classifier === 'ACT');
  const omitted = (statuses: readonly string[] | undefined) => statuses?.some((one) => NOT_COMING.includes(one)) ?? false;
  if (report.phase) return report.phase;
  if (omitted(report.statuses)) return 'omitted';
  if (report.statuses && was?.phase === 'omitted' && omitted(was.statuses)) return 'expected';
  if (actual('DEPA')) return 'departed';
  if (actual('ARRI') && (was?.phase ?? 'expected') === 'expected') return 'arrived';
  return was?.phase ?? 'expected';
}

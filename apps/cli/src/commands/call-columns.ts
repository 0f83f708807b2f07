import { CUT_OFFS, instantOf } from '#vessel-calls';
import { headingOf } from './import-table.js';

/** A report while its cells are read. */
export interface Draft { fields: Record<string, unknown>; timestamps: Record<string, unknown>[]; cutOffs: Record<string, string | null>; aliases: Record<string, unknown>[] }

interface Column {
  head: string;
  means: string;
  /** the field of the report it fills, as a fault names it */
  field: string;
  /** @returns what was expected, where the cell cannot be read */
  put(report: Draft, cell: string, row: RowContext): string | undefined;
}

/** What other cells of the row say about this one. */
export interface RowContext { zone: string | null; reason: string | null }

/** A cell with nothing in it leaves a field as it is; this takes it away. */
const NONE = '-';

const plain = (head: string, field: string, means: string): Column => ({ head, field, means, put: (report, cell) => { report.fields[field] = cell === NONE ? null : cell; return undefined; } });

const TIMES = [
  ['eta', 'ARRI', 'BRTH', 'EST'], ['ata', 'ARRI', 'BRTH', 'ACT'], ['etd', 'DEPA', 'BRTH', 'EST'], ['atd', 'DEPA', 'BRTH', 'ACT'],
  ...(['ARRI', 'DEPA'] as const).flatMap((event) => (['BRTH', 'PBPL'] as const).flatMap((place) => (['PLN', 'EST', 'REQ', 'ACT'] as const).map((classifier) => [`${event}_${place}_${classifier}`.toLowerCase(), event, place, classifier] as const))),
] as const;

/** Columns of a file of calls, in any order; reference and carrier alone must be there. */
export const CALL_FILE_COLUMNS: readonly Column[] = [
  plain('reference', 'reference', 'the operator\'s own: the same again is a revision'),
  plain('carrier', 'carrier', 'SCAC'),
  plain('vessel', 'vesselName', 'its name; needed for a new call'),
  plain('imo', 'imo', 'seven digits'), plain('mmsi', 'mmsi', 'nine digits'), plain('call_sign', 'callSign', 'radio call sign'),
  plain('unlocode', 'unlocode', 'the port; needed for a new call'), plain('terminal', 'terminal', 'SMDG code'), plain('firms', 'firms', 'FIRMS code'), plain('endpoint', 'endpoint', 'code of our endpoint, where place does not say it'),
  plain('voyage_in', 'voyageIn', 'import voyage'), plain('voyage_out', 'voyageOut', 'export voyage'),
  plain('universal_voyage_in', 'universalVoyageIn', 'DCSA, 2107W'), plain('universal_voyage_out', 'universalVoyageOut', 'DCSA, 2107E'),
  plain('operator', 'operator', 'SMDG liner code'), plain('service', 'serviceCode', 'as its carrier calls it'), plain('universal_service', 'universalServiceReference', 'DCSA, SR00001A'), plain('port_visit', 'portVisitReference', 'the port\'s own reference'), plain('replaced_by', 'replacedBy', 'reference of the call that has its documents'),
  { head: 'sequence', field: 'sequence', means: 'which terminal call of the visit', put: (report, cell) => { if (cell !== NONE && !/^\d{1,4}$/.test(cell)) return 'expected a whole number'; report.fields['sequence'] = cell === NONE ? null : Number(cell); return undefined; } },
  plain('phase', 'phase', 'expected, arrived, working, departed, omitted'),
  { head: 'statuses', field: 'statuses', means: 'those that stand, with blanks between them: OMIT BLNK SLID CUTR ROTC ADHO PHOT PHIN; - for none', put: (report, cell) => { report.fields['statuses'] = cell === NONE ? [] : cell.split(/[\s,;]+/); return undefined; } },
  { head: 'aliases', field: 'aliases', means: 'what lines call it, with blanks between them: EXSL:0112W', put: putAliases },
  ...CUT_OFFS.map((kind): Column => ({ head: kind === 'erd' ? 'erd' : `cutoff_${kind}`, field: `cutOffs.${kind}`, means: kind === 'erd' ? 'earliest receiving date' : `cut-off for ${kind}`, put: (report, cell, row) => { const at = cell === NONE ? null : instant(cell, row.zone); if (at === undefined) return EXPECTED_TIME; report.cutOffs[kind] = at; return undefined; } })),
  ...TIMES.map(([head, event, place, classifier]): Column => ({ head, field: 'timestamps', means: `${event} ${place} ${classifier}`, put: (report, cell, row) => { const at = instant(cell, row.zone); if (at === undefined) return EXPECTED_TIME; report.timestamps.push({ event, place, classifier, at, reason: row.reason }); return undefined; } })),
  plain('because', 'because', 'why, in words'),
];

/** These speak of the row's other cells. */
export const ROW_COLUMNS = [{ head: 'zone', means: 'IANA zone of times without an offset' }, { head: 'reason', means: 'delay code of the row\'s times, WEA' }] as const;

export const columnOf = (heading: string): Column | undefined => CALL_FILE_COLUMNS.find((one) => headingOf(one.head) === headingOf(heading));

const EXPECTED_TIME = 'expected a time with its offset (2026-12-01T14:00-08:00), or without one (2026-12-01 14:00) and a column zone beside it';

/** An instant as ISO text; undefined where the cell says none. */
function instant(cell: string, zone: string | null): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(cell);
  if (!match) return undefined;
  const [, day = '', hour = '', offset] = match;
  const local = `${day}T${hour.length === 5 ? `${hour}:00` : hour}`;
  const at = offset === undefined ? (zone === null ? null : instantOf(local, zone)) : new Date(`${local}${offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset}`);
  return at === null || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function putAliases(report: Draft, cell: string): string | undefined {
  for (const told of cell.split(/[\s;]+/).filter(Boolean)) {
    const match = /^(?:([A-Z]{2,4}|\*):)?(\S{1,50})$/.exec(told);
    if (!match) return 'expected SCAC:VOYAGE such as EXSL:0112W, several with blanks between them';
    report.aliases.push({ line: match[1] ?? '*', voyage: match[2] });
  }
  return undefined;
}

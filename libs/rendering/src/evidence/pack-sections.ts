import type { Column, Row, Section } from '../page/page.js';
import { hours, hourSaid } from './hours.js';
import type { Totals } from './totals.js';
import type { EvidencePack } from './types.js';
import { howToRead } from './words.js';

/** The first sheet: what it is about, the sums of all that follows, how it is to be read. */
export function coverSections(pack: EvidencePack, totals: Totals): Section[] {
  return [...aboutSections(pack), ...totalSections(pack, totals)];
}

export function aboutSections({ facts, asOf, zone }: EvidencePack): Section[] {
  return [{ id: 'text', heading: 'What it is about', tone: 'quiet', blocks: [{ kind: 'facts', facts: [...facts, { label: 'As of', value: hourSaid(asOf, zone) }] }] }];
}

export function totalSections(pack: EvidencePack, totals: Totals): Section[] {
  return [
    { id: 'text', heading: 'In all', tone: 'quiet', blocks: [{ kind: 'facts', facts: totals.facts() }] },
    { id: 'text', heading: 'How to read it', tone: 'quiet', blocks: [{ kind: 'sentences', sentences: howToRead(pack) }] },
  ];
}

/** What is told once: the times of the call, what was done of it, and each outage with who declared it and why. */
export function onceSections({ times, events, outages, zone }: EvidencePack): Section[] {
  return [
    ...table('Times of the call, as they were reported', ['At', 'What', 'Reported', 'By', 'Reason'], times.map((one) => [hours(one.at, zone), one.what, hours(one.reportedAt, zone), one.by, one.reason ?? ''])),
    ...table('What was reported of the call beside its times', ['At', 'What', 'Because', 'By'], events.map((one) => [hours(one.at, zone), one.what, one.because, one.by])),
    ...outages.flatMap((one): Section[] => [
      { id: 'text', heading: `Outage ${one.id}: ${one.scope}`, tone: 'quiet', blocks: [{ kind: 'facts', facts: [
        { label: 'From', value: hourSaid(one.openedAt, zone) }, { label: 'To', value: one.closedAt === null ? `it is ${one.state}` : hourSaid(one.closedAt, zone) },
        { label: 'Declared by', value: one.declaredBy }, { label: 'Because', value: one.because },
      ] }] },
      ...table(`What happened in outage ${one.id}`, ['At', 'What', 'Because', 'By'], one.events.map((event) => [hours(event.at, zone), event.what, event.because, event.by])),
    ]),
  ];
}

function table(heading: string, titles: readonly string[], rows: (string | string[])[][]): Section[] {
  const columns = titles.map((title, at): Column => ({ id: String(at), title, kind: 'text' }));
  return rows.length === 0 ? [] : [{ id: 'text', heading, tone: 'quiet', blocks: [{ kind: 'table', table: { columns, rows: rows.map((cells): Row => ({ cells, notes: [] })) } }] }];
}

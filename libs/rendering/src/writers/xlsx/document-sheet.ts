import type { Section } from '../../page/page.js';
import type { Prepared } from '../../prepared.js';
import type { Words } from '../../words/words.js';
import { cellText } from '../cell-text.js';
import type { Sheet, SheetRow } from './sheet.js';
import { sheetName } from './table-sheets.js';

/** What is no table, in page order: what is asked, the facts, and where each table stands. Its first row is its title. */
export function documentSheet(documents: readonly Prepared[], words: Words): Sheet {
  const several = documents.length > 1;
  const rows = documents.flatMap((one) => documentRows(one).map((row): SheetRow => (several ? { ...row, cells: [cellText(one.page.ref), ...row.cells] } : row)));
  return {
    name: words.say('sheetDocument'),
    columns: [...(several ? [{ kind: 'exact' } as const] : []), { kind: 'text' }, { kind: 'wide' }],
    rows: several ? [headings(words), ...rows] : rows,
    frozen: true, filtered: several, landscape: false,
  };
}

function headings(words: Words): SheetRow {
  return { heading: true, cells: (['colRef', 'colLabel', 'colValue'] as const).map((key) => cellText(words.say(key))) };
}

function documentRows({ page, words }: Prepared): SheetRow[] {
  return [
    { heading: true, cells: [cellText(page.title), cellText(page.version)] },
    pair(words.say('ref'), page.ref),
    ...(page.vessel === '' ? [] : [pair(words.say('vessel'), page.vessel)]),
    ...page.sections.flatMap((section) => sectionRows(section, words)),
  ];
}

function sectionRows({ id, heading, tone, blocks }: Section, words: Words): SheetRow[] {
  const rows = blocks.flatMap((block): SheetRow[] => {
    if (block.kind === 'sentences') return block.sentences.map((sentence) => pair('', sentence));
    return block.kind === 'facts' ? block.facts.map(({ label, value }) => pair(label, value)) : [];
  });
  const where = blocks.some(({ kind }) => kind === 'table') ? words.say('onSheet', sheetName(id, words)) : '';
  if (rows.length === 0 && where === '') return [];
  // Marked by signs too, for paper without colour and for whoever does not see bold letters.
  const marked = tone === 'hazard' || tone === 'warning' ? `!!! ${heading ?? ''}` : (heading ?? '');
  return [pair('', ''), ...(marked === '' && where === '' ? [] : [{ ...pair(marked, where), heading: true as const }]), ...rows];
}

function pair(label: string, value: string): SheetRow { return { cells: [cellText(label), cellText(value)] }; }

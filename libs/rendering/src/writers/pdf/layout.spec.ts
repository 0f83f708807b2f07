import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Column, Page, Row, Section } from '../../page/page.js';
import { Words } from '../../words/words.js';
import { faces } from './dejavu.js';
import { sheetsOf } from './layout.js';
import { BOTTOM, LEFT, RIGHT, SHEET, TOP } from './paper.js';
import type { Run, Sheet } from './piece.js';
import { ASK, ATTACHED, containerNumber, containerRow, containers, HAZARD, manifestPage, page, planPage } from './sample-pages.js';

const laidOut = (of: Page, tag = 'en'): Sheet[] => sheetsOf(of, faces(), Words.in(tag));
const textOf = (sheet: Sheet | undefined): string => (sheet?.runs ?? []).map(({ text }) => text).join(' ');
/** Without blanks and capitals, since lines break at blanks and a hazard's heading is in capitals. */
const squeezed = (text: string): string => text.replace(/\s+/g, '').toUpperCase();
const widthOf = ({ face, size, text }: Run): number => faces()[face].width(text, size);
const rightEdge = (run: Run): number => run.x + widthOf(run);
const find = (sheets: Sheet[], text: string): Run => {
  const run = sheets.flatMap(({ runs }) => runs).find((one) => one.text === text);
  if (!run) throw new Error(`no run says ${text}`);
  return run;
};
const onOne = (sheets: Sheet[], ...texts: string[]): boolean => sheets.some((sheet) => texts.every((text) => sheet.runs.some((run) => run.text === text)));

/** Everything a page says, as a reader must find it. */
function saidBy({ title, version, vessel, ref, sections }: Page, words = Words.in('en')): string[] {
  return [title, version, vessel, ref, ...sections.flatMap(({ heading, blocks }) => [heading ?? '', ...blocks.flatMap((block) => {
    if (block.kind === 'sentences') return block.sentences;
    if (block.kind === 'facts') return block.facts.flatMap(({ label, value }) => [label, value]);
    return [...block.table.columns.filter(({ asNote }) => asNote === undefined).map((column) => column.title), ...block.table.rows.flatMap((row) => [...row.cells.flatMap((cell, at) => [cell].flat().map((value) => (block.table.columns[at]?.kind === 'figure' ? words.figure(value) : value))), ...row.notes])];
  })])];
}

/** What of it is not in the lines, in whatever face it was set. */
function lostOf(of: Page, sheets: Sheet[], words = Words.in('en')): string[] {
  const all = squeezed(sheets.map(textOf).join(' '));
  return saidBy(of, words).filter((text) => !Object.values(faces()).some((face) => all.includes(squeezed(face.shown(text)))));
}

const column = (id: string, kind: Column['kind'] = 'text', more: Partial<Column> = {}): Column => ({ id, title: id.toUpperCase(), kind, ...more });
const table = (columns: Column[], rows: Row[], more: Partial<Section> = {}): Section => ({ id: 'containers', heading: 'Containers', tone: 'plain', blocks: [{ kind: 'table', table: { columns, rows } }], ...more });
const row = (...cells: (string | string[])[]): Row => ({ cells, notes: [] });

describe('what stands on a sheet', () => {
  it('every sheet says the ref, its number of how many, vessel and voyage', () => {
    const sheets = laidOut(planPage(150));
    expect(sheets.length).toBeGreaterThan(3);
    for (const [at, sheet] of sheets.entries()) {
      expect(sheet.runs.map(({ text }) => text)).toEqual(expect.arrayContaining(['HW-7F3K2Q', `page ${at + 1}/${sheets.length}`, 'HARBOUR LARK  048E']));
      expect(sheet.marks.filter(({ kind }) => kind === 'bars')).toHaveLength(1);
    }
  });

  it.each([['en', 'page 1/1'], ['es', 'página 1/1'], ['pt', 'página 1/1'], ['fr', 'page 1/1']])('counts the sheets in the language of the document: %s', (tag, said) => {
    expect(textOf(laidOut(page([ASK]), tag)[0])).toContain(said);
  });

  it('nothing of a page is lost: every heading, sentence, fact, column, cell and note stands in the lines', () => {
    expect(lostOf(manifestPage(), laidOut(manifestPage()))).toEqual([]);
  });

  it('nothing stands in the margins, and no two texts on top of each other', () => {
    for (const sheet of [...laidOut(manifestPage()), ...laidOut(planPage(100))]) {
      for (const run of sheet.runs) {
        expect(run.x).toBeGreaterThanOrEqual(LEFT - 0.01);
        expect(rightEdge(run)).toBeLessThanOrEqual(RIGHT + 0.01);
        expect(run.y - run.size).toBeGreaterThanOrEqual(TOP - 8);
        expect(run.y).toBeLessThanOrEqual(BOTTOM);
      }
      expect(overlaps(sheet)).toEqual([]);
    }
  });

  it('what is asked is bigger than the rest, and nothing a clerk keys in is smaller than 10 points', () => {
    const { runs } = laidOut(manifestPage())[0] ?? { runs: [] };
    expect(runs.find(({ text }) => text.startsWith('Please key in'))).toMatchObject({ face: 'bold', size: 15 });
    expect(runs.filter(({ size, face }) => size < 10 && face !== 'bold').map(({ text }) => text)).toEqual([]);
  });

  it('the bars of the ref are 12.7 mm high on the first sheet, thinner on the next, and have white on both sides', () => {
    for (const [at, sheet] of laidOut(planPage(60)).entries()) {
      const bars = sheet.marks.find(({ kind }) => kind === 'bars');
      if (bars?.kind !== 'bars') throw new Error('no bars');
      expect(bars).toMatchObject(at === 0 ? { height: 36, module: 0.96 } : { height: 18, module: 0.72 });
      const quiet = 10 * bars.module;
      const width = bars.widths.reduce((sum, one) => sum + one, 0) * bars.module;
      expect(sheet.runs.filter((run) => run.y > bars.y && run.y - run.size < bars.y + bars.height && rightEdge(run) > bars.x - quiet && run.x < bars.x + width + quiet)).toEqual([]);
      expect(SHEET.width - bars.x - width).toBeGreaterThan(quiet);
    }
  });

  it('a ref that Code 128 cannot carry, or that has no room for bars, stands in words alone', () => {
    for (const ref of ['réf-1', 'HW-'.repeat(12)]) {
      const [sheet] = laidOut(page([ASK], { ref }));
      expect(sheet?.marks.some(({ kind }) => kind === 'bars')).toBe(false);
      expect(squeezed(textOf(sheet))).toContain(squeezed(ref));
    }
  });
});

describe('where sheets end', () => {
  it('the head of a table and its heading are said again on every sheet it reaches', () => {
    const sheets = laidOut(planPage(150));
    for (const [at, sheet] of sheets.slice(0, -1).entries()) {
      const texts = sheet.runs.map(({ text }) => text);
      expect(texts).toEqual(expect.arrayContaining(['CONTAINER', 'KG', 'SEALS', at === 0 ? 'Containers (150)' : 'Containers (150), continued']));
    }
  });

  it('a row is never cut: container, both seals and its note stand on one sheet', () => {
    const note = (at: number): string => `check digit of row ${at} is wrong`;
    const rows = Array.from({ length: 120 }, (_, at) => containerRow(at, { seals: [`A${at}`, `B${at}`], notes: [note(at)] }));
    const sheets = laidOut(page([ASK, containers(rows.map((one) => ({ ...one, cells: one.cells.map((cell, index) => (index === 11 ? '' : cell)) })))]));
    for (let at = 0; at < 120; at += 1) expect([at, onOne(sheets, containerNumber(at), `A${at}`, `B${at}`, note(at))]).toEqual([at, true]);
  });

  it('a heading stands on the sheet of its first row, wherever the sheet ends', () => {
    for (let facts = 20; facts < 40; facts += 1) {
      const before: Section = { id: 'headline', heading: null, tone: 'plain', blocks: [{ kind: 'facts', facts: Array.from({ length: facts }, (_, at) => ({ label: `fact ${at}`, value: 'said' })) }] };
      const sheets = laidOut(page([before, containers([containerRow(7)])]));
      expect([facts, onOne(sheets, 'Containers (1)', 'CONTAINER', containerNumber(7))]).toEqual([facts, true]);
    }
  });

  it('neither the first nor the last row of a table stands alone on a sheet, wherever the sheet ends', () => {
    for (let facts = 5; facts < 40; facts += 1) {
      const before: Section = { id: 'headline', heading: null, tone: 'plain', blocks: [{ kind: 'facts', facts: Array.from({ length: facts }, (_, at) => ({ label: `fact ${at}`, value: 'said' })) }] };
      const sheets = laidOut(page([before, containers(Array.from({ length: 9 }, (_, at) => containerRow(at)))]));
      const onEach = sheets.map(({ runs }) => runs.filter(({ text }) => /^HWSU\d{7}$/.test(text)).length).filter((count) => count > 0);
      expect({ facts, onEach, alone: onEach.includes(1) }).toEqual({ facts, onEach, alone: false });
    }
  });

  it('a row longer than a sheet is cut between two lines, says whose it is on the next sheet, and loses nothing', () => {
    const seals = Array.from({ length: 900 }, (_, at) => `SL${100_000 + at * 37}`);
    const sheets = laidOut(page([ASK, containers([containerRow(1), containerRow(2, { seals }), containerRow(3)])]));
    expect(sheets.length).toBeGreaterThan(2);
    expect(sheets[1]?.runs.map(({ text }) => text)).toContain(`${containerNumber(2)}, continued`);
    const found = sheets.flatMap(({ runs }) => runs.flatMap(({ text }) => text.match(/SL\d{6}/g) ?? [])).filter((seal) => seals.includes(seal));
    expect(found).toEqual(seals);
    for (const sheet of sheets) for (const run of sheet.runs) expect(run.y).toBeLessThanOrEqual(BOTTOM);
    expect(sheets.flatMap(overlaps)).toEqual([]);
  });

  it('of a long text no first or last line stands alone, wherever the sheet ends', () => {
    const words = (count: number): string => Array.from({ length: count }, () => 'word').join(' ');
    for (let lines = 1; lines < 60; lines += 1) {
      const before: Section = { ...ASK, tone: 'plain', blocks: [{ kind: 'sentences', sentences: Array.from({ length: lines }, () => 'line') }] };
      const after: Section = { ...ASK, tone: 'plain', blocks: [{ kind: 'sentences', sentences: [words(160)] }] };
      const onEach = laidOut(page([before, after])).map(({ runs }) => runs.filter((run) => run.text.startsWith('word')).length).filter((count) => count > 0);
      expect({ lines, onEach, alone: onEach.includes(1) }).toEqual({ lines, onEach, alone: false });
    }
  });

  it('each sheet that a hazard reaches has its frame, its stripes and its heading in capitals', () => {
    const rows = Array.from({ length: 60 }, (_, at) => row('UN1263', containerNumber(at)));
    const sheets = laidOut(page([table([column('un', 'exact'), column('container', 'exact')], rows, { id: 'hazmat', heading: 'Hazardous (60)', tone: 'hazard' })]));
    expect(sheets.length).toBeGreaterThan(1);
    for (const [at, sheet] of sheets.entries()) {
      expect(sheet.marks.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['band', 'diamond', 'box', 'stripes']));
      expect(textOf(sheet)).toContain(at === 0 ? 'HAZARDOUS (60)' : 'HAZARDOUS (60), CONTINUED');
    }
  });

  it('a warning has a frame and a triangle, and other sections have none', () => {
    const warning: Section = { id: 'duplicate', heading: 'Possible duplicate', tone: 'warning', blocks: [{ kind: 'sentences', sentences: ['You may already hold this document.'] }] };
    const kinds = (section: Section): string[] => (laidOut(page([section]))[0]?.marks ?? []).map(({ kind }) => kind);
    expect(kinds(warning)).toEqual(expect.arrayContaining(['box', 'triangle']));
    expect(kinds(ATTACHED)).not.toContain('box');
  });
});

describe('tables', () => {
  it('figures end at one edge, written as the language does', () => {
    const sheets = laidOut(page([table([column('container', 'exact'), column('kg', 'figure')], [row('A', '21400.5'), row('B', '7'), row('C', '-1234567.250')])]), 'fr');
    const edges = ['21\u00A0400,5', '7', '-1\u00A0234\u00A0567,250'].map((figure) => rightEdge(find(sheets, figure)).toFixed(2));
    expect(new Set(edges).size).toBe(1);
    expect(rightEdge(find(sheets, 'KG')).toFixed(2)).toBe(edges[0]);
  });

  it('exact values stand in the face that tells 0 from O, and are whole even where the text beside them has to wrap', () => {
    const sheets = laidOut(page([table([column('bill', 'exact'), column('name'), column('more')], [row('O0I1l-O0I1l-O0I1l', 'word '.repeat(60).trim(), 'other '.repeat(60).trim())])]));
    expect(find(sheets, 'O0I1l-O0I1l-O0I1l').face).toBe('exact');
  });

  it('an exact value longer than any column is broken, and nothing is put in between', () => {
    const value = '0123456789'.repeat(9);
    const runs = laidOut(page([table([column('bill', 'exact')], [row(value)])])).flatMap((sheet) => sheet.runs).filter(({ face, text }) => face === 'exact' && value.includes(text));
    expect(runs.length).toBeGreaterThan(1);
    expect(runs.map(({ text }) => text).join('')).toBe(value);
  });

  it('columns stand side by side while there is room, and go under another where it is short', () => {
    const wide = laidOut(planPage(3));
    expect(find(wide, 'LB').y).toBe(find(wide, 'KG').y);
    const crowded = laidOut(page([containers([containerRow(1, { bill: 'BILL-OF-30-SIGNS-0123456789-ABC', cell: '0340282', seals: ['SEAL-OF-20-SIGNS-012'] })])]));
    expect(find(crowded, 'from HKHKG · to USOAK').x).toBe(find(crowded, 'BILL-OF-30-SIGNS-0123456789-ABC').x);
    expect(find(crowded, 'from HKHKG · to USOAK').y).toBeGreaterThan(find(crowded, 'BILL-OF-30-SIGNS-0123456789-ABC').y);
  });

  it('one that yields does so only where the others have gone under already, and each says what it is there', () => {
    const columns = [column('container', 'exact'), column('state', 'text', { under: ['container'], inWords: { L: 'laden (L)' } }), column('seals', 'exact'), column('bill', 'exact', { yieldsTo: ['seals'], lead: 'bill' })];
    const long = (sign: string): string => sign.repeat(31);
    expect(textOf(laidOut(page([table(columns, [row('CSQU3054383', 'L', 'S1', 'B1')])]))[0])).toContain('CSQU3054383 L S1 B1');
    const sheets = laidOut(page([table(columns, [row(long('C'), 'L', long('S'), long('B'))])]));
    expect(find(sheets, 'laden (L)').x).toBe(find(sheets, long('C')).x);
    expect(find(sheets, long('B')).y).toBeGreaterThan(find(sheets, long('S')).y);
    expect(textOf(sheets[0])).toContain(`${long('S')} bill ${long('B')}`);
  });

  it('sixty seals stand under their row, side by side, and the cell says so', () => {
    const seals = Array.from({ length: 60 }, (_, at) => `SL${100_000 + at}`);
    const sheets = laidOut(page([containers([containerRow(1, { seals }), containerRow(2)])]));
    const text = textOf(sheets[0]);
    expect(text).toContain('60, see below');
    expect(seals.filter((seal) => !text.includes(seal))).toEqual([]);
    expect(sheets).toHaveLength(1);
  });

  it('a column that is a note on paper stands with the notes of its row', () => {
    const sheets = laidOut(page([containers([containerRow(2, { notes: ['check digit is 3'] })])]));
    expect(textOf(sheets[0])).toContain('temperature -18 °C · check digit is 3');
    expect(textOf(sheets[0])).not.toContain('TEMPERATURE');
  });

  it('the shipping name of a hazardous entry stands out', () => {
    expect(find(laidOut(page([HAZARD])), 'LITHIUM ION BATTERIES CONTAINED IN EQUIPMENT').face).toBe('bold');
  });
});

describe('pages as they may come', () => {
  const value = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.stringMatching(/^[A-Z]{4}\d{7}$/), fc.constant(''), fc.stringMatching(/^-?\d{1,9}(\.\d{1,3})?$/));
  const columns = [
    column('container', 'exact'), column('type', 'text', { under: ['container'] }), column('kg', 'figure'), column('lb', 'figure', { under: ['kg'], tail: 'lb' }), column('seals', 'exact'),
    column('bill', 'exact', { yieldsTo: ['seals'], lead: 'bill' }), column('from', 'text', { under: ['bill', 'seals', 'container'], lead: 'from' }), column('note', 'text', { asNote: 'noted' }),
  ];
  const rows = fc.array(fc.record({ cells: fc.tuple(value, value, value, value, fc.array(value, { maxLength: 12 }), value, value, value), notes: fc.array(value, { maxLength: 3 }) }), { minLength: 1, maxLength: 30 });

  it('lose nothing and leave the paper nowhere, whatever stands in them', () => {
    fc.assert(fc.property(rows, fc.constantFrom('plain', 'hazard', 'warning', 'quiet'), fc.constantFrom('en', 'es', 'pt', 'fr'), (found, tone, tag) => {
      const of = page([table(columns, found, { tone })]);
      const sheets = laidOut(of, tag);
      const lost = lostOf(of, sheets, Words.in(tag));
      const outside = sheets.flatMap(({ runs }) => runs.filter((run) => run.x < LEFT - 0.01 || rightEdge(run) > RIGHT + 0.01 || run.y > BOTTOM));
      return lost.length === 0 && outside.length === 0 && sheets.flatMap(overlaps).length === 0;
    }), { numRuns: 60 });
  });
});

/** Pairs of texts that stand on the same line in the same place. */
function overlaps(sheet: Sheet): string[] {
  const lines = new Map<string, Run[]>();
  for (const run of sheet.runs) {
    const line = lines.get(run.y.toFixed(1));
    if (line) line.push(run);
    else lines.set(run.y.toFixed(1), [run]);
  }
  return [...lines.values()].flatMap((runs) => {
    const sorted = runs.sort((a, b) => a.x - b.x);
    return sorted.slice(1).flatMap((run, at) => {
      const before = sorted[at];
      return before && rightEdge(before) > run.x + 0.01 ? [`${before.text} | ${run.text}`] : [];
    });
  });
}

import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderDocument } from './render-document.js';
import { CONTEXT, SAMPLES } from './samples.js';

// A path of its own from source to facts: a plain split, element numbers from the standard, no reader of this project.
interface Source { name: string; text: string; element: string; component: string; segment: string }

const OCEAN = ['301', '309', '310', '315', '322', '324'];

/** Container numbers, seals, bills, weights and UN numbers by element position; what a clerk keys in. */
function mustBeSeen({ text, element, segment }: Source): Set<string> {
  const wanted = new Set<string>();
  const want = (value: string | undefined): void => { if (value?.trim()) wanted.add(value.trim()); };
  const figure = (value: string | undefined): void => { if (value?.trim() && Number(value) !== 0) wanted.add(value.trim().replace(/^0+(?=\d)/, '')); };
  for (const line of text.split(segment).map((one) => one.trim()).filter((one) => one !== '')) {
    const [tag, ...e] = line.split(element);
    const at = (n: number): string | undefined => e[n - 1];
    if (tag === 'N7') { want(`${at(1)?.trim()}${at(2)?.trim()}`); figure(at(3)); }
    if (tag === 'VID') { want(`${at(2)?.trim() ?? ''}${at(3)?.trim()}`); want(at(4)); want(at(5)); }
    if (tag === 'B4') want(`${at(7)?.trim() ?? ''}${at(8)?.trim() ?? ''}`);
    if (tag === 'W2') want(`${at(1)?.trim() ?? ''}${at(2)?.trim() ?? ''}`);
    if (tag === 'M7') [1, 2, 3, 4].forEach((n) => want(at(n)));
    if (tag === 'M11') { want(at(1)); figure(at(5)); }
    if (tag === 'N10') figure(at(8));
    if (tag === 'L0') figure(at(4));
    if (tag === 'H1') want(at(1));
    if (tag === 'V4') want(at(1));
    if (tag === 'W09') { want(at(2)); want(at(4)); }
    if (tag === 'B3') want(at(3));
    if (tag === 'N9' && ['BM', 'BN', 'SN', 'EQ'].includes(at(1) ?? '')) want(at(2));
    if (tag === 'R4') { want(at(3)); want(at(4)); }
  }
  return wanted;
}

/** Figures lose their grouping, HTML its tags; nothing else is changed before looking. */
function readable(rendered: string): string {
  const plain = rendered.replace(/<[^>]*>/g, ' ').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  return plain.replace(/(\d),(?=\d{3})/g, '$1').replace(/\s+/g, ' ');
}

function setsOf(name: string, file: string): Source[] {
  const start = file.indexOf('ISA');
  const element = start < 0 ? '*' : (file[start + 3] ?? '*');
  const isa = start < 0 ? [] : file.slice(start).split(element, 17);
  const component = isa[16]?.[0] ?? '>';
  const segment = isa[16]?.[1] ?? '~';
  const sets: Source[] = [];
  for (let from = 0; ;) {
    const st = segmentAt(file, `ST${element}`, segment, from);
    if (st < 0) return sets;
    const se = segmentAt(file, `SE${element}`, segment, st);
    const end = se < 0 ? -1 : file.indexOf(segment, se);
    if (end < 0) return sets;
    const text = file.slice(st, end + 1);
    const set = text.slice(3, 6);
    if (OCEAN.includes(set)) sets.push({ name: `${name} ${set}`, text, element, component, segment });
    from = end;
  }
}

/** Where a segment with this tag begins: "ST*" also ends "EAST*", so the terminator before it is looked at. */
function segmentAt(file: string, tag: string, terminator: string, from: number): number {
  for (let at = file.indexOf(tag, from); at >= 0; at = file.indexOf(tag, at + 1)) {
    const before = file.slice(0, at).trimEnd();
    if (before === '' || before.endsWith(terminator) || terminator.trim() === '') return at;
  }
  return -1;
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]));
}

const samples: Source[] = Object.entries(SAMPLES).map(([set, text]) => ({ name: `sample ${set}`, text, element: '*', component: '>', segment: '~' }));
const fixtures = OCEAN.flatMap((set) => filesUnder(join('test/fixtures/x12', set))).filter((file) => !file.endsWith('.md'));
const corpus = filesUnder('../shared/corpus').filter((file) => file.endsWith('.x12'));
const fromFiles = [...fixtures, ...corpus].flatMap((file) => setsOf(file.split('/').at(-1) ?? file, readFileSync(file, 'utf8')));

describe('every container, seal, bill, weight, UN number, temperature, cell and port of the source', () => {
  it.each([...samples, ...fromFiles])('stands in text and HTML: $name', (source) => {
    const rendered = renderDocument({ setBytes: Buffer.from(source.text), delimiters: source, context: { ...CONTEXT, set: source.text.slice(3, 6) } });
    const [text, html] = [readable(rendered.text), readable(rendered.html)];
    const missing = [...mustBeSeen(source)].filter((value) => !text.includes(value.replace(/\s+/g, ' ')) || !html.includes(value.replace(/\s+/g, ' ')));
    expect(missing).toEqual([]);
  });

  if (corpus.length === 0) it.skip('of ../shared/corpus: not present beside this checkout', () => undefined);
  if (fixtures.length === 0) it.skip('of test/fixtures/x12: none there yet', () => undefined);
});

import type { Block, Section } from '../page/page.js';
import type { Prepared, TextWriter } from '../prepared.js';
import type { Words } from '../words/words.js';
import { printable } from './printable.js';
import { TEXT_WIDTH, textTable } from './text-table.js';
import { blanks, textWidth, widestWord, wrapped } from './text-width.js';

/** Between two documents in one text. */
export const BETWEEN = `\n${'='.repeat(TEXT_WIDTH)}\n\n`;

/** Plain text: LF line ends, 78 columns, aligned for a fixed-width font. */
export const writeText: TextWriter = (documents) => documents.map(textOf).join(BETWEEN);

function textOf({ page, words }: Prepared): string {
  const left = printable(`${page.title.toUpperCase()}  ${page.version}`);
  const right = printable(`${words.say('ref')} ${page.ref}`);
  const room = TEXT_WIDTH - textWidth(left) - textWidth(right);
  const lines = room >= 2 ? [left + blanks(room) + right, ''] : [left, right, ''];
  for (const section of page.sections) pushSection(lines, section, words);
  return `${lines.join('\n').trimEnd()}\n`;
}

function pushSection(lines: string[], { heading, tone, blocks }: Section, words: Words): void {
  const inner = blocks.map((one) => blockLines(one, words)).filter((one) => one.length > 0);
  if (inner.length === 0) return;
  if (heading !== null) lines.push(headingLine(heading, tone));
  for (const block of inner) for (const line of block) lines.push(line);
  lines.push('');
}

function headingLine(heading: string, tone: Section['tone']): string {
  const words = printable(heading).toUpperCase();
  const mark = tone === 'hazard' || tone === 'warning' ? '!' : '-';
  return `${mark.repeat(3)} ${words} ${mark.repeat(Math.max(3, TEXT_WIDTH - textWidth(words) - 5))}`;
}

function blockLines(one: Block, words: Words): string[] {
  if (one.kind === 'table') return textTable(one.table, words);
  if (one.kind === 'sentences') return [...one.sentences.flatMap((sentence) => wrapped(printable(sentence), TEXT_WIDTH)), ...(one.link === undefined ? [] : [printable(one.link)])];
  const facts = one.facts.map(({ label, value }) => ({ label: printable(label), value: printable(value) }));
  const room = Math.min(28, Math.max(0, ...facts.map(({ label }) => textWidth(label))));
  // A hash that would stand out on the right has all of them stand below their labels.
  const besides = facts.every(({ value }) => widestWord(value) <= TEXT_WIDTH - room - 2);
  return facts.flatMap(({ label, value }) => factLines(label, value, besides ? room : 0));
}

/** Label and value side by side; a label too long for its column stands on a line of its own. */
function factLines(label: string, value: string, room: number): string[] {
  if (textWidth(label) > room) return [label, ...wrapped(value, TEXT_WIDTH - 4).map((line) => `    ${line}`)];
  const indent = blanks(room + 2);
  return wrapped(value, TEXT_WIDTH - room - 2).map((line, index) => (index === 0 ? label + blanks(room + 2 - textWidth(label)) : indent) + line);
}

import type { Block, Page, Section } from '../page/page.js';
import { printable } from './printable.js';
import { TEXT_WIDTH, textTable } from './text-table.js';
import { textWidth, wrapped } from './text-width.js';

/** The page as plain text: LF line ends, 78 columns, columns aligned for a fixed-width font. */
export function writeText(page: Page): string {
  const left = printable(`${page.title.toUpperCase()}  ${page.version}`);
  const right = printable(`Ref ${page.ref}`);
  const blanks = TEXT_WIDTH - textWidth(left) - textWidth(right);
  const title = blanks >= 2 ? [left + ' '.repeat(blanks) + right] : [left, right];
  return [...title, '', ...page.sections.flatMap(section)].join('\n').trimEnd() + '\n';
}

function section({ heading, tone, blocks }: Section): string[] {
  const lines = blocks.flatMap(block);
  if (lines.length === 0) return [];
  return [...headingLines(heading, tone), ...lines, ''];
}

function headingLines(heading: string | null, tone: Section['tone']): string[] {
  if (heading === null) return [];
  const words = printable(heading).toUpperCase();
  if (tone === 'hazard' || tone === 'warning') return [`!!! ${words} ${'!'.repeat(Math.max(3, TEXT_WIDTH - textWidth(words) - 5))}`];
  return [`--- ${words} ${'-'.repeat(Math.max(3, TEXT_WIDTH - textWidth(words) - 5))}`];
}

function block(one: Block): string[] {
  if (one.kind === 'table') return textTable(one.table);
  if (one.kind === 'sentences') return one.sentences.flatMap((sentence) => wrapped(printable(sentence), TEXT_WIDTH));
  const room = Math.min(28, Math.max(0, ...one.facts.map(({ label }) => textWidth(printable(label)))));
  return one.facts.flatMap(({ label, value }) => fact(printable(label), printable(value), room));
}

/** Label and value side by side; a label too long for its column stands on a line of its own. */
function fact(label: string, value: string, room: number): string[] {
  if (textWidth(label) > room) return [label, ...wrapped(value, TEXT_WIDTH - 4).map((one) => `    ${one}`)];
  const indent = ' '.repeat(room + 2);
  const lines = wrapped(value, TEXT_WIDTH - room - 2);
  return lines.map((one, index) => (index === 0 ? label + ' '.repeat(room + 2 - textWidth(label)) : indent) + one);
}

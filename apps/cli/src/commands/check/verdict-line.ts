import type { Verdict } from '#x12';
import type { Standing } from './all-findings.js';
import { visible, widthOf } from './glyphs.js';
import type { Paint } from './paint.js';
import type { CheckedFile } from './read-checked.js';

/** Never colour alone: each verdict has a mark and its word. */
const LOOK: Record<Verdict, { mark: string; hue: keyof Paint }> = {
  'accepted': { mark: '✓', hue: 'good' },
  'accepted-with-errors': { mark: '~', hue: 'doubtful' },
  'partially-accepted': { mark: '±', hue: 'doubtful' },
  'rejected': { mark: '✗', hue: 'bad' },
  'unreadable': { mark: '?', hue: 'bad' },
};
export const VERDICTS = Object.keys(LOOK) as Verdict[];
const VERDICT_WIDTH = Math.max(...VERDICTS.map((verdict) => verdict.length));
const CONTENT_WIDTH = 22;

/** What stands over the lines. @param folder  the one that all files are in, "" where they are not in one; the lines leave it out */
export function heading(folder: string): string {
  return `  ${'verdict'.padEnd(VERDICT_WIDTH)}  faults  notes  ${'content'.padEnd(CONTENT_WIDTH)}  file${folder ? ` in ${visible(folder)}` : ''}`;
}

/** One file as one line under the heading. */
export function verdictLine(file: CheckedFile, standings: readonly Standing[], folder: string, paint: Paint): string {
  const notes = standings.filter(({ finding }) => finding.severity === 'note').length;
  const faults = standings.length - notes;
  const count = (number: number) => (number === 0 ? '-' : String(number));
  return [
    verdictWord(file.verdict, paint), count(faults).padStart(6), paint.faint(count(notes).padStart(5)), fitted(contentOf(file)), nameOf(file.file.slice(folder.length)),
  ].join('  ');
}

/** A file's name as a person reads it. */
export function nameOf(file: string): string {
  return file === '-' ? '(standard input)' : visible(file);
}

function verdictWord(verdict: Verdict, paint: Paint): string {
  const { mark, hue } = LOOK[verdict];
  return paint[hue](`${mark} ${verdict.padEnd(VERDICT_WIDTH)}`);
}

/** "X12 309", "X12 315 x2, 997", "EDIFACT BAPLIE". */
function contentOf({ syntax, interchanges }: CheckedFile): string {
  if (syntax === 'unknown') return '-';
  const counts = new Map<string, number>();
  for (const { groups } of interchanges) for (const { sets } of groups) for (const st01 of sets.map((set) => set.st01 || '(unnamed)')) counts.set(st01, (counts.get(st01) ?? 0) + 1);
  const ta1 = interchanges.reduce((sum, one) => sum + one.read.ta1.length, 0);
  if (ta1 > 0) counts.set('TA1', ta1);
  const sets = [...counts].map(([st01, count]) => (count > 1 ? `${st01} x${count}` : st01)).join(', ');
  return visible(`${syntax === 'x12' ? 'X12' : 'EDIFACT'} ${sets || 'nothing in it'}`);
}

function fitted(text: string): string {
  const cut = text.length > CONTENT_WIDTH ? `${text.slice(0, CONTENT_WIDTH - 1)}…` : text;
  return cut + ' '.repeat(Math.max(0, CONTENT_WIDTH - widthOf(cut)));
}

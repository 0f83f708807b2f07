import { groupBy } from '#common';
import { titleOf } from '../words/titles.js';
import { Words } from '../words/words.js';
import { callFrame, LEFT, RIGHT, WIDTH } from './call-frame.js';
import { INK, SIZE } from './ink.js';
import { deliveredAt, PATTERNS } from './marks.js';
import { el, pathOf, picture } from './svg.js';
import { fitted, text, wrapped } from './text.js';
import { minutesInWords, type TimeAxis } from './time-axis.js';
import type { CallPicture, PictureDocument } from './types.js';

const PANEL = 92;
const GAP = 30;
/** Sets that have a panel of their own; what is rarer shares one. */
const MOST = 7;
/** Units between two looks at the counts: no eye sees a finer step. */
const STRIDE = 1;

/**
 * Too many documents for a row each: a panel for each set, and how many were due, handed over and acknowledged by each hour. What is
 * hatched under the line of those due was late at that very hour, document by document: one that came early makes up for none.
 */
export function callPanels(call: CallPicture): string {
  const frame = callFrame(call, 'For each kind of document: how many were due, handed over and acknowledged by each hour. Hatched: past due and not delivered at that hour.');
  const panels = panelsOf(call.documents);
  const bottom = frame.top + panels.length * (PANEL + GAP) - GAP + 8;
  const { behind, before } = frame.around(bottom);
  const drawn = panels.map((panel, at) => panelOf(panel, frame.top + at * (PANEL + GAP), frame.axis, call.asOf));
  return picture({ width: WIDTH, height: bottom + 62 }, frame, PATTERNS, behind, before, ...drawn);
}

interface Panel { name: string; documents: readonly PictureDocument[] }

function panelsOf(documents: readonly PictureDocument[]): Panel[] {
  const words = Words.in('en');
  const sets = [...groupBy(documents, ({ set }) => set)].map(([set, of]) => ({ name: `${titleOf(set, words)} (${set})`, documents: of })).sort((a, b) => b.documents.length - a.documents.length || (a.name < b.name ? -1 : 1));
  if (sets.length <= MOST + 1) return sets;
  const others = sets.slice(MOST);
  return [...sets.slice(0, MOST), { name: `${others.length} other kinds`, documents: others.flatMap((one) => one.documents) }];
}

function panelOf({ name, documents }: Panel, top: number, axis: TimeAxis, asOf: Date): string {
  const most = documents.length;
  const y = (n: number): number => top + PANEL - (n / most) * (PANEL - 6);
  const end = Math.min(axis.x(asOf), RIGHT);
  const looks = Array.from({ length: Math.ceil((RIGHT - LEFT) / STRIDE) + 1 }, (_, at) => Math.min(LEFT + at * STRIDE, RIGHT));
  const past = looks.filter((x) => x <= end + STRIDE);
  const times = (of: (doc: PictureDocument) => Date | null): number[] => documents.flatMap((doc) => { const at = of(doc); return at === null ? [] : [axis.x(at)]; }).sort((a, b) => a - b);
  const due = upTo(looks, times(({ dueAt }) => dueAt));
  const handed = upTo(past, times(({ handedOverAt }) => handedOverAt));
  const acknowledged = upTo(past, times((doc) => (doc.rejected ? null : deliveredAt(doc))));
  // Each late document is past due from its due time until it was delivered: two sorted lists say how many are at each look.
  const late = documents.filter(({ lateMinutes, dueAt }) => lateMinutes > 0 && dueAt !== null);
  const began = upTo(past, late.map(({ dueAt }) => axis.x(dueAt ?? asOf)).sort((a, b) => a - b));
  const ended = upTo(past, late.flatMap((doc) => { const at = deliveredAt(doc); return at === null ? [] : [axis.x(at)]; }).sort((a, b) => a - b));
  const overdue = past.map((_, at) => (began[at] ?? 0) - (ended[at] ?? 0));
  const line = (counts: readonly number[], xs: readonly number[]) => pathOf(xs.map((x, at) => [x, y(counts[at] ?? 0)] as const));
  const area = (upper: readonly number[], lower: readonly number[]) => pathOf([...past.map((x, at) => [x, y(upper[at] ?? 0)] as const), ...past.map((x, at) => [x, y(lower[at] ?? 0)] as const).reverse()], true);
  const worst = documents.reduce((longest, doc) => Math.max(longest, doc.lateMinutes), 0);
  return el('g', {},
    el('line', { x1: LEFT, x2: RIGHT, y1: top + PANEL, y2: top + PANEL, stroke: INK.axis, 'stroke-width': 0.8 }),
    el('path', { d: area(acknowledged, past.map(() => 0)), fill: INK.acknowledged, opacity: 0.16 }),
    ...(late.length === 0 ? [] : [el('path', { d: area(due, past.map((_, at) => (due[at] ?? 0) - (overdue[at] ?? 0))), fill: 'url(#late)' })]),
    el('path', { d: line(acknowledged, past), fill: 'none', stroke: INK.acknowledged, 'stroke-width': 3 }),
    el('path', { d: line(handed, past), fill: 'none', stroke: INK.handedOver, 'stroke-width': 1.5 }),
    el('path', { d: line(due, looks), fill: 'none', stroke: INK.text, 'stroke-width': 1.4, 'stroke-dasharray': '5 2.5' }),
    text(24, top + 22, fitted(name, LEFT - 36, SIZE.lead, true), { size: SIZE.lead, bold: true }),
    text(24, top + 40, `${count(most)} documents`),
    ...wrapped(late.length === 0 ? 'none late' : `${count(late.length)} late, the worst by ${minutesInWords(worst)}`, LEFT - 36, SIZE.label).map((said, at) => text(24, top + 56 + at * 15, said, late.length === 0 ? { fill: INK.quiet } : { fill: INK.late, bold: true })),
    endLabels([
      { n: due.at(-1) ?? 0, said: 'due', fill: INK.text }, { n: handed.at(-1) ?? 0, said: 'handed over', fill: INK.handedOver }, { n: acknowledged.at(-1) ?? 0, said: documents.some(({ answersNothing }) => answersNothing) ? 'delivered' : 'acknowledged', fill: INK.acknowledged },
    ], y));
}

/** How many of these sorted places lie at or before each look. */
function upTo(looks: readonly number[], places: readonly number[]): number[] {
  let n = 0;
  return looks.map((x) => {
    while (n < places.length && (places[n] ?? 0) <= x) n += 1;
    return n;
  });
}

/** Each line is named at its end; names that would touch are moved apart, in the order of the lines. */
function endLabels(labels: readonly { n: number; said: string; fill: string }[], y: (n: number) => number): string {
  let free = -Infinity;
  return labels.map((label) => ({ ...label, at: y(label.n) + 4 })).sort((a, b) => a.at - b.at).map(({ n, said, fill, at }) => {
    free = Math.max(at, free + 14);
    return text(RIGHT + 12, free, `${count(n)} ${said}`, { fill, bold: true });
  }).join('');
}

function count(n: number): string { return n.toLocaleString('en'); }

import { INK, SIZE } from './ink.js';
import { deliveredAt } from './marks.js';
import { el } from './svg.js';
import { fitted, text, widthOf, wrapped } from './text.js';
import { drawnAxis, hourIn, minutesInWords, timeAxis, type TimeAxis } from './time-axis.js';
import type { CallPicture, NamedHour } from './types.js';

export const WIDTH = 1200;
export const LEFT = 262;
export const RIGHT = WIDTH - 172;
const MARGIN = 24;
const HOUR = 3_600_000;

/** What both pictures of a call have around their rows. */
export interface CallFrame {
  axis: TimeAxis;
  /** where the rows begin */
  top: number;
  title: string;
  description: string;
  /** title and sentence, named hours and trouble behind the rows, the axis below them */
  around(bottom: number): { behind: string; before: string };
}

/** How far beyond its documents a named hour may stretch the picture: what is further off is said in words. */
const REACH = 48 * HOUR;

export function callFrame(call: CallPicture, reads: string): CallFrame {
  const { from, to } = spanOf(call);
  const axis = timeAxis({ from, to, zone: call.zone }, { left: LEFT, right: RIGHT });
  const title = titleOf(call);
  const near = call.hours.filter(({ at }) => at >= from && at <= to);
  const far = call.hours.filter((hour) => !near.includes(hour)).map(({ label, at }) => `${label} ${hourIn(call.zone, at)}`);
  const lead = wrapped([`As of ${hourIn(call.zone, call.asOf)}. ${reads}`, ...(far.length === 0 ? [] : [`Beyond the picture: ${far.join(', ')}.`])].join(' '), WIDTH - 2 * MARGIN, SIZE.lead);
  const headEnd = 44 + lead.length * 17;
  const { drawn: named, levels } = namedHours(near, axis, headEnd + 14);
  const trouble = troubles(call, axis);
  const top = headEnd + 14 + levels * 15 + 6 + trouble.height;
  return {
    axis, top, title, description: lead.join(' '),
    around: (bottom) => ({
      behind: trouble.shades(top, bottom) + drawnAxis(axis, bottom, { left: LEFT, right: RIGHT, lines: top }) + named(bottom) + trouble.labels(top),
      before: text(MARGIN, 34, fitted(title, WIDTH - 2 * MARGIN, SIZE.title, true), { size: SIZE.title, bold: true }) + lead.map((line, at) => text(MARGIN, 56 + at * 17, line, { size: SIZE.lead, fill: INK.quiet })).join(''),
    }),
  };
}

/** What the picture shows, as a sentence: somebody who reads nothing else knows how the call stands. */
function titleOf({ vessel, voyage, terminal, documents }: CallPicture): string {
  const name = [vessel, voyage].filter((part) => part !== '').join(' ');
  if (documents.length === 0) return `${name} at ${terminal}: no documents yet`;
  const delivered = documents.filter((doc) => deliveredAt(doc) !== null && !doc.rejected).length;
  const late = documents.filter((doc) => doc.lateMinutes > 0);
  const worst = documents.reduce((most, doc) => Math.max(most, doc.lateMinutes), 0);
  const count = (n: number) => n.toLocaleString('en');
  return `${name} at ${terminal}: ${count(delivered)} of ${count(documents.length)} documents delivered, ${late.length === 0 ? 'none late' : `${count(late.length)} late, the worst by ${minutesInWords(worst)}`}`;
}

function spanOf({ documents, hours, asOf }: CallPicture): { from: Date; to: Date } {
  const at = documents.flatMap((doc) => [doc.receivedAt, doc.dueAt, doc.handedOverAt, doc.acknowledgedAt, deliveredAt(doc) === null && !doc.rejected ? asOf : null].flatMap((one) => (one === null ? [] : [one.getTime()])));
  let [first, last] = at.length === 0 ? [asOf.getTime(), asOf.getTime()] : at.reduce(([low, high], one) => [Math.min(low, one), Math.max(high, one)], [Infinity, -Infinity]);
  for (const hour of hours.map((one) => one.at.getTime())) {
    if (hour < first && first - hour <= REACH) first = hour;
    if (hour > last && hour - last <= REACH) last = hour;
  }
  const air = Math.max((last - first) * 0.02, HOUR / 4);
  return { from: new Date(first - air), to: new Date(last + air) };
}

/** Labels like flags at the right of their lines. Of two that would touch the earlier one stands higher, so that no line passes through a label. */
function namedHours(hours: readonly NamedHour[], axis: TimeAxis, top: number): { drawn: (bottom: number) => string; levels: number } {
  const placed: { said: string; x: number; begin: number; end: number; level: number; kind: NamedHour['kind'] }[] = [];
  for (const hour of [...hours].sort((a, b) => b.at.getTime() - a.at.getTime())) {
    const said = `${hour.label} ${hourIn(axis.zone, hour.at)}`;
    const x = axis.x(hour.at);
    const wide = widthOf(said, SIZE.small, true);
    // At the right edge there is no room for it but on the other side of its line.
    const begin = x + 5 + wide > WIDTH - MARGIN ? x - 5 - wide : x + 5;
    const touched = placed.filter((other) => begin < other.end + 8 && begin + wide > Math.min(other.begin, other.x) - 8);
    placed.push({ said, x, begin, end: begin + wide, level: touched.reduce((highest, { level }) => Math.max(highest, level + 1), 0), kind: hour.kind });
  }
  const levels = placed.reduce((most, { level }) => Math.max(most, level + 1), 0);
  return {
    levels,
    drawn: (bottom) => placed.map(({ said, x, begin, level, kind }) => {
      const y = top + (levels - 1 - level) * 15;
      return el('line', { x1: x, x2: x, y1: y - 9, y2: bottom, stroke: INK.text, 'stroke-width': kind === 'cut-off' ? 1.2 : 1.6, 'stroke-dasharray': kind === 'cut-off' ? '5 3' : undefined, opacity: 0.75 })
        + text(begin, y, said, { size: SIZE.small, bold: true, halo: true });
    }).join(''),
  };
}

/** Reasons that stand one above the other, at most: what more there is, is shaded without words. */
const MOST_REASONS = 3;

/** Shades behind the rows, and the reason of each where there is room for words; the words stand before all lines, and where two would touch the later one stands lower. */
function troubles({ troubles: all }: CallPicture, axis: TimeAxis): { height: number; shades(top: number, bottom: number): string; labels(top: number): string } {
  const spans = all.map(({ label, from, to }) => ({ label, x1: axis.x(from < axis.from ? axis.from : from), x2: axis.x(to === null || to > axis.to ? axis.to : to) })).filter(({ x1, x2 }) => x2 > LEFT && x1 < RIGHT && x2 - x1 >= 0.5);
  const ends: number[] = [];
  const placed = spans.filter(({ x1, x2 }) => x2 - x1 >= 60).sort((a, b) => a.x1 - b.x1).flatMap(({ label, x1, x2 }) => {
    // One that was over soon may have its words beside it.
    const said = fitted(label, Math.min(RIGHT - x1, Math.max(x2 - x1, 260)) - 12, SIZE.small, true);
    const free = ends.findIndex((end) => end + 8 <= x1 + 6);
    const level = free >= 0 ? free : ends.length;
    if (level >= MOST_REASONS) return [];
    ends[level] = x1 + 6 + widthOf(said, SIZE.small, true);
    return [{ said, x: x1 + 6, level }];
  });
  const height = spans.length === 0 ? 0 : 14 + Math.max(0, ends.length - 1) * 15;
  return {
    height,
    shades: (top, bottom) => spans.map(({ x1, x2 }) => el('rect', { x: x1, y: top - height - 2, width: x2 - x1, height: bottom - top + height + 2, fill: 'url(#trouble)' })
      + [x1, x2].map((x) => el('line', { x1: x, x2: x, y1: top - height - 2, y2: bottom, stroke: INK.troubleLine, 'stroke-width': 1 })).join('')).join(''),
    labels: (top) => placed.map(({ said, x, level }) => text(x, top - 5 - (ends.length - 1 - level) * 15, said, { size: SIZE.small, bold: true, halo: true })).join(''),
  };
}

import { INK, SIZE } from './ink.js';
import { PATTERNS } from './marks.js';
import { el, pathOf, picture } from './svg.js';
import { fitted, text, wrapped } from './text.js';
import { drawnAxis, hourIn, minutesInWords, timeAxis } from './time-axis.js';
import type { DelayHour, OutagePicture } from './types.js';

const WIDTH = 1200;
const LEFT = 84;
const RIGHT = WIDTH - 132;
const MARGIN = 24;
const UPPER = 250;
const LOWER = 84;
const HOUR = 3_600_000;
/** Bars that an eye can count: beyond, several hours share one. */
const MOST_BARS = 110;
/** Hours that one bar may stand for: all divide a day. */
const WIDTHS = [1, 2, 3, 4, 6, 8, 12, 24];

/** How long documents took, by the hour they were handed in, before, during and after an outage, beside the same weekday's normal. */
export function drawOutage(outage: OutagePicture): string {
  const { asOf, from, to, zone, hours } = outage;
  const per = WIDTHS.find((hoursOfBar) => hours.length / hoursOfBar <= MOST_BARS) ?? 24;
  const bars = barsOf(hours, per);
  const first = hours[0]?.at ?? from;
  const last = new Date((hours.at(-1)?.at ?? asOf).getTime() + HOUR);
  const axis = timeAxis({ from: first, to: last, zone }, { left: LEFT, right: RIGHT });
  const said = titleOf(outage);
  const lead = wrapped(`${outage.because === '' ? '' : `Because: ${outage.because}. `}Each bar is ${per === 1 ? 'an hour' : `${per} hours`} by the clock of ${zone}: minutes from handed in to delivered, for documents handed in then. Grey line: the same hours of the same weekday in the ${outage.normalWeeks} weeks before. As of ${hourIn(zone, asOf)}.`, WIDTH - 2 * MARGIN, SIZE.lead);
  const top = 44 + lead.length * 17 + 34;
  const foot = top + UPPER;
  const [lowTop, lowFoot] = [foot + 34, foot + 34 + LOWER];
  const most = niceMost(Math.max(30, ...bars.flatMap(({ median, normal }) => [median ?? 0, normal ?? 0])));
  const y = (minutes: number) => foot - (Math.min(minutes, most.top) / most.top) * UPPER;
  const mostDocuments = Math.max(1, ...bars.map(({ documents }) => documents));
  const z = (n: number) => lowFoot - (n / mostDocuments) * (LOWER - 8);
  const [began, ended] = [axis.x(from < first ? first : from), axis.x(to === null || to > last ? last : to)];
  return picture({ width: WIDTH, height: lowFoot + 62 }, { title: said, description: lead.join(' ') }, PATTERNS,
    el('rect', { x: began, y: top - 20, width: Math.max(0, ended - began), height: lowFoot - top + 20, fill: 'url(#trouble)' }),
    ...[began, ended].map((x) => el('line', { x1: x, x2: x, y1: top - 20, y2: lowFoot, stroke: INK.troubleLine, 'stroke-width': 1.2 })),
    drawnAxis(axis, lowFoot, { left: LEFT, right: RIGHT, lines: lowTop }),
    ...most.ticks.map((minutes) => el('line', { x1: LEFT, x2: RIGHT, y1: y(minutes), y2: y(minutes), stroke: minutes === 0 ? INK.axis : INK.rule, 'stroke-width': minutes === 0 ? 1 : 0.7 }) + text(LEFT - 8, y(minutes) + 4, minutes === 0 ? '0' : minutesInWords(minutes), { size: SIZE.small, anchor: 'end', fill: INK.quiet })),
    ...phases(began, ended, to, top - 7),
    ...bars.map((bar) => drawnBar(bar, axis.x, y, z, lowFoot)),
    normalLine(bars, axis.x, y),
    text(MARGIN, 34, fitted(said, WIDTH - 2 * MARGIN, SIZE.title, true), { size: SIZE.title, bold: true }),
    ...lead.map((line, at) => text(MARGIN, 56 + at * 17, line, { size: SIZE.lead, fill: INK.quiet })),
    text(RIGHT + 10, top + 10, 'median,', { bold: true, fill: INK.handedOver }), text(RIGHT + 10, top + 24, 'minutes to', { bold: true, fill: INK.handedOver }), text(RIGHT + 10, top + 38, 'delivery', { bold: true, fill: INK.handedOver }),
    ...(bars.some(({ open }) => open > 0) ? ['arrow: not all', 'delivered yet'].map((line, at) => text(RIGHT + 10, top + 58 + at * 14, line, { fill: INK.handedOver })) : []),
    ...normalLabel(bars, y),
    el('line', { x1: LEFT, x2: RIGHT, y1: lowFoot, y2: lowFoot, stroke: INK.axis, 'stroke-width': 1 }),
    text(LEFT - 8, z(mostDocuments) + 8, mostDocuments.toLocaleString('en'), { size: SIZE.small, anchor: 'end', fill: INK.quiet }), text(LEFT - 8, lowFoot + 4, '0', { size: SIZE.small, anchor: 'end', fill: INK.quiet }),
    text(RIGHT + 10, lowTop + 18, 'documents', { bold: true }), text(RIGHT + 10, lowTop + 32, 'handed in,', { bold: true }), text(RIGHT + 10, lowTop + 46, 'hatched: late', { bold: true, fill: INK.late }));
}

interface Bar { at: Date; end: Date; phase: DelayHour['phase']; documents: number; late: number; open: number; median: number | null; normal: number | null }

/** Hours that share a bar: their medians weighed by their documents, which is said of no single one. */
function barsOf(hours: readonly DelayHour[], per: number): Bar[] {
  const bars: Bar[] = [];
  for (let at = 0; at < hours.length; at += per) {
    const part = hours.slice(at, at + per);
    const [first] = part;
    if (!first) continue;
    const sum = (of: (hour: DelayHour) => number) => part.reduce((total, hour) => total + of(hour), 0);
    const known = part.filter(({ medianMinutes }) => medianMinutes !== null);
    const usual = part.flatMap(({ normalMinutes }) => (normalMinutes === null ? [] : [normalMinutes]));
    const weight = known.reduce((total, { documents }) => total + documents, 0);
    bars.push({
      at: first.at, end: new Date((part.at(-1) ?? first).at.getTime() + HOUR), phase: part.find(({ phase }) => phase === 'during')?.phase ?? first.phase,
      documents: sum(({ documents }) => documents), late: sum(({ late }) => late), open: sum(({ open }) => open),
      median: weight === 0 ? null : known.reduce((total, { medianMinutes, documents }) => total + (medianMinutes ?? 0) * documents, 0) / weight,
      normal: usual.length === 0 ? null : usual.reduce((total, minutes) => total + minutes, 0) / usual.length,
    });
  }
  return bars;
}

function drawnBar({ at, end, documents, late, open, median }: Bar, x: (at: Date) => number, y: (minutes: number) => number, z: (n: number) => number, lowFoot: number): string {
  const [left, right] = [x(at) + 0.8, x(end) - 0.8];
  const width = Math.max(0.8, right - left);
  const upper = median === null ? '' : el('rect', { x: left, y: y(median), width, height: Math.max(0.8, y(0) - y(median)), fill: INK.handedOver })
    // What is not delivered yet still grows: its bar has no lid but an arrow.
    + (open > 0 ? el('path', { d: pathOf([[left, y(median) - 2], [left + width / 2, y(median) - 8], [right, y(median) - 2]], true), fill: INK.handedOver }) : '');
  const lower = documents === 0 ? '' : el('rect', { x: left, y: z(documents), width, height: lowFoot - z(documents), fill: '#9a9a9a' })
    + (late > 0 ? el('rect', { x: left, y: z(late), width, height: lowFoot - z(late), fill: 'url(#late)', stroke: INK.late, 'stroke-width': 0.7 }) : '');
  return upper + lower;
}

/** Level over its hours, and broken where nothing is known. White below it, so that it is seen on a bar too. */
function normalLine(bars: readonly Bar[], x: (at: Date) => number, y: (minutes: number) => number): string {
  let d = '';
  let open = false;
  for (const { at, end, normal } of bars) {
    if (normal === null) { open = false; continue; }
    d += `${open ? 'L' : 'M'}${x(at).toFixed(1)} ${y(normal).toFixed(1)}L${x(end).toFixed(1)} ${y(normal).toFixed(1)}`;
    open = true;
  }
  if (d === '') return '';
  return el('path', { d, fill: 'none', stroke: '#fff', 'stroke-width': 5 }) + el('path', { d, fill: 'none', stroke: '#4d4d4d', 'stroke-width': 2.2 });
}

function normalLabel(bars: readonly Bar[], y: (minutes: number) => number): string[] {
  const last = bars.findLast(({ normal }) => normal !== null)?.normal;
  if (last === undefined || last === null) return [text(RIGHT + 10, y(0) - 20, 'no normal', { fill: INK.quiet }), text(RIGHT + 10, y(0) - 6, 'is known', { fill: INK.quiet })];
  return [text(RIGHT + 10, Math.min(y(last) - 8, y(0) - 22), 'normal for', { fill: '#4d4d4d' }), text(RIGHT + 10, Math.min(y(last) + 6, y(0) - 8), 'that weekday', { fill: '#4d4d4d' })];
}

/** Before, during and after, each in words where there is room. */
function phases(began: number, ended: number, to: Date | null, y: number): string[] {
  const rooms = [{ from: LEFT, to: began, said: 'before' }, { from: began, to: ended, said: to === null ? 'the outage, still on' : 'the outage' }, { from: ended, to: RIGHT, said: to === null ? '' : 'after' }];
  return rooms.filter((room) => room.to - room.from > 44).map((room) => text((room.from + room.to) / 2, y, room.said, { anchor: 'middle', bold: room.said.startsWith('the'), size: SIZE.label }));
}

function titleOf({ scope, from, to, hours, asOf }: OutagePicture): string {
  const during = hours.filter(({ phase, medianMinutes }) => phase === 'during' && medianMinutes !== null);
  const documents = during.reduce((sum, hour) => sum + hour.documents, 0);
  const late = during.reduce((sum, hour) => sum + hour.late, 0);
  const lasted = minutesInWords(((to ?? asOf).getTime() - from.getTime()) / 60_000);
  return `Outage of ${scope}: ${to === null ? `on for ${lasted}` : lasted}, ${documents === 0 ? 'no documents handed in' : `${documents === 1 ? '1 document' : `${documents.toLocaleString('en')} documents`} handed in, ${late.toLocaleString('en')} late`}`;
}

/** A scale that ends above the highest bar, with ticks a person counts in: minutes, then hours. */
function niceMost(minutes: number): { top: number; ticks: number[] } {
  const step = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 10_080].find((one) => minutes / one <= 6) ?? 20_160;
  const top = Math.ceil(minutes / step) * step;
  return { top, ticks: Array.from({ length: top / step + 1 }, (_, at) => at * step) };
}

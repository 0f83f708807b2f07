import { INK, SIZE } from './ink.js';
import { el } from './svg.js';
import { text, widthOf } from './text.js';

const HOUR = 3_600_000;
/** Hours between two ticks; from a day on there are only days. */
const STEPS = [1, 2, 3, 6, 12, 24, 48, 168, 336, 720, 2_160, 8_760];
/** Units that two ticks must be apart, so that their words do not touch. */
const APART = 46;

export interface TimeAxis {
  from: Date;
  to: Date;
  zone: string;
  x: (at: Date) => number;
  /** hours of the zone's own clock, and where each stands */
  ticks: readonly { at: Date; x: number; hour: string; day: string | null }[];
}

/** A scale from instant to place whose ticks are full hours, or days, of the zone's clock, through nights in which it is put forward or back. */
export function timeAxis({ from, to, zone }: { from: Date; to: Date; zone: string }, { left, right }: { left: number; right: number }): TimeAxis {
  const span = Math.max(to.getTime() - from.getTime(), HOUR);
  const x = (at: Date): number => left + ((at.getTime() - from.getTime()) / span) * (right - left);
  const step = STEPS.find((hours) => ((hours * HOUR) / span) * (right - left) >= APART) ?? STEPS[STEPS.length - 1]!;
  const clock = wallClock(zone);
  const ticks: TimeAxis['ticks'][number][] = [];
  // Every half hour is asked, since zones differ from UTC by halves; from a day on only what may be a midnight.
  const stride = HOUR / 2;
  let days = 0;
  for (let at = Math.ceil(from.getTime() / stride) * stride; at <= to.getTime(); at += stride) {
    const instant = new Date(at);
    const wall = clock(instant);
    if (wall.minute !== 0 || wall.hour % Math.min(step, 24) !== 0) continue;
    // An hour that comes twice in a night is named at its first coming.
    if (ticks.some((tick) => tick.hour === wall.time && at - tick.at.getTime() < 2 * HOUR)) continue;
    if (step > 24 && wall.hour === 0 && (days += 1) % (step / 24) !== 1) continue;
    ticks.push({ at: instant, x: x(instant), hour: wall.time, day: wall.hour === 0 || ticks.length === 0 ? wall.day : null });
  }
  return { from, to, zone, x, ticks };
}

/** Hours, days below them, and whose they are. */
export function drawnAxis(axis: TimeAxis, top: number, { left, right, lines }: { left: number; right: number; /** how far up the ticks go */ lines: number }): string {
  const hours = axis.ticks.some((tick) => tick.hour !== '00:00');
  let free = -Infinity;
  // A day that is over at once has no room for its name beside that of the next, which is worth more.
  const [first] = axis.ticks;
  const next = axis.ticks.slice(1).find((tick) => tick.day !== null);
  const cramped = first?.hour !== '00:00' && first?.day && next?.day && next.x - first.x < (widthOf(first.day, SIZE.small, true) + widthOf(next.day, SIZE.small, true)) / 2 + 8 ? first : null;
  const marks = axis.ticks.map((tick) => {
    const line = el('line', { x1: tick.x, x2: tick.x, y1: lines, y2: top + 4, stroke: INK.rule, 'stroke-width': tick.hour === '00:00' ? 1.2 : 0.6 });
    const hour = hours ? text(tick.x, top + 16, tick.hour, { size: SIZE.small, anchor: 'middle', fill: INK.quiet }) : '';
    const wide = tick.day === null ? 0 : widthOf(tick.day, SIZE.small, true);
    const at = Math.min(Math.max(tick.x, left + wide / 2 - 20), right - wide / 2 + 20);
    const shown = tick.day !== null && tick !== cramped && at - wide / 2 > free + 8;
    if (shown) free = at + wide / 2;
    return line + hour + (shown ? text(at, top + (hours ? 30 : 16), tick.day ?? '', { size: SIZE.small, anchor: 'middle', bold: true }) : '');
  });
  return el('g', {}, ...marks, el('line', { x1: left, x2: right, y1: top, y2: top, stroke: INK.axis, 'stroke-width': 1 }),
    text(right, top + (hours ? 45 : 31), axis.zone === 'UTC' ? 'hours of UTC' : `hours of ${axis.zone} (${zoneWords(axis)})`, { size: SIZE.small, anchor: 'end', fill: INK.quiet }));
}

function zoneWords({ zone, from, to }: TimeAxis): string {
  const names = [...new Set([from, to].map((at) => wallClock(zone)(at).offset))];
  return names.join(', then ');
}

export interface Wall { hour: number; minute: number; time: string; day: string; offset: string }

const CLOCKS = new Map<string, (at: Date) => Wall>();

/** What a zone's clock shows: "Thu 26 Jul", "06:00", "GMT-7". */
export function wallClock(zone: string): (at: Date) => Wall {
  let clock = CLOCKS.get(zone);
  if (!clock) {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'shortOffset' });
    CLOCKS.set(zone, clock = (at) => {
      const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
      const offset = part['timeZoneName'] ?? '';
      return {
        hour: Number(part['hour']), minute: Number(part['minute']), time: `${part['hour']}:${part['minute']}`,
        day: `${part['weekday']} ${part['day']} ${part['month']}`, offset: offset === 'GMT' ? 'UTC' : offset.replace('GMT', 'UTC').replace('-', '−'),
      };
    });
  }
  return clock;
}

/** "Thu 26 Jul 06:00" by the zone's clock. */
export function hourIn(zone: string, at: Date): string {
  const { day, time } = wallClock(zone)(at);
  return `${day} ${time}`;
}

/** 135 -> "2 h 15 min" */
export function minutesInWords(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 60) return `${whole} min`;
  const hours = Math.floor(whole / 60);
  if (hours >= 72) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  return whole % 60 === 0 ? `${hours} h` : `${hours} h ${whole % 60} min`;
}

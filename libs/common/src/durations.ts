import { z } from 'zod';

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^(\d{1,9}(?:\.\d{1,3})?)\s*(ms|s|m|h|d)$/;
const SIZE = /^(\d{1,9})\s*(B|KiB|MiB|GiB)$/;
const SIZES = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;
const MOST_STEPS = 100;

/** `250ms`, `10s`, `30m`, `2h`, `1d` as milliseconds; null when it reads as none of them. */
export function durationMs(text: string): number | null {
  const match = DURATION.exec(text.trim());
  if (!match) return null;
  return Math.round(Number(match[1]) * UNITS[match[2] as keyof typeof UNITS]);
}

/** What the name of such a setting ends in once it is a number: `every: 30s` in the file, `everyMs` in the program. */
const inMs = { unit: 'Ms' } as const;
const inBytes = { unit: 'Bytes' } as const;

/** A duration of the configuration: readable text in the file, milliseconds in the program. A bare number is a fault: its unit is a guess. */
export const duration = Object.assign(z.string({ error: 'expected a duration such as 250ms, 10s, 30m or 2h' }).transform((text, context) => {
  const ms = durationMs(text);
  if (ms === null) context.addIssue({ code: 'custom', message: 'expected a duration such as 250ms, 10s, 30m or 2h' });
  return ms ?? z.NEVER;
}), inMs);

/** A schedule such as `30s, 1m*2, 5m`: milliseconds of each wait in turn. Past its end the last wait is used again. */
export const durationList = Object.assign(z.string({ error: 'expected waits such as "30s, 1m*2, 5m"' }).transform((text, context) => {
  const waits = text.split(',').map(stepsOf);
  const flat = waits.flatMap((steps) => steps ?? []);
  if (waits.includes(null) || flat.length > MOST_STEPS) {
    context.addIssue({ code: 'custom', message: `expected waits such as "30s, 1m*2, 5m", at most ${MOST_STEPS}` });
    return z.NEVER;
  }
  return flat;
}), inMs);

/** A size of the configuration: `64MiB` in the file, bytes in the program. */
export const byteSize = Object.assign(z.string({ error: 'expected a size such as 512KiB or 64MiB' }).transform((text, context) => {
  const match = SIZE.exec(text.trim());
  if (!match) context.addIssue({ code: 'custom', message: 'expected a size such as 512KiB or 64MiB' });
  return match ? Number(match[1]) * SIZES[match[2] as keyof typeof SIZES] : z.NEVER;
}), inBytes);

/** The wait before the next try, after `tries` of them (1 after the first). */
export function waitAfter(tries: number, schedule: readonly number[]): number {
  return schedule[Math.min(Math.max(tries, 1), schedule.length) - 1] ?? 0;
}

function stepsOf(step: string): number[] | null {
  const [wait = '', times = '1', ...rest] = step.split('*').map((part) => part.trim());
  const ms = durationMs(wait);
  if (ms === null || rest.length > 0 || !/^[1-9]\d?$/.test(times)) return null;
  return Array.from({ length: Number(times) }, () => ms);
}

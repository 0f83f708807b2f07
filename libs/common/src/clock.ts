/**
 * Where the time comes from. Everything that means something ("due", "not before", "since") asks this clock, so that a
 * story of six days can be replayed in two minutes. Loops and sockets run in real time and do not ask it.
 */
export interface Clock {
  now(): Date;
  /** How many real milliseconds pass while this clock moves on by `ms`. 1:1 for the system's clock. */
  realMs(ms: number): number;
}

export const systemClock: Clock = { now: () => new Date(), realMs: (ms) => ms };

/** A clock that began at `start` when it was made and runs `speed` times as fast as the wall. For the demo and drills. */
export function scaledClock(start: Date, speed: number, realStart = Date.now()): Clock {
  return {
    now: () => new Date(start.getTime() + (Date.now() - realStart) * speed),
    realMs: (ms) => ms / speed,
  };
}

/**
 * Reads HAWSER_CLOCK, for example `2018-07-24T18:00:00Z@240 since 1763856000000`: the instant it shows, how many times
 * faster than the wall it runs, and the wall's milliseconds at which it showed that instant, so that several processes
 * share one story. Absent means the system's clock.
 * @throws RangeError saying what was found and expected
 */
export function clockFrom(setting: string | undefined): Clock {
  if (!setting) return systemClock;
  const match = /^(\S+)@([\d.]+) since (\d+)$/.exec(setting);
  const start = new Date(match?.[1] ?? Number.NaN);
  const speed = Number(match?.[2]);
  if (!match || Number.isNaN(start.getTime()) || !(speed > 0)) {
    throw new RangeError(`HAWSER_CLOCK: found "${setting}", expected "<ISO instant>@<speed> since <wall ms>"`);
  }
  return scaledClock(start, speed, Number(match[3]));
}

/** A clock that stands still until it is told to move. For specs. */
export class FakeClock implements Clock {
  constructor(private at: Date = new Date('2018-07-24T18:00:00Z')) {}
  now(): Date { return new Date(this.at); }
  realMs(): number { return 0; }
  advance(ms: number): void { this.at = new Date(this.at.getTime() + ms); }
  set(at: Date): void { this.at = at; }
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

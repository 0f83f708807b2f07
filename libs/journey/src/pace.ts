/** So many mails within a minute and within an hour; null: as many as there are. Whatever minute one looks at: a window that moves. */
export interface Pace { perMinute: number | null; perHour: number | null }

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export const windowsOf = ({ perMinute, perHour }: Pace): { ms: number; most: number }[] =>
  [...(perMinute === null ? [] : [{ ms: MINUTE_MS, most: perMinute }]), ...(perHour === null ? [] : [{ ms: HOUR_MS, most: perHour }])];

/**
 * When the next mail may leave, after so many others that go before it. Pure.
 * @param past  when those before it left, in ms, the earliest first
 */
export function nextPlace(past: readonly number[], pace: Pace, ahead: number, now: number): number {
  const windows = windowsOf(pace);
  const left = [...past];
  let at = now;
  for (let place = 0; place <= ahead; place += 1) {
    // The one that stands `most` places before this one must be out of the window.
    at = Math.max(at, ...windows.map(({ ms, most }) => (left[left.length - most] ?? -Infinity) + ms));
    left.push(at);
  }
  return at;
}

/** `20 mails a minute and 600 an hour` */
export function inWords({ perMinute, perHour }: Pace): string {
  const said = [...(perMinute === null ? [] : [`${perMinute} a minute`]), ...(perHour === null ? [] : [`${perHour} an hour`])].join(' and ');
  return said.replace(' a', ' mails a');
}

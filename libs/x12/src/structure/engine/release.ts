/**
 * GS08 or ST03 as a number: 4010 for 004010 and for 004010VICS. Null when it is not of that form: then everything any release
 * has is allowed, because a wrong fault is worse than a missed one.
 */
export function releaseOf(text: string): number | null {
  const digits = /^\s*(\d{6})/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Does what runs from release `since` to before `before` stand in this one? */
export function standsIn(release: number | null, since: number, before: number): boolean {
  return release === null || (release >= since && release < before);
}

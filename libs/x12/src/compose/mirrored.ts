/** A version of five digits; some write the release as GS08 does, or leave the zeros out. */
const VERSION = /^(?:(\d{5})\d|\d{3,5})$/;
const MOST = 5;
const USUAL_VERSION = '00401';

/**
 * ISA12 of what an ISA of ours mirrors, as the standard has it: a short header may say 401, or 004010. What is no version is
 * written as it came where it fits, since its sender knows it so.
 */
export function mirroredVersion(isa12: string): string {
  const said = isa12.trim();
  const match = VERSION.exec(said);
  if (match) return match[1] ?? said.padStart(MOST, '0');
  return said === '' ? USUAL_VERSION : said;
}

/** ISA15 of it: T is a test, I is information, and whatever else was said is live, as it was taken. */
export function mirroredUsage(isa15: string): 'P' | 'T' | 'I' {
  const said = isa15.trim();
  return said === 'T' || said === 'I' ? said : 'P';
}

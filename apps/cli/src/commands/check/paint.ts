/** Words set off by colour; every one of them says the same without it. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  doubtful(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

const code = (on: number, off: number) => (text: string) => `\x1b[${on}m${text}\x1b[${off}m`;
const plain = (text: string) => text;

export const COLOURED: Paint = { good: code(32, 39), bad: code(31, 39), doubtful: code(33, 39), strong: code(1, 22), faint: code(2, 22) };
export const PLAIN: Paint = { good: plain, bad: plain, doubtful: plain, strong: plain, faint: plain };

/** Colours for a terminal, unless NO_COLOR is set (no-color.org) or the terminal has none. */
export function paintFor(stream: { isTTY?: boolean }): Paint {
  return stream.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb' ? COLOURED : PLAIN;
}

import { NUL, isBlank } from '../bytes.js';

/** DOS's end of file, and the blank of Latin-1: with NULs and white space what files are filled up with. */
const END_OF_FILE = 0x1a;
const NO_BREAK_SPACE = 0xa0;

/** May this stand behind a UNZ without meaning anything? */
export function isPadding(byte: number | undefined): boolean {
  return byte === NUL || byte === END_OF_FILE || byte === NO_BREAK_SPACE || isBlank(byte);
}

import { printable } from './printable.js';

/** A value safe between HTML tags and in attributes. */
export function escape(value: string): string {
  return printable(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

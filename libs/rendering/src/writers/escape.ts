import { printable } from './printable.js';

const HARMLESS = /^[\w .,/:;()+#@%=*-]*$/;
const MARKUP = /[&<>"']/g;

/** A value safe between HTML tags and in attributes. */
export function escape(value: string): string {
  if (HARMLESS.test(value)) return value;
  return printable(value).replace(MARKUP, (sign) => `&#${sign.charCodeAt(0)};`);
}

import { printable } from '../bytes.js';
import { ComposeError } from '../compose/errors.js';
import { USUAL, type EdifactMarks } from './marks.js';

/** What is a line of ours: the usual delimiters, told by a UNA, and a newline for people who open the file. */
export const OUR_UNA = 'UNA:+.? \'\n';
const LINE_END = '\n';

/** Printable ASCII: every syntax identifier from UNOB on has it, and nothing else would be safe everywhere. */
const WRITABLE = /^[\x20-\x7e]*$/;

/**
 * One segment of ours: elements, or the components of an element. What is absent at the end of either is left off.
 * @throws ComposeError when a value holds an unprintable character
 */
export function edifactSegment(tag: string, ...elements: (string | readonly string[])[]): string {
  const written = elements.map((element, i) => {
    const components = typeof element === 'string' ? [element] : element;
    const bad = components.find((component) => !WRITABLE.test(component));
    if (bad !== undefined) throw new ComposeError(`${tag} element ${i + 1}`, printable(bad), 'printable ASCII');
    return withoutTail(components.map((component) => released(component, USUAL))).join(':');
  });
  return `${[tag, ...withoutTail(written)].join('+')}'${LINE_END}`;
}

/**
 * A value with a release character before each character that would end it.
 * @throws ComposeError when there is such a character and no release character
 */
export function released(value: string, { element, component, release, segment }: EdifactMarks): string {
  const special = [element, component, release, segment].filter((code) => code >= 0).map((code) => String.fromCharCode(code));
  if (!special.some((one) => value.includes(one))) return value;
  if (release < 0) throw new ComposeError('a value', printable(value, 40), 'no delimiter, as there is no release character');
  return [...value].map((character) => (special.includes(character) ? String.fromCharCode(release) : '') + character).join('');
}

function withoutTail(values: readonly string[]): readonly string[] {
  let last = values.length;
  while (last > 0 && values[last - 1] === '') last -= 1;
  return values.slice(0, last);
}

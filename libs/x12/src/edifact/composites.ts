import { textOf } from '../bytes.js';
import type { EdifactMarks } from './marks.js';

/**
 * One segment as text: `[n][m]` is component m+1 of element n, `[0][0]` the tag. Release characters are resolved, and line
 * ends inside are taken out: some senders wrap at 80 columns wherever that falls.
 */
export function releasedComposites(bytes: Buffer, from: number, to: number, { element, component, release }: EdifactMarks): string[][] {
  const text = textOf(bytes.subarray(from, to)).replace(/[\r\n]/g, '');
  const composites: string[][] = [[]];
  let value = '';
  const endValue = (): void => {
    composites.at(-1)?.push(value);
    value = '';
  };
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === release && i + 1 < text.length) {
      i += 1;
      value += text.charAt(i);
    } else if (code === component) {
      endValue();
    } else if (code === element) {
      endValue();
      composites.push([]);
    } else {
      value += text.charAt(i);
    }
  }
  endValue();
  return composites;
}

import { pageOf } from './page/index.js';
import type { Prepared } from './prepared.js';
import { documentModel } from './sets/index.js';
import type { DocumentToRender } from './types.js';
import { Words } from './words/words.js';

/** Reads one document and puts it in reading order, in the words of its context's language. Content never makes it throw. */
export function prepare({ setBytes, delimiters, context }: DocumentToRender): Prepared {
  const words = Words.in(context.language);
  const model = documentModel(setBytes, delimiters, context.set, words);
  const earlier = context.earlier ? documentModel(context.earlier.setBytes, context.earlier.delimiters, context.set, words) : null;
  return { model, page: pageOf(model, context, words, earlier), context, words };
}

import { pageOf } from './page/index.js';
import type { Delimiters } from './read-set.js';
import { documentModel } from './sets/index.js';
import { subjectOf } from './subject.js';
import type { Rendered, RenderingContext } from './types.js';
import { writeHtml } from './writers/html.js';
import { writeText } from './writers/text.js';

/**
 * One document as a clerk reads it: subject, plain text (LF line ends, UTF-8) and HTML with the same content.
 *
 * @param input.setBytes one ST..SE, or UNH..UNT, with its last terminator, byte for byte as received
 * @param input.delimiters those of the interchange it came in
 * Content never makes it throw: what cannot be put into tables is listed as received and marked so.
 */
export function renderDocument(input: { setBytes: Uint8Array; delimiters: Delimiters; context: RenderingContext }): Rendered {
  const model = documentModel(input.setBytes, input.delimiters, input.context.set);
  const page = pageOf(model, input.context);
  return { subject: subjectOf(model.set, model.hazmat.length > 0 || input.context.hazardous === true, input.context), text: writeText(page), html: writeHtml(page) };
}

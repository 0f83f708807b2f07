import { callPanels } from './call-panels.js';
import { callRows } from './call-rows.js';
import type { CallPicture } from './types.js';

/** So many rows fit a page, and an eye. */
const MOST_ROWS = 60;

/** A call's documents against its cut-offs, as SVG: a row each, or counts by the hour where they are many. Same values, same picture. */
export function drawCall(call: CallPicture): string {
  return call.documents.length <= MOST_ROWS ? callRows(call) : callPanels(call);
}

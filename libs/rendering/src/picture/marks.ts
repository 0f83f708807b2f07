import { INK } from './ink.js';
import type { PictureDocument, PictureWay } from './types.js';
import { el, pathOf } from './svg.js';

/** Half the size of a mark. */
export const R = 5.2;

/**
 * Handed over: half a disc above the line where EDI took it, below it where a mail did, so that an outage is seen as the place where a
 * row changes sides; half a square where a person handed over paper. Never the whole that says acknowledged.
 */
export function handedOverMark(x: number, y: number, way: PictureWay | null): string {
  const ring = el('circle', { cx: x, cy: y, r: R, fill: '#fff', stroke: INK.handedOver, 'stroke-width': 1.4 });
  if (way === 'paper') return el('rect', { x: x - R, y: y - R, width: 2 * R, height: 2 * R, fill: '#fff', stroke: INK.handedOver, 'stroke-width': 1.4 }) + el('rect', { x: x - R, y, width: 2 * R, height: R, fill: INK.handedOver });
  const sweep = way === 'mail' ? 0 : 1;
  return ring + el('path', { d: `M${x - R} ${y}A${R} ${R} 0 0 ${sweep} ${x + R} ${y}Z`, fill: INK.handedOver });
}

/** The terminal said so. */
export const acknowledgedMark = (x: number, y: number): string => el('circle', { cx: x, cy: y, r: R + 0.6, fill: INK.acknowledged, stroke: '#fff', 'stroke-width': 1 });

/** Committed and not handed over. */
export const receivedMark = (x: number, y: number): string => el('circle', { cx: x, cy: y, r: 3, fill: '#fff', stroke: INK.waiting, 'stroke-width': 1.4 });

export function rejectedMark(x: number, y: number): string {
  return el('circle', { cx: x, cy: y, r: R + 0.6, fill: '#fff', stroke: INK.rejected, 'stroke-width': 1.4 })
    + el('path', { d: `${pathOf([[x - 2.6, y - 2.6], [x + 2.6, y + 2.6]])}${pathOf([[x - 2.6, y + 2.6], [x + 2.6, y - 2.6]])}`, stroke: INK.rejected, 'stroke-width': 1.8 });
}

/** It may have arrived. A question mark drawn, not set: it must not depend on a face. */
export function unsettledMark(x: number, y: number): string {
  return el('circle', { cx: x, cy: y, r: R + 0.6, fill: '#fff', stroke: INK.unsettled, 'stroke-width': 1.4 })
    + el('path', { d: `M${x - 2} ${y - 1.6}C${x - 2} ${y - 4.4} ${x + 2.4} ${y - 4.2} ${x + 1.8} ${y - 1.4}C${x + 1.5} ${y - 0.4} ${x} ${y - 0.2} ${x} ${y + 1.2}`, fill: 'none', stroke: INK.unsettled, 'stroke-width': 1.4 })
    + el('circle', { cx: x, cy: y + 3.1, r: 0.9, fill: INK.unsettled });
}

/** The due time of one document: a bar across its row; with a foot and a head where the law sets it. */
export function dueMark(x: number, y: number, law: boolean): string {
  const bar = el('line', { x1: x, x2: x, y1: y - 7.5, y2: y + 7.5, stroke: INK.text, 'stroke-width': 1.8 });
  return law ? bar + el('path', { d: `${pathOf([[x - 3.5, y - 7.5], [x + 3.5, y - 7.5]])}${pathOf([[x - 3.5, y + 7.5], [x + 3.5, y + 7.5]])}`, stroke: INK.text, 'stroke-width': 1.8 }) : bar;
}

/** Time past due: slanted strokes between two edges, read without colour. */
export function lateBar(from: number, to: number, y: number): string {
  return to - from < 0.5 ? '' : el('rect', { x: from, y: y - 3.4, width: to - from, height: 6.8, fill: 'url(#late)', stroke: INK.late, 'stroke-width': 0.9 });
}

/** What `lateBar` and the shades of trouble are filled with. */
export const PATTERNS = el('defs', {},
  el('pattern', { id: 'late', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, el('rect', { width: 5, height: 5, fill: '#fff' }), el('rect', { width: 2.6, height: 5, fill: INK.late })),
  el('pattern', { id: 'trouble', width: 14, height: 14, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(-45)' }, el('rect', { width: 14, height: 14, fill: INK.trouble }), el('rect', { width: 1, height: 14, fill: INK.troubleLine, opacity: 0.45 })));

/** When a document was delivered: acknowledged, or handed over where the endpoint answers nothing. */
export const deliveredAt = (doc: PictureDocument): Date | null => doc.acknowledgedAt ?? (doc.answersNothing ? doc.handedOverAt : null);

import { titleOf } from '../words/titles.js';
import { Words } from '../words/words.js';
import { callFrame, LEFT, RIGHT, WIDTH } from './call-frame.js';
import { INK, SIZE } from './ink.js';
import { acknowledgedMark, deliveredAt, dueMark, handedOverMark, lateBar, PATTERNS, receivedMark, rejectedMark, unsettledMark } from './marks.js';
import { el, picture } from './svg.js';
import { fitted, text, widthOf } from './text.js';
import { minutesInWords, type TimeAxis } from './time-axis.js';
import type { CallPicture, PictureDocument } from './types.js';

const ROW = 21;

/** A row a document, the first due at the top: from received, by hand-over, to the terminal's own word, against its due time. */
export function callRows(call: CallPicture): string {
  const frame = callFrame(call, 'A row is a document, the first due at the top. By EDI its line runs above the row, by mail below it.');
  const bottom = frame.top + Math.max(call.documents.length, 1) * ROW + 6;
  const { behind, before } = frame.around(bottom);
  const rows = [...call.documents].sort(byDue).map((doc, at) => row(doc, frame.top + at * ROW + ROW / 2, frame.axis, call.asOf));
  const key = legend(call, bottom + 68);
  return picture({ width: WIDTH, height: key.bottom }, frame, PATTERNS, behind, before, ...rows, key.drawn);
}

function byDue(a: PictureDocument, b: PictureDocument): number {
  return (a.dueAt?.getTime() ?? Infinity) - (b.dueAt?.getTime() ?? Infinity) || a.receivedAt.getTime() - b.receivedAt.getTime() || (a.ref < b.ref ? -1 : 1);
}

function row(doc: PictureDocument, y: number, { x }: TimeAxis, asOf: Date): string {
  const delivered = deliveredAt(doc);
  const until = delivered ?? asOf;
  const aside = doc.way === 'mail' ? 2.4 : doc.way === 'paper' ? 0 : -2.4;
  const parts = [
    el('line', { x1: LEFT - 8, x2: RIGHT, y1: y + ROW / 2, y2: y + ROW / 2, stroke: INK.rule, 'stroke-width': 0.4 }),
    el('line', { x1: x(doc.receivedAt), x2: x(doc.handedOverAt ?? until), y1: y, y2: y, stroke: INK.waiting, 'stroke-width': 1.3, 'stroke-dasharray': '1.5 2.5' }),
    doc.dueAt !== null && doc.lateMinutes > 0 ? lateBar(x(doc.dueAt), x(until), y) : '',
    doc.handedOverAt !== null && !doc.answersNothing ? el('line', { x1: x(doc.handedOverAt), x2: x(until), y1: y + aside, y2: y + aside, stroke: INK.handedOver, 'stroke-width': 2.2 }) : '',
    doc.dueAt === null ? '' : dueMark(x(doc.dueAt), y, doc.law),
    receivedMark(x(doc.receivedAt), y),
    doc.handedOverAt === null ? '' : handedOverMark(x(doc.handedOverAt), y, doc.way),
    doc.unsettled ? unsettledMark(x(asOf), y) : '',
    doc.rejected ? rejectedMark(x(doc.acknowledgedAt ?? asOf), y) : doc.acknowledgedAt === null ? '' : acknowledgedMark(x(doc.acknowledgedAt), y),
  ];
  const what = `${titleOf(doc.set, Words.in('en'))} ${doc.set}`;
  const { said, fill, bold } = verdict(doc, delivered);
  return el('g', {}, ...parts,
    text(24, y + 4, fitted(what, LEFT - 24 - 96, SIZE.label)), text(LEFT - 18, y + 4, doc.ref, { size: SIZE.small, fill: INK.quiet, anchor: 'end' }),
    text(RIGHT + 14, y + 4, said, { fill, bold }));
}

/** What is said of a row at its end, first match wins. */
function verdict(doc: PictureDocument, delivered: Date | null): { said: string; fill: string; bold: boolean } {
  const late = doc.lateMinutes > 0 ? `late ${minutesInWords(doc.lateMinutes)}` : null;
  if (doc.rejected) return { said: late === null ? 'rejected' : `rejected, ${late}`, fill: INK.rejected, bold: true };
  if (late !== null) return { said: delivered === null ? `${late}, growing` : late, fill: INK.late, bold: true };
  if (delivered !== null) return { said: doc.dueAt === null ? 'no due time' : doc.answersNothing && doc.acknowledgedAt === null ? 'in time, handed over' : 'in time', fill: INK.quiet, bold: false };
  return { said: doc.handedOverAt === null ? 'not handed over yet' : 'not answered yet', fill: INK.text, bold: false };
}

/** The marks that stand in this picture, and no other. */
function legend({ documents }: CallPicture, top: number): { drawn: string; bottom: number } {
  const has = (when: (doc: PictureDocument) => boolean): boolean => documents.some(when);
  const entries: { mark: (x: number, y: number) => string; said: string; shown: boolean }[] = [
    { mark: receivedMark, said: 'received by us', shown: documents.length > 0 },
    { mark: (x, y) => handedOverMark(x, y, 'edi'), said: 'handed over by EDI', shown: has(({ way }) => way === 'edi') },
    { mark: (x, y) => handedOverMark(x, y, 'mail'), said: 'handed over by mail', shown: has(({ way }) => way === 'mail') },
    { mark: (x, y) => handedOverMark(x, y, 'paper'), said: 'handed over on paper', shown: has(({ way }) => way === 'paper') },
    { mark: acknowledgedMark, said: 'acknowledged by the terminal', shown: has((doc) => doc.acknowledgedAt !== null && !doc.rejected) },
    { mark: rejectedMark, said: 'rejected', shown: has(({ rejected }) => rejected) },
    { mark: unsettledMark, said: 'it may have arrived', shown: has(({ unsettled }) => unsettled) },
    { mark: (x, y) => dueMark(x, y, false), said: 'due', shown: has(({ dueAt, law }) => dueAt !== null && !law) },
    { mark: (x, y) => dueMark(x, y, true), said: 'due by law', shown: has(({ dueAt, law }) => dueAt !== null && law) },
    { mark: (x, y) => lateBar(x - 8, x + 8, y), said: 'past its due time', shown: has(({ lateMinutes }) => lateMinutes > 0) },
  ];
  let x = 34;
  let y = top;
  const drawn = entries.filter(({ shown }) => shown).map(({ mark, said }) => {
    const wide = widthOf(said, SIZE.label) + 44;
    if (x + wide > WIDTH - 20 && x > 34) [x, y] = [34, y + 22];
    const one = mark(x, y) + text(x + 14, y + 4, said);
    x += wide;
    return one;
  });
  return { drawn: el('g', {}, ...drawn), bottom: y + 24 };
}

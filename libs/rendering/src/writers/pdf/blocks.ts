import type { Fact, Section } from '../../page/page.js';
import type { Faces } from './face.js';
import { baseline, linesOf, placed, type Line } from './lines.js';
import { LINE, TYPE, type Type } from './paper.js';
import { piece, type Again, type Piece, type Strip } from './piece.js';

/** Sentences as paragraphs; the first of what is asked is set big. */
export function sentencePieces(sentences: readonly string[], tone: Section['tone'], isFirst: boolean, strip: Strip, again: Again, faces: Faces): Piece[] {
  return sentences.filter((text) => text !== '').flatMap((text, at) => {
    const asked = tone === 'ask' && isFirst && at === 0;
    const type = asked ? TYPE.ask : tone === 'quiet' ? TYPE.row : TYPE.body;
    const pieces = linePieces(linesOf([{ face: asked ? 'bold' : 'words', size: type.size, text }], strip.width, faces), strip.x, type, again);
    if (pieces[0]) pieces[0].gap = 3;
    return pieces;
  });
}

/** Widest label that stands beside its value; under a longer one, such as the name of a file, the value stands below. */
const LABEL = 150;
const AIR = 2.5;

/** Label and value side by side, a hairline between two facts. */
export function factPieces(facts: readonly Fact[], { id, tone }: Section, strip: Strip, again: Again, faces: Faces): Piece[] {
  const type = id === 'headline' ? TYPE.headline : tone === 'quiet' ? TYPE.row : TYPE.body;
  const label: Type = { size: TYPE.row.size, lead: type.lead };
  const widths = facts.map((fact) => faces.words.width(faces.words.shown(fact.label), label.size));
  const room = widths.reduce((most, width) => (width > LABEL ? most : Math.max(most, width)), 0) + 14;
  return facts.flatMap((fact, at) => {
    const beside = (widths[at] ?? 0) <= LABEL;
    const indent = beside ? room : 10;
    const named = linesOf([{ face: 'words', size: label.size, text: fact.label }], strip.width, faces);
    const pieces = linePieces(linesOf([{ face: 'words', size: type.size, text: fact.value }], strip.width - indent, faces), strip.x + indent, type, again);
    const [first] = pieces;
    // The label stands on the baseline of its value, whose type may be bigger.
    if (beside) first?.runs.unshift(...placed(named, strip.x, baseline(0, type) - baseline(0, label), label));
    else pieces.unshift(...named.map((line) => piece(label.lead, { keep: true, again, runs: placed([line], strip.x, 0, label) })));
    const last = pieces.at(-1);
    if (pieces[0]) pieces[0].gap = AIR;
    if (last) {
      last.height += AIR;
      last.marks.push({ kind: 'rule', x: strip.x, y: last.height, width: strip.width, weight: LINE.hair });
    }
    return pieces;
  });
}

/** Lines that may part over two sheets, but never so that the first or the last stands alone. */
function linePieces(lines: readonly Line[], x: number, type: Type, again: Again): Piece[] {
  return lines.map((line, at) => piece(type.lead, {
    keep: lines.length > 1 && (at === 0 || at === lines.length - 2),
    runs: placed([line], x, 0, type),
    again,
  }));
}

import type { Block, Section } from '../../page/page.js';
import type { Words } from '../../words/words.js';
import { factPieces, sentencePieces } from './blocks.js';
import type { Faces } from './face.js';
import { linesOf, placed } from './lines.js';
import { LEFT, ROOM, TYPE, type Type } from './paper.js';
import { piece, type Again, type Frame, type Piece, type Strip } from './piece.js';
import { tablePieces } from './table.js';

const OPEN: Strip = { x: LEFT, width: ROOM };
/** Inside a frame; a hazard's has a striped edge. */
const FRAMED: Record<Frame['tone'], Strip> = { hazard: { x: LEFT + 20, width: ROOM - 30 }, warning: { x: LEFT + 12, width: ROOM - 24 } };
/** Air above a section, in points: framed, without a heading, with one. */
const AIR = { framed: 18, bare: 10, headed: 20 };
/** Between the frame and what it holds, above and below. */
const PADDING = 7;

/** A section as pieces, top down; hazard and warning stand in a frame with a sign at their heading. */
export function sectionPieces(section: Section, faces: Faces, words: Words): Piece[] {
  const { heading, tone } = section;
  const frame: Frame | null = tone === 'hazard' || tone === 'warning' ? { tone } : null;
  const strip = frame ? FRAMED[frame.tone] : OPEN;
  const again: Again = heading === null ? null : () => [goesOn(heading, frame, strip, faces, words)];
  const body = section.blocks.flatMap((block, at) => blockPieces(block, at === 0, section, strip, again, faces, words));
  const last = body.at(-1);
  if (!last) return [];
  if (frame) {
    last.height += PADDING;
    last.marks = last.marks.filter(({ kind }) => kind !== 'rule');
  }
  const pieces = [...top(heading, frame, strip, faces, words), ...body];
  if (pieces[0]) pieces[0].gap = frame ? AIR.framed : heading === null ? AIR.bare : AIR.headed;
  for (const one of pieces) one.frame = frame;
  return pieces;
}

function blockPieces(block: Block, isFirst: boolean, section: Section, strip: Strip, again: Again, faces: Faces, words: Words): Piece[] {
  const pieces = block.kind === 'table' ? tablePieces(block.table, section.tone, strip, again, faces, words)
    : block.kind === 'facts' ? factPieces(block.facts, section, strip, again, faces)
      : sentencePieces(block.sentences, section.tone, isFirst, strip, again, faces);
  if (pieces[0] && !isFirst) pieces[0].gap = 8;
  return pieces;
}

/** What a section begins with; a frame without a heading begins with air. */
function top(heading: string | null, frame: Frame | null, strip: Strip, faces: Faces, words: Words): Piece[] {
  if (heading === null) return frame ? [piece(PADDING, { keep: true })] : [];
  return [frame?.tone === 'hazard' ? hazardBand(heading, TYPE.hazard, strip, faces, words) : headingPiece(heading, TYPE.heading, frame, strip, faces, words)];
}

/** The heading once more, smaller, at the top of the next sheet. */
function goesOn(heading: string, frame: Frame | null, strip: Strip, faces: Faces, words: Words): Piece {
  const text = words.say('goesOn', heading);
  return frame?.tone === 'hazard' ? hazardBand(text, TYPE.hazardGoesOn, strip, faces, words) : headingPiece(text, TYPE.goesOn, frame, strip, faces, words);
}

/** A warning has capitals and a triangle. */
function headingPiece(heading: string, type: Type, frame: Frame | null, strip: Strip, faces: Faces, words: Words): Piece {
  const text = frame ? heading.toLocaleUpperCase(words.language) : heading;
  const indent = frame ? type.size + 7 : 0;
  const lines = linesOf([{ face: 'bold', size: type.size, text }], strip.width - indent, faces);
  const above = frame ? PADDING : 0;
  return piece(above + lines.length * type.lead + 3, {
    keep: true,
    runs: placed(lines, strip.x + indent, above, type),
    marks: frame ? [{ kind: 'triangle', x: strip.x, y: above + (type.lead - type.size) / 2 - 1, size: type.size + 1 }] : [],
  });
}

/** White on black with a diamond, as on the side of a box: seen across a room and on any copier. */
function hazardBand(heading: string, type: Type, strip: Strip, faces: Faces, words: Words): Piece {
  const lines = linesOf([{ face: 'bold', size: type.size, text: heading.toLocaleUpperCase(words.language) }], strip.width - 20, faces);
  const height = lines.length * type.lead + 8;
  const runs = placed(lines, strip.x + 20, 4, type);
  for (const run of runs) run.white = true;
  const size = type.lead;
  return piece(height + 5, { keep: true, runs, marks: [{ kind: 'band', x: LEFT, y: 0, width: ROOM, height }, { kind: 'diamond', x: LEFT + 21 - size / 2, y: (height - size) / 2, size }] });
}

import fc from 'fast-check';
import { EdiReader, LIMITS, X12Reader, type ReadOptions } from '#x12';
import { damage, damaged, type Damage } from './damage.js';
import { edifactOf, grammar, x12Of, type Grammar } from './grammar.js';
import { SOUND } from './sound.js';

/** Bytes to read, where they are cut into chunks, and how they are read. */
export interface Input {
  bytes: Buffer;
  /** ascending indexes, 0 to length */
  cuts: readonly number[];
  options: ReadOptions;
  /** the one that tells the syntax itself, or the X12 reader without it before */
  reader: typeof EdiReader | typeof X12Reader;
  /** an expensive look is taken at one input in so many */
  thorough: boolean;
}

type Origin = { fixture: number } | { x12: Grammar } | { edifact: Grammar } | { noise: Uint8Array };
/** What fast-check makes and shrinks; the bytes are made of it while it is tried. */
export type Recipe = [origin: Origin, damage: Damage[], cuts: number[], how: number];

const origin: fc.Arbitrary<Origin> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ fixture: fc.nat(65_535) }) },
  { weight: 5, arbitrary: fc.record({ x12: grammar }) },
  { weight: 3, arbitrary: fc.record({ edifact: grammar }) },
  { weight: 1, arbitrary: fc.record({ noise: fc.uint8Array({ maxLength: 200, size: 'max' }) }) },
);

export const recipe: fc.Arbitrary<Recipe> = fc.tuple(
  origin,
  fc.array(damage, { maxLength: 4, size: 'max' }),
  fc.array(fc.nat(65_535), { maxLength: 4, size: 'max' }),
  fc.nat(65_535),
);

/** Bounds that small inputs run into. */
const TIGHT = { elementBytes: 40, segmentBytes: 120, interchangeBytes: 700, sets: 4, findings: 3 };
const STRICTNESS = ['reject', 'accept-with-errors', 'note', null] as const;

export function inputOf([from, damage, cuts, how]: Recipe): Input {
  const bytes = damaged(soundOf(from), damage);
  const thorough = ((how >> 9) & 7) === 0;
  return {
    bytes,
    // One in sixteen byte by byte: every state of the reader meets the end of a chunk.
    cuts: (how & 15) === 0 && bytes.length < 1_500 ? Array.from(bytes.keys()) : cuts.map((cut) => Math.floor(cut * bytes.length / 65_536)).sort((a, b) => a - b),
    options: {
      structure: STRICTNESS[(how >> 4) & 3] ?? null,
      // Hashing costs as much as reading at this size.
      hashes: thorough || ((how >> 14) & 3) === 0,
      limits: ((how >> 6) & 7) === 0 ? TIGHT : LIMITS,
    },
    reader: ((how >> 12) & 3) === 0 ? X12Reader : EdiReader,
    thorough,
  };
}

function soundOf(from: Origin): Buffer {
  if ('fixture' in from) return SOUND[from.fixture % SOUND.length] ?? Buffer.alloc(0);
  if ('x12' in from) return Buffer.from(x12Of(from.x12));
  if ('edifact' in from) return Buffer.from(edifactOf(from.edifact));
  return Buffer.from(from.noise);
}

import { DECODED } from '../transaction-sets/decoded-elements.js';
import { tagOf } from './elements.js';

/** What the reader itself must look at, wherever it stands. */
const SERVICES = ['ISA', 'IEA', 'GS', 'GE', 'ST', 'SE', 'BIN', 'BDS'].map(tagOf);
const SLOTS = 1024;

/** A segment someone wants to see, and which of its elements must be text. */
export interface WantedSegment {
  tag: string;
  /** the tag as a number */
  number: number;
  /** ascending; null: all of them */
  elements: readonly number[] | null;
  /** one array for all segments of this kind: whoever sees it keeps what it needs, not the array */
  row: string[];
}

/** The segments someone wants to see. */
export class WantedTags {
  private readonly wanted: ReadonlySet<number>;
  /** by the tag's slot, so that most segments are told apart by one look: undefined is surely of no matter, null may be */
  private readonly slots: (WantedSegment | null | undefined)[] = new Array<undefined>(SLOTS).fill(undefined);

  constructor(tags: readonly string[]) {
    this.wanted = new Set(tags.map(tagOf));
    for (const tag of tags) this.slots[slotOf(tagOf(tag))] = wantedSegment(tag);
    for (const tag of SERVICES) this.slots[slotOf(tag)] = null;
  }

  has(tag: number): boolean { return this.wanted.has(tag); }

  /** Undefined: nobody wants it and it is no service segment. Null: it takes a closer look. */
  look(tag: number): WantedSegment | null | undefined {
    const found = this.slots[slotOf(tag)];
    return found && found.number !== tag ? null : found;
  }
}

function wantedSegment(tag: string): WantedSegment {
  const elements = DECODED[tag] ?? null;
  return { tag, number: tagOf(tag), elements, row: [tag, ...new Array<string>(elements?.at(-1) ?? 0).fill('')] };
}

/** Multiplicative hashing to ten bits. */
function slotOf(tag: number): number {
  return Math.imul(tag, 0x9e3779b1) >>> 22;
}

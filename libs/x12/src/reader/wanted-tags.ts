import { tagOf } from './elements.js';
import { TagTable } from './tag-table.js';

/** What the reader itself must look at, wherever it stands. */
const SERVICES = ['ISA', 'IEA', 'GS', 'GE', 'ST', 'SE', 'BIN', 'BDS'].map(tagOf);
/** Stands for the place of each of those. */
export const SERVICE = -1;

/** The segments someone wants to see. */
export class WantedTags {
  private readonly places: TagTable;

  constructor(tags: readonly string[]) {
    const places = new Map<number, number>();
    for (const [index, tag] of tags.entries()) if (!places.has(tagOf(tag))) places.set(tagOf(tag), index + 1);
    for (const tag of SERVICES) places.set(tag, SERVICE);
    this.places = new TagTable(places);
  }

  /** The place of a tag among those that are wanted, counted from 1; 0 when it is of no matter to anyone, or SERVICE. */
  look(tag: number): number { return this.places.get(tag); }
}

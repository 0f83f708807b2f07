import { HAZARD_SEGMENTS } from '../facts/hazard-segments.js';
import { tagOf } from './elements.js';
import { TagTable } from './tag-table.js';

/** What the reader itself must look at, wherever it stands. */
const SERVICES = ['ISA', 'IEA', 'GS', 'GE', 'ST', 'SE', 'BIN', 'BDS'].map(tagOf);
/** Stands for the place of each of those. */
export const SERVICE = -1;

/** The segments someone wants to see, and those that name dangerous goods, which nobody may miss. */
export class WantedTags {
  private readonly places: TagTable;
  /** by place: 1 where it names dangerous goods */
  private readonly hazards: Uint8Array;

  constructor(wanted: readonly string[]) {
    const tags = [...wanted, ...HAZARD_SEGMENTS];
    this.hazards = Uint8Array.from([0, ...tags.map((tag) => (HAZARD_SEGMENTS.includes(tag) ? 1 : 0))]);
    const places = new Map<number, number>();
    for (const [index, tag] of tags.entries()) if (!places.has(tagOf(tag))) places.set(tagOf(tag), index + 1);
    for (const tag of SERVICES) places.set(tag, SERVICE);
    this.places = new TagTable(places);
  }

  /** The place of a tag among those that are wanted, counted from 1; 0 when it is of no matter to anyone, or SERVICE. */
  look(tag: number): number { return this.places.get(tag); }

  /** Does the tag of this place name dangerous goods? */
  namesHazard(place: number): boolean { return this.hazards[place] === 1; }
}

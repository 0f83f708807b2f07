import { tagOf } from './elements.js';
import { TagTable } from './tag-table.js';

/** What the reader itself must look at, wherever it stands. */
const SERVICES = ['ISA', 'IEA', 'GS', 'GE', 'ST', 'SE', 'BIN', 'BDS'].map(tagOf);

/** `wanted`: someone wants to see it. `service`: the reader itself must look at it. */
type Interest = 'wanted' | 'service';

/** The segments someone wants to see. */
export class WantedTags {
  private readonly interests: TagTable<Interest>;

  constructor(tags: readonly string[]) {
    this.interests = new TagTable<Interest>(new Map([
      ...tags.map((tag): [number, Interest] => [tagOf(tag), 'wanted']),
      ...SERVICES.map((tag): [number, Interest] => [tag, 'service']),
    ]));
  }

  has(tag: number): boolean { return this.interests.get(tag) === 'wanted'; }

  /** Undefined: it is of no matter to anyone. */
  look(tag: number): Interest | undefined { return this.interests.get(tag); }
}

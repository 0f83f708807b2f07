import { printable } from '../../bytes.js';
import { KNOWN_TAGS } from '../known-tags.js';
import type { StructureCode } from '../structure-findings.js';
import type { StructureCheck, StructureFault } from '../types.js';
import { checkElements, type InnerDelimiters } from './check-elements.js';
import type { SegmentDictionary } from './compile-segment.js';
import type { CompiledSet } from './compile-set.js';
import { SetPosition } from './set-position.js';

const NO_FAULTS: readonly StructureFault[] = [];

/** Follows one set by its table. Keeps counters, one for each place of the table, and no segments. */
export class SetCheck implements StructureCheck {
  private readonly order: SetPosition;
  private position = 0;
  private last = 'the beginning of the set';
  /** what has been skipped is told once for a run of the same */
  private skipped = '';

  constructor(private readonly table: CompiledSet, private readonly dictionary: SegmentDictionary, private readonly delimiters: InnerDelimiters) {
    this.order = new SetPosition(table);
  }

  segment(elements: string[]): readonly StructureFault[] {
    this.position += 1;
    const tag = elements[0] ?? '';
    const step = this.order.enter(tag);
    if (step.place === null) return this.skip(tag);
    this.skipped = '';
    const { position } = this;
    const faults: StructureFault[] = [];
    for (const { tag: absent, loop } of step.missing) {
      faults.push(this.told('X12.SEGMENT_MISSING', absent, loop, tag, absent));
    }
    if (step.tooLateFor !== null) {
      faults.push(this.told('X12.SEGMENT_OUT_OF_SEQUENCE', tag, step.loop, `${tag} after ${this.last}`, `${tag} before ${step.tooLateFor}`));
    } else if (step.excess) {
      const what = step.place.loop === null ? `segment ${tag}` : `loop ${tag}`;
      const code = step.place.loop === null ? 'X12.SEGMENT_REPEATED' : 'X12.LOOP_REPEATED';
      faults.push(this.told(code, tag, step.loop, `${what} ${step.place.max + 1} times`, `at most ${step.place.max}`));
    }
    this.last = tag;
    const definition = this.dictionary.segment(tag);
    if (definition) {
      const ofElements = checkElements(elements, definition, { tag, position, loop: step.loop }, this.delimiters);
      if (faults.length === 0) return ofElements;
      faults.push(...ofElements);
    }
    return faults.length === 0 ? NO_FAULTS : faults;
  }

  /** A segment that has no place: told, and the rest goes on as if it were not there. */
  private skip(tag: string): readonly StructureFault[] {
    if (tag === this.skipped) return NO_FAULTS;
    this.skipped = tag;
    const { loop } = this.order;
    const homes = this.table.homes.get(tag);
    const shown = printable(tag, 10).slice(1, -1);
    if (homes !== undefined) {
      const open = [...new Set(homes)].map((home) => `loop ${home ?? 'of the set'}`).join(' or ');
      return [this.told('X12.SEGMENT_UNEXPECTED', shown, loop, shown, `${open} to be open`)];
    }
    const code = KNOWN_TAGS.has(tag) ? 'X12.SEGMENT_NOT_IN_SET' : 'X12.SEGMENT_UNKNOWN';
    return [this.told(code, shown, loop, shown === '' ? 'a segment without a tag' : shown, `a segment of set ${this.table.set}`)];
  }

  private told(code: StructureCode, tag: string, loop: string | null, found: string, expected: string): StructureFault {
    return {
      code, element: null, found, expected,
      inSet: { tag, position: this.position, loop, element: null, component: null, repetition: null, reference: null, value: null },
    };
  }
}

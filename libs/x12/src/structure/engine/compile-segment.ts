import { COMPOSITES, ELEMENTS, type ElementFacts } from '../elements.js';
import { SEGMENTS } from '../segments.js';

/** One data element as one release has it. */
export interface Rule {
  /** its number in the dictionary */
  number: string;
  name: string;
  mandatory: boolean;
  type: ElementFacts['type'];
  min: number;
  max: number;
  codes: ReadonlySet<string> | null;
  repeats: boolean;
  /** of a composite: its components; then type, lengths and codes are theirs */
  components: readonly Rule[] | null;
}

/** A relation between elements of a segment, by position. */
export interface Relation {
  kind: 'P' | 'R' | 'E' | 'C' | 'L';
  positions: readonly number[];
}

export interface CompiledSegment {
  rules: readonly Rule[];
  relations: readonly Relation[];
}

/** The segments of the dictionary as one release has them, each made when it is first met. */
export class SegmentDictionary {
  private readonly compiled = new Map<string, CompiledSegment | null>();

  constructor(private readonly release: number | null) {}

  /** Null for a tag the dictionary does not have. */
  segment(tag: string): CompiledSegment | null {
    const known = this.compiled.get(tag);
    if (known !== undefined) return known;
    const text = Object.hasOwn(SEGMENTS, tag) ? SEGMENTS[tag] : undefined;
    if (text === undefined) return null;
    const made = compileSegment(text, this.release);
    this.compiled.set(tag, made);
    return made;
  }
}

/** @throws SyntaxError where the table does not follow the form segments.ts describes */
export function compileSegment(text: string, release: number | null): CompiledSegment {
  const [elements = '', relations = ''] = text.split('|').map((part) => part.trim());
  const rules = rulesOf(elements, release);
  return { rules, relations: relations.split(/\s+/).filter((word) => word !== '').map(relationOf) };
}

const RULE = /^([MO])(C?\d+)(?:\/(\d+)@(\d+))?(?:@(\d+))?(?:<(\d+))?(\+)?$/;

function rulesOf(text: string, release: number | null): Rule[] {
  const rules: Rule[] = [];
  for (const word of text.split(/\s+/)) {
    const [, requirement, first = '', later, laterSince, since, mandatoryBefore, plus] = RULE.exec(word) ?? [];
    if (requirement === undefined) throw new SyntaxError(`${word} is no element of a segment table`);
    // Elements are only ever added at the end, so what a release lacks ends the segment.
    if (since !== undefined && release !== null && release < Number(since)) break;
    const number = later !== undefined && (release === null || release >= Number(laterSince)) ? later : first;
    const mandatory = requirement === 'M' && (mandatoryBefore === undefined || (release !== null && release < Number(mandatoryBefore)));
    rules.push(ruleOf(number, mandatory, plus !== undefined, release));
  }
  return rules;
}

function ruleOf(number: string, mandatory: boolean, repeats: boolean, release: number | null): Rule {
  const composite = COMPOSITES[number];
  if (composite) {
    return { number, name: composite.name, mandatory, type: 'AN', min: 0, max: 0, codes: null, repeats, components: rulesOf(composite.components, release) };
  }
  const facts = ELEMENTS[number];
  if (!facts) throw new SyntaxError(`element ${number} is not in the dictionary`);
  const { type, name, min, wide, since } = facts;
  const max = wide !== undefined && (release === null || release >= (since ?? 0)) ? wide : facts.max;
  return { number, name, mandatory, type, min, max, codes: facts.codes === undefined ? null : new Set(facts.codes.split(' ')), repeats, components: null };
}

function relationOf(word: string): Relation {
  const [, kind, digits = ''] = /^([PRECL])((?:\d\d){2,})$/.exec(word) ?? [];
  if (kind !== 'P' && kind !== 'R' && kind !== 'E' && kind !== 'C' && kind !== 'L') throw new SyntaxError(`${word} is no relation`);
  return { kind, positions: (digits.match(/\d\d/g) ?? []).map(Number) };
}

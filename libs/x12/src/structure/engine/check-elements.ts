import { printable } from '../../bytes.js';
import type { StructureCode } from '../structure-findings.js';
import type { StructureFault } from '../types.js';
import { checkRelation } from './check-relation.js';
import { checkValue } from './check-value.js';
import type { CompiledSegment, Rule } from './compile-segment.js';

/** Where the segment stands, for the faults of its elements. */
export interface SegmentPlace {
  tag: string;
  position: number;
  loop: string | null;
}

/** The delimiters inside an element as character codes; -1 where the interchange has none. */
export interface InnerDelimiters {
  component: number;
  repetition: number;
}

/** How much of a bad value is told in words. */
const SHOWN = 40;
/** How much of it is kept for the answer. @source element 724, copy of bad data element: 1 to 99 characters */
const COPIED = 99;
const NO_FAULTS: StructureFault[] = [];

/** The elements of one segment against its definition. */
export function checkElements(elements: readonly string[], { rules, relations }: CompiledSegment, place: SegmentPlace, delimiters: InnerDelimiters): StructureFault[] {
  let faults = NO_FAULTS;
  const tell = (fault: StructureFault): void => {
    if (faults === NO_FAULTS) faults = [];
    faults.push(fault);
  };
  for (let position = 1; position <= rules.length; position += 1) {
    const rule = rules[position - 1];
    if (!rule) break;
    const value = elements[position] ?? '';
    if (value === '') {
      if (rule.mandatory) tell(faultAt('X12.ELEMENT_MISSING', rule, { ...NOWHERE, place, position }, null, rule.name));
    } else if (delimiters.repetition >= 0 && !rule.repeats && has(value, delimiters.repetition)) {
      tell(faultAt('X12.ELEMENT_REPEATED', rule, { ...NOWHERE, place, position, repetition: 2 }, value, `one ${rule.name}, not several`));
    } else if (rule.components !== null) {
      // Nothing is said of the components of an element that repeats: of ours that is one, and it is no concern of a terminal.
      if (!rule.repeats) checkComponents(value, rule, rule.components, { ...NOWHERE, place, position }, delimiters, tell);
    } else if (delimiters.component >= 0 && has(value, delimiters.component)) {
      tell(faultAt('X12.COMPONENT_SURPLUS', rule, { ...NOWHERE, place, position, component: 2 }, value, `no components (${rule.name})`));
    } else {
      const fault = checkValue(value, rule);
      if (fault) tell(faultAt(fault.code, rule, { ...NOWHERE, place, position }, value, fault.expected));
    }
  }
  for (let position = rules.length + 1; position < elements.length; position += 1) {
    const value = elements[position] ?? '';
    if (value === '') continue;
    tell(faultAt('X12.ELEMENT_SURPLUS', null, { ...NOWHERE, place, position }, value, `at most ${rules.length} elements in ${place.tag}`));
    break;
  }
  for (const relation of relations) {
    const broken = checkRelation(relation, elements);
    if (!broken) continue;
    const { code, position, because, kind } = broken;
    const rule = rules[position - 1] ?? null;
    const absent = code === 'X12.ELEMENT_CONDITION';
    const others = relation.positions.filter((other) => other !== position).map((other) => nameOf(place.tag, other));
    const expected = absent ? `${rule?.name ?? 'it'}${kind === 'R' || kind === 'L' ? `, or ${others.join(' or ')}` : ''}` : `nothing beside ${others.join(' and ')}`;
    const found = because.length === 0 ? 'none of them' : `${because.map((other) => nameOf(place.tag, other)).join(' and ')} without it`;
    const fault = faultAt(code, rule, { ...NOWHERE, place, position }, absent ? null : elements[position] ?? '', expected);
    tell(absent ? { ...fault, found } : fault);
  }
  return faults;
}

function checkComponents(value: string, composite: Rule, components: readonly Rule[], at: ElementPlace, delimiters: InnerDelimiters, tell: (fault: StructureFault) => void): void {
  const parts = delimiters.component < 0 ? [value] : value.split(String.fromCharCode(delimiters.component));
  for (const [index, rule] of components.entries()) {
    const part = parts[index] ?? '';
    const here: ElementPlace = { ...at, component: index + 1, composite: composite.number };
    if (part === '') {
      if (rule.mandatory) tell(faultAt('X12.ELEMENT_MISSING', rule, here, null, rule.name));
      continue;
    }
    const fault = checkValue(part, rule);
    if (fault) tell(faultAt(fault.code, rule, here, part, fault.expected));
  }
  const surplus = parts.findIndex((part, index) => index >= components.length && part !== '');
  if (surplus >= 0) {
    const here: ElementPlace = { ...at, component: surplus + 1, composite: composite.number };
    tell(faultAt('X12.COMPONENT_SURPLUS', null, here, parts[surplus] ?? '', `at most ${components.length} components (${composite.name})`));
  }
}

interface ElementPlace {
  place: SegmentPlace;
  position: number;
  component: number | null;
  repetition: number | null;
  /** of a component: the number of its composite */
  composite: string | null;
}

const NOWHERE = { component: null, repetition: null, composite: null };

function faultAt(code: StructureCode, rule: Rule | null, at: ElementPlace, value: string | null, expected: string): StructureFault {
  const { place: { tag, position, loop }, component, repetition, composite } = at;
  return {
    code, expected,
    element: composite !== null && component !== null ? nameOf(composite, component) : nameOf(tag, at.position),
    found: value === null ? 'nothing' : printable(value.slice(0, 2 * SHOWN), SHOWN),
    inSet: {
      tag, position, loop, element: at.position, component, repetition,
      reference: rule?.number ?? null, value: value === null ? null : copied(value),
    },
  };
}

/** As it came, the first characters of it: a copy, for the answer. Whole characters, since half of one is none. */
function copied(value: string): string {
  return value.length <= COPIED ? value : [...value.slice(0, 2 * COPIED)].slice(0, COPIED).join('');
}

/** "N704" */
function nameOf(tag: string, position: number): string {
  return `${tag}${String(position).padStart(2, '0')}`;
}

function has(value: string, delimiter: number): boolean {
  for (let i = 0; i < value.length; i += 1) if (value.charCodeAt(i) === delimiter) return true;
  return false;
}

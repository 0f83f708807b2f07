import type { Partner } from '#directory';
import type { ReadGroup, ReadInterchange } from '#x12';
import { isEmptied } from './refusal.js';
import type { Mode } from './units.js';

/** What of ours a sender is told in EDI. */
export type AnswerKind = 'TA1' | '997' | '999' | 'CONTRL' | '824';

/** Sets nobody answers: they are answers. */
const ACKNOWLEDGEMENTS = new Set(['997', '999', 'CONTRL']);

interface Facts { x12: boolean; relay: boolean; answer: boolean; envelopeRefused: boolean; refused: boolean; asked: boolean; wishes: Partner['answers'] }

interface Row { kind: AnswerKind; when(facts: Facts): boolean; because: string }

/**
 * Who answers the sender (ARCHITECTURE.md section 3). Of what is relayed we say that it came, and nothing in the endpoint's
 * name: its own 997 goes back unchanged. What was addressed to us is answered by us.
 */
const TABLE: readonly Row[] = [
  { kind: 'TA1', when: (f) => f.x12 && !f.answer && (f.wishes.interchange === 'always' || (f.wishes.interchange === 'requested' && f.asked)), because: 'the sender hears of the interchange as a whole where it asks (ISA14), or always' },
  { kind: 'TA1', when: (f) => f.x12 && !f.relay && !f.answer && f.envelopeRefused && f.wishes.interchange === 'requested' && !f.asked, because: 'addressed to us and refused as a whole: a 997 has no word for that' },
  { kind: '997', when: (f) => f.x12 && !f.relay && !f.answer && f.wishes.functional === '997', because: 'addressed to us: every set is answered' },
  { kind: '999', when: (f) => f.x12 && !f.relay && !f.answer && f.wishes.functional === '999', because: 'addressed to us: every set is answered' },
  { kind: 'CONTRL', when: (f) => !f.x12 && !f.answer && f.relay && (f.wishes.interchange === 'always' || (f.wishes.interchange === 'requested' && f.asked)), because: 'the sender hears of the interchange as a whole where it asks (0031), or always' },
  { kind: 'CONTRL', when: (f) => !f.x12 && !f.answer && !f.relay && f.wishes.functional !== 'none', because: 'addressed to us: every message is answered' },
  { kind: '824', when: (f) => f.x12 && !f.answer && !f.refused && f.wishes.application === '824', because: 'the sender wants to hear what could not be routed or matched' },
];

/** The answers to one interchange, by the partner's wishes. */
export function answersFor(read: ReadInterchange, mode: Mode, wishes: Partner['answers'], refused = false): AnswerKind[] {
  const sets = read.groups.flatMap((group) => group.sets);
  const facts: Facts = {
    x12: read.syntax === 'x12', relay: mode === 'relay', refused: refused || isEmptied(read), envelopeRefused: !read.accepted, asked: read.asksForAnswer, wishes,
    answer: sets.length === 0 ? read.ta1.length > 0 : read.groups.every(isAnswerGroup),
  };
  return TABLE.filter((row) => row.when(facts)).map((row) => row.kind);
}

/** By what is in it: a wrong GS01 is only remarked on. An empty group is what its GS01 says. */
export const isAnswerGroup = ({ gs01, sets }: ReadGroup): boolean => (sets.length === 0 ? gs01 === 'FA' : sets.every((set) => ACKNOWLEDGEMENTS.has(set.st01)));

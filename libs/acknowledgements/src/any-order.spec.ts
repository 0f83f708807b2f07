import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchAdvice, matchFunctional, matchInterchange, type AckResult, type SentDocument } from '#acknowledgements';
import { sent } from './testing.js';

const number = fc.constantFrom('0001', '0002', '0003');
const letter = fc.constantFrom('A', 'E', 'R', 'P', 'Z');
const documents: fc.Arbitrary<SentDocument[]> = fc.array(fc.record({
  st02: number, unit: fc.constantFrom('7', '8'), gs06: fc.constantFrom('4711', '4712'), tried: fc.boolean(), settled: fc.boolean(),
  bills: fc.subarray(['HWSR1', 'HWSR2', 'HWSR3']), at: fc.constantFrom('2018-07-24T10:00:00Z', '2018-07-25T10:00:00Z'),
}), { maxLength: 8 }).map((rows) => rows.map(({ at, ...row }, i) => sent(i + 1, row.st02, { ...row, receivedAt: new Date(at) })));
const answers = fc.array(fc.record({ st01: fc.constantFrom('309', '310'), st02: number, verdict: letter }), { maxLength: 6 })
  .map((sets) => sets.map((set) => ({ ...set, words: `AK5 ${set.verdict}` })));
const items = fc.array(fc.record({
  verdict: fc.constantFrom('accepted' as const, 'accepted-with-errors' as const, 'rejected' as const, null), code: fc.constantFrom('TA', 'GR', 'TH', ''),
  gs06: fc.constantFrom('4711', '4712', '9', null), st01: fc.constantFrom('309', null), st02: fc.oneof(number, fc.constant(null)),
  references: fc.subarray(['HWSR1', 'HWSR2', 'HWSR9']).map((bills) => bills.map((value) => ({ qualifier: 'BM', value }))), words: fc.constantFrom('one', 'two', 'three'),
}), { maxLength: 6 });

const sorted = ({ matched, unmatched }: AckResult) => [matched, unmatched].map((rows) => rows.map((row) => JSON.stringify(row)).sort());
const shuffled = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length });

describe('what an answer matches', () => {
  it('does not depend on the order of its sets, nor of what was sent: functional answers', () => {
    fc.assert(fc.property(
      fc.tuple(documents, answers, letter).chain(([docs, sets, groupVerdict]) => fc.tuple(fc.constant({ docs, sets, groupVerdict }), shuffled(docs), shuffled(sets))),
      ([{ docs, sets, groupVerdict }, otherDocs, otherSets]) => {
        const whole = { isa13: null, gs01: 'SO', gs06: '4711', groupVerdict };
        expect(sorted(matchFunctional({ ...whole, sets: otherSets }, otherDocs))).toEqual(sorted(matchFunctional({ ...whole, sets }, docs)));
      },
    ));
  });

  it('does not depend on it either: advice', () => {
    fc.assert(fc.property(
      fc.tuple(documents, items).chain(([docs, told]) => fc.tuple(fc.constant({ docs, told }), shuffled(docs), shuffled(told))),
      ([{ docs, told }, otherDocs, otherTold]) => {
        expect(sorted(matchAdvice({ items: otherTold }, otherDocs))).toEqual(sorted(matchAdvice({ items: told }, docs)));
      },
    ));
  });

  it('does not depend on it either: TA1; and a document is matched once at most', () => {
    fc.assert(fc.property(
      documents.chain((docs) => fc.tuple(fc.constant(docs), shuffled(docs))), letter, ([docs, other], code) => {
        const ta1 = { isa13: '311', date: '', time: '', code, note: '000', words: 'TA1' };
        const result = matchInterchange(ta1, docs);
        expect(sorted(matchInterchange(ta1, other))).toEqual(sorted(result));
        expect(new Set(result.matched.map((match) => match.documentId)).size).toBe(result.matched.length);
      },
    ));
  });

  it('is never a document that was not sent', () => {
    fc.assert(fc.property(documents, answers, items, letter, (docs, sets, told, groupVerdict) => {
      const matched = [
        ...matchFunctional({ isa13: null, gs01: 'SO', gs06: '4711', groupVerdict, sets }, docs).matched, ...matchAdvice({ items: told }, docs).matched,
      ].map((match) => docs.find((doc) => doc.id === match.documentId));
      expect(matched.every((doc) => doc?.tried)).toBe(true);
    }));
  });
});

import { describe, expect, it } from '@jest/globals';
import { fixture, interchangeOf, readAtOnce } from '../testing.js';

const answerOf = (content: Uint8Array | string) => readAtOnce(content).interchanges[0]?.groups[0]?.sets[0]?.acknowledgement;

describe('an acknowledgement', () => {
  it('says which group it answers and what became of each set, in words a person reads', () => {
    expect(answerOf(fixture('997/partly-rejected.edi'))).toEqual({
      isa13: null, gs01: 'SO', gs06: '103', groupVerdict: 'P',
      sets: [
        { st01: '309', st02: '0001', verdict: 'A', words: 'AK5 A: accepted' },
        {
          st01: '309', st02: '0002', verdict: 'R',
          words: 'AK5 R 5: rejected; one or more segments are in error; segment 12 VID has elements in error; element 3 is mandatory and missing',
        },
      ],
    });
    expect(answerOf(fixture('997/accepted.edi'))).toMatchObject({ gs06: '101', groupVerdict: 'A', sets: [{ st02: '0001', verdict: 'A' }] });
  });

  it('of release 5010 is a 999 with IK3, CTX, IK4 and IK5', () => {
    expect(answerOf(interchangeOf('999', ['AK1*SO*101*004010', 'AK2*309*0001', 'IK3*M10*2**8', 'CTX*BM>HWSR1', 'IK4*4*597*I12*93', 'IK5*E*I5', 'AK9*E*1*1*1']))).toEqual({
      isa13: null, gs01: 'SO', gs06: '101', groupVerdict: 'E',
      sets: [{
        st01: '309', st02: '0001', verdict: 'E',
        words: 'IK5 E I5: accepted, with errors noted; the implementation guide is broken in one or more segments; segment 2 M10 has elements in error; '
          + 'about BM>HWSR1; element 4 (597) has not the form the guide asks for: "93"',
      }],
    });
  });

  it('that answers a group alone names no sets; what is absent is empty; what is unknown is said to be', () => {
    expect(answerOf(interchangeOf('997', ['AK1*SO*101', 'AK9*A*3*3*3']))).toEqual({ isa13: null, gs01: 'SO', gs06: '101', groupVerdict: 'A', sets: [] });
    expect(answerOf(interchangeOf('997', []))).toEqual({ isa13: null, gs01: '', gs06: '', groupVerdict: '', sets: [] });
    expect(answerOf(interchangeOf('997', ['AK1*SO*101', 'AK2*309*0001', 'AK2*309*0002', 'AK3*Z9*x**99', 'AK5*Q*77']))?.sets.map(({ verdict, words }) => [verdict, words])).toEqual([
      ['', 'no AK5 follows: no verdict'], ['Q', 'AK5 Q 77: a verdict this gateway does not know; reason 77; segment x Z9 is in error (code 99)'],
    ]);
  });

  it('with more faults than a person reads counts the rest, and keeps no long text', () => {
    const faults = Array.from({ length: 20 }, (_, i) => `AK3*N7*${i + 2}**1`);
    expect(answerOf(interchangeOf('997', ['AK1*SO*101', 'AK2*309*0001', ...faults, 'AK5*R*5', 'AK9*R*1*1*0']))?.sets[0]?.words).toMatch(/segment 9 N7 is not a known segment; and 12 more$/);
    const long = answerOf(interchangeOf('997', [`AK1*SO*${'1'.repeat(5_000)}`, `AK2*309*${'2'.repeat(5_000)}`, `AK4*1*2*3*${'x'.repeat(5_000)}`, `AK5*${'R'.repeat(5_000)}`]));
    expect(JSON.stringify(long).length).toBeLessThan(500);
  });
});

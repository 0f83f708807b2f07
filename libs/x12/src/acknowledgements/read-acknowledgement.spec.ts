import { describe, expect, it } from '@jest/globals';
import { fixture, interchangeOf, readAtOnce } from '../testing.js';

const answerOf = (content: Uint8Array | string) => readAtOnce(content).interchanges[0]?.groups[0]?.sets[0]?.acknowledgement;

describe('an acknowledgement', () => {
  it('says which group it answers and what became of each set, in words a person reads', () => {
    expect(answerOf(fixture('997/partly-rejected.edi'))).toEqual({
      gs01: 'SO', gs06: '103', groupVerdict: 'P',
      sets: [
        { st01: '309', st02: '0001', verdict: 'A', words: 'AK5 A: accepted' },
        { st01: '309', st02: '0002', verdict: 'R', words: 'AK5 R 5: rejected; one or more segments are in error' },
      ],
    });
    expect(answerOf(fixture('997/accepted.edi'))).toMatchObject({ gs06: '101', groupVerdict: 'A', sets: [{ st02: '0001', verdict: 'A' }] });
  });

  it('of release 5010 is a 999 with IK5', () => {
    expect(answerOf(interchangeOf('999', ['AK1*SO*101*004010', 'AK2*309*0001', 'IK3*M10*2**8', 'IK5*E*I5', 'AK9*E*1*1*1']))).toEqual({
      gs01: 'SO', gs06: '101', groupVerdict: 'E',
      sets: [{ st01: '309', st02: '0001', verdict: 'E', words: 'IK5 E I5: accepted, with errors noted; the implementation guide is broken in one or more segments' }],
    });
  });

  it('that answers a group alone names no sets; what is absent is empty; what is unknown is said to be', () => {
    expect(answerOf(interchangeOf('997', ['AK1*SO*101', 'AK9*A*3*3*3']))).toEqual({ gs01: 'SO', gs06: '101', groupVerdict: 'A', sets: [] });
    expect(answerOf(interchangeOf('997', []))).toEqual({ gs01: '', gs06: '', groupVerdict: '', sets: [] });
    expect(answerOf(interchangeOf('997', ['AK1*SO*101', 'AK2*309*0001', 'AK2*309*0002', 'AK5*Q*77']))?.sets.map(({ verdict, words }) => [verdict, words])).toEqual([
      ['', 'no AK5 follows: no verdict'], ['Q', 'AK5 Q 77: a verdict this gateway does not know; reason 77'],
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { ClerkLine } from '../../../terminal/src/index.js';
import { reckonAnswers } from './answers-by-mail.js';
import type { LedgerLine } from './desk.js';

const said = (answer: ClerkLine['answer'], ref: string): ClerkLine => ({ site: 'USLGB-EAST', answer, refs: [ref], messageId: `<${ref}@quay.example>`, at: '' });
const read = (ref: string, outcome: string) => ({ messageId: `${ref}@quay.example`, kind: 'answer', outcome, because: 'so' });
const line = (ref: string, state: string, acknowledgedLevel: string | null): LedgerLine => ({
  id: 1, ref, kind: 'business', set: '309', state, because: '', endpoint: 'USLGB-EAST', partner: 'HWSR-DESK', isa13: '1', gs06: '1', st02: '1', sha256: ref, acceptedBy: 'email', acknowledgedAt: null, acknowledgedLevel,
});

describe('the reckoning of answers by mail', () => {
  it('counts what clerks answered and what a person acknowledged, apart from what a system did', () => {
    expect(reckonAnswers(
      [said('received', 'A'), said('recibido', 'B'), said('keyed', 'C'), said('reject', 'D'), said('out-of-office', 'E'), said('spoofed', 'F'), said('stranger', 'G')],
      [read('A', 'moved'), read('B', 'moved'), read('C', 'moved'), read('D', 'moved'), read('E', 'recorded'), read('F', 'held'), read('G', 'held')],
      [line('A', 'acknowledged', 'person'), line('B', 'acknowledged', 'person'), line('C', 'acknowledged', 'person'), line('D', 'rejected', null), line('E', 'acknowledged', 'syntax')],
    )).toEqual({ answersByMail: { received: 2, keyed: 1, rejected: 1, outOfOffice: 1, strangers: 2 }, acknowledgedByPerson: 3, faults: [] });
  });

  it('says of an answer that nobody read, or that was taken twice', () => {
    expect(reckonAnswers([said('received', 'A')], [], []).faults).toEqual(['USLGB-EAST answered received on A: it was read 0 times, expected once']);
    expect(reckonAnswers([said('received', 'A')], [read('A', 'moved'), read('A', 'moved')], []).faults).toHaveLength(1);
  });

  it('does not pass where a stranger moved something, a terminal moved nothing, or a refused document stands otherwise', () => {
    expect(reckonAnswers([said('spoofed', 'A')], [read('A', 'moved')], []).faults).toEqual(['USLGB-EAST answered spoofed on A: found moved (so), expected refused or held']);
    expect(reckonAnswers([said('received', 'A')], [read('A', 'held')], []).faults).toEqual(['USLGB-EAST answered received on A: found held (so), expected moved']);
    expect(reckonAnswers([said('keyed', 'A')], [read('A', 'moved')], [line('A', 'accepted', null)]).faults).toEqual(['USLGB-EAST answered keyed on A: A is accepted at level none, expected acknowledged by a person']);
    expect(reckonAnswers([said('reject', 'A')], [read('A', 'moved')], [line('A', 'acknowledged', 'syntax')]).faults).toEqual(['USLGB-EAST answered reject on A: A is acknowledged, expected rejected']);
  });
});

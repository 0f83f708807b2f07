import { describe, expect, it } from '@jest/globals';
import type { Partner } from '#directory';
import { X12Reader } from '#x12';
import { event, interchange } from '../../../test/support/interchange.js';
import { answersFor } from './answer-wishes.js';

function read(bytes: Buffer) {
  const reader = new X12Reader();
  reader.push(bytes);
  return reader.end().interchanges[0]!;
}

const plain = interchange({ control: 1, to: 'USLGBEAST', sets: [event(1)] });
const asking = Buffer.from(plain.toString().replace('*0*P*>', '*1*P*>'));
const broken = Buffer.from(plain.toString().replace('IEA*1*000000001', 'IEA*1*000000002'));
const answer = interchange({ control: 1, to: 'HAWSER', groups: [{ gs01: 'FA', gs06: 1, sets: [['997', 'AK1*QO*1', 'AK9*A*1*1*1']] }] });
const wishes = (change: Partial<Partner['answers']> = {}): Partner['answers'] => ({ interchange: 'requested', functional: '997', application: 'none', ...change });

describe('who answers the sender', () => {
  it.each([
    ['relayed', plain, 'relay', {}, []],
    ['relayed, and it asks', asking, 'relay', {}, ['TA1']],
    ['relayed, and it never wants to hear', asking, 'relay', { interchange: 'never' }, []],
    ['relayed, and it always wants to hear', plain, 'relay', { interchange: 'always', application: '824' }, ['TA1', '824']],
    ['addressed to us', plain, 'rewrap', {}, ['997']],
    ['addressed to us, and it asks, and wants 999', asking, 'rewrap', { functional: '999' }, ['TA1', '999']],
    ['addressed to us, and it wants nothing functional', plain, 'rewrap', { functional: 'none' }, []],
    ['addressed to us and refused whole', broken, 'rewrap', {}, ['TA1', '997']],
    ['addressed to us and refused whole, and it never wants to hear', broken, 'rewrap', { interchange: 'never', functional: 'none', application: '824' }, []],
    ['an answer to us', answer, 'rewrap', { interchange: 'always', application: '824' }, []],
  ] as const)('%s: %#', (_what, bytes, mode, change, expected) => {
    expect(answersFor(read(bytes), mode, wishes(change))).toEqual(expected);
  });
});

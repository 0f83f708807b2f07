import { describe, expect, it } from '@jest/globals';
import { standingOf, type StandingFacts } from './standing.js';

const MAILED = new Date('2018-07-24T18:00:00Z');
const BACK = new Date('2018-07-25T10:00:00Z');
const SENT = new Date('2018-07-25T10:05:00Z');
const ANSWERED = new Date('2018-07-25T10:06:00Z');

/** Mailed while EDI was down, and nothing since. */
function facts({ document = {}, ...more }: Omit<Partial<StandingFacts>, 'document'> & { document?: Partial<StandingFacts['document']> } = {}): StandingFacts {
  return {
    document: { state: 'accepted', because: 'handed over by mail: 250', kind: 'business', set: '309', acknowledgedAt: null, acknowledgedLevel: null, ediAcceptedAt: null, mailAcceptedAt: MAILED, lastAcceptedBy: 'email', callStanding: null, disregard: null, ...document },
    edifact: false, endpoint: { replay: 'unconfirmed', acknowledges: '997' }, returnedAt: BACK, successor: null, ...more,
  };
}

describe('how a mailed document stands when EDI is back', () => {
  it.each<[when: string, given: Parameters<typeof facts>[0], standing: object]>([
    ['the EDI copy was answered', { document: { state: 'acknowledged', ediAcceptedAt: SENT, acknowledgedAt: ANSWERED, acknowledgedLevel: 'syntax' } }, { code: 'confirmed', answer: '997', at: ANSWERED }],
    ['an EDIFACT copy was answered', { edifact: true, document: { state: 'acknowledged', acknowledgedAt: ANSWERED, acknowledgedLevel: 'syntax' } }, { code: 'confirmed', answer: 'CONTRL', at: ANSWERED }],
    ['its content was taken', { document: { state: 'acknowledged', set: '310', acknowledgedAt: ANSWERED, acknowledgedLevel: 'content' } }, { code: 'confirmed', answer: '824', at: ANSWERED }],
    ['a person there said so', { document: { state: 'acknowledged', acknowledgedAt: ANSWERED, acknowledgedLevel: 'person' } }, { code: 'confirmed-by-you', at: ANSWERED }],
    ['the EDI copy is not answered yet', { document: { ediAcceptedAt: SENT } }, { code: 'not-answered', at: SENT }],
    ['the EDI copy went where nobody answers', { endpoint: { replay: 'all', acknowledges: 'none' }, document: { ediAcceptedAt: SENT } }, { code: 'sent', at: SENT }],
    ['the EDI copy is still to go', {}, { code: 'to-come' }],
    ['the EDI copy is on its way', { endpoint: { replay: 'none', acknowledges: '997' }, document: { state: 'sending' } }, { code: 'to-come' }],
    ['nothing is repeated there', { endpoint: { replay: 'none', acknowledges: '997' } }, { code: 'by-mail-only' }],
    ['its call is not made any more, so that no EDI copy follows', { document: { callStanding: 'gone-and-handed-over LARK-1 > LARK-1 USLGB-EAST' } }, { code: 'by-mail-only' }],
    ['it is to be disregarded', { document: { callStanding: 'sender-has-to-say LARK-1 > LARK-1 USOAK-PORT', disregard: 'told' } }, { code: 'by-mail-only' }],
    ['it was to be disregarded, and stands after all', { document: { disregard: 'revoked' } }, { code: 'to-come' }],
    ['it was mailed after the return', { returnedAt: new Date(MAILED.getTime() - 1) }, { code: 'by-mail-only' }],
    ['it was rejected', { document: { state: 'rejected', because: 'AK5 R (GS06 4711)' } }, { code: 'rejected', words: 'AK5 R (GS06 4711)' }],
    ['a newer version replaces it, answered or not', { successor: { version: 2, ref: 'HW-2222AA' }, document: { state: 'acknowledged', acknowledgedAt: ANSWERED, acknowledgedLevel: 'syntax' } }, { code: 'superseded', version: 2, ref: 'HW-2222AA' }],
    ['it was withdrawn, whatever replaces it', { successor: { version: 2, ref: 'HW-2222AA' }, document: { state: 'cancelled' } }, { code: 'cancelled' }],
  ])('and %s', (_, given, standing) => {
    expect(standingOf(facts(given))).toEqual(standing);
  });
});

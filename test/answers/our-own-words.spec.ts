import { describe, expect, it } from '@jest/globals';
import { readAnswers } from '#acknowledgements';
import { PHRASES } from '../../libs/rendering/src/testing.js';

const mail = (text: string) => ({ messageId: null, from: 'clerk@quay.example', to: [], subject: '', references: [], headers: [], contentType: 'text/plain', contentParameters: {}, text, reports: [], unreadable: null });

describe('the words that our own page says are understood when a clerk writes them', () => {
  it.each([...PHRASES.confirmReceived.map((label) => [label, 'received']), ...PHRASES.confirmKeyed.map((label) => [label, 'keyed'])])('%s', (label, word) => {
    const [first = ''] = label.split(':');
    for (const text of [label, first, first.trim().toUpperCase(), `${first.trim().toLowerCase()}, ok`]) expect([text, readAnswers(mail(text))]).toMatchObject([text, { because: null, answers: [{ word }] }]);
  });
});

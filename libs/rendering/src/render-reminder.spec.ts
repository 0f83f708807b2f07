import { describe, expect, it } from '@jest/globals';
import { readOut, renderReminder, type RemindedDocument, type ReminderToRender } from './render-reminder.js';

const document = (more: Partial<RemindedDocument> = {}): RemindedDocument => ({
  ref: 'HW-7F3K2Q6', set: '309', version: 2, vessel: 'HARBOUR LARK', voyage: '048E', dueAt: new Date('2018-07-24T23:00:00Z'), mailedAt: new Date('2018-07-24T18:05:00Z'), messageId: '<HW-7F3K2Q6.1@hawser.example>', ...more,
});
const reminder = (more: Partial<ReminderToRender> = {}): ReminderToRender => ({
  mailbox: 'gate@uslgb-east.example', terminal: { code: 'USLGB-EAST', name: 'East Quay', zone: 'America/Los_Angeles' }, language: 'en', phone: '+1 555 010 0100', documents: [document()], ...more,
});
const plain = (text: string) => text.replace(/\s+/g, ' ');
/** HTML as it is read: signs that stand for others are those others, and tags are nothing. */
const shown = (html: string) => plain(html.replace(/<[^>]*>/g, ' ').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))).replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'));

describe('a reminder', () => {
  it('says what was mailed, when, as what, by when it is due, and how one word answers; in text and HTML', () => {
    const { subject, text, html } = renderReminder(reminder());
    expect(subject).toBe('USLGB-EAST | HARBOUR LARK 048E | PLEASE ANSWER | Ref HW-7F3K2Q6');
    for (const words of [plain(text), shown(html)]) {
      for (const one of [
        'We handed over this document to gate@uslgb-east.example and have no answer yet', 'RECEIVED (you have it), KEYED (you keyed it in), DUPLICATE (you had it before), REJECT and why (you will not take it) or CALL ME', 'HW-7F3K2Q6', 'Manifest (309) v2',
        'HARBOUR LARK 048E', 'Tue 24 Jul 2018 16:00 PDT (23:00 UTC)', 'Mailed on Tue 24 Jul 2018 11:05 PDT (18:05 UTC), Message-ID <HW-7F3K2Q6.1@hawser.example>', 'or call +1 555 010 0100', 'This mail holds no document', 'This mail has no links',
      ]) expect([one, words.includes(one)]).toEqual([one, true]);
      expect(words).not.toContain('Beside the word');
    }
  });

  it('of several names each, says how one answer tells them apart, and which call only where it is one', () => {
    const two = [document(), document({ ref: 'HW-AAAAAA2', vessel: 'QUAY FINCH', voyage: '12W' })];
    const { subject, text } = renderReminder(reminder({ documents: two, phone: null }));
    expect(subject).toBe('USLGB-EAST | SEVERAL VESSEL CALLS | PLEASE ANSWER | Ref HW-7F3K2Q6 + 1');
    expect(plain(text)).toContain('We handed over these 2 documents to gate@uslgb-east.example');
    expect(plain(text)).toContain('Beside the word name each ref that it is about: RECEIVED HW-7F3K2Q6 HW-AAAAAA2.');
    expect(plain(text)).toContain('If you cannot find one of them, answer CALL ME.');
    expect(renderReminder(reminder({ documents: [document(), document({ ref: 'HW-AAAAAA2' })] })).subject).toContain('| HARBOUR LARK 048E |');
  });

  it.each([['es', 'aún no tenemos respuesta', 'RECEIVED (lo tiene)', 'Vence'], ['pt', 'ainda não temos resposta', 'RECEIVED (você o tem)', 'Vence'], ['fr', "n'avons pas encore de réponse", "RECEIVED (vous l'avez)", 'Échéance']])('speaks the language of the terminal (%s)', (language, ...words) => {
    const { text, html } = renderReminder(reminder({ language }));
    for (const one of words) expect([one, plain(text).toLowerCase().includes(one.toLowerCase()), shown(html).toLowerCase().includes(one.toLowerCase())]).toEqual([one, true, true]);
    for (const word of ['RECEIVED', 'KEYED', 'DUPLICATE', 'REJECT', 'CALL ME']) expect(text).toContain(word);
  });

  it('shows nothing that a name smuggles in', () => {
    const { subject, html } = renderReminder(reminder({ documents: [document({ vessel: '<img src=x>\r\nBcc: all@example.org' })] }));
    expect(html).not.toContain('<img');
    expect(subject).not.toMatch(/[\r\n]/);
  });
});

describe('what is read out on the phone', () => {
  it('is the ref sign by sign in their language and both ends of the hash', () => {
    expect(readOut({ ref: 'HW-7F', sha256: `0123abcd${'0'.repeat(48)}89ef4567`, language: 'es' })).toEqual({ spelt: expect.stringMatching(/^Hotel Whiskey, \S+, siete Foxtrot$/), begins: '0123 abcd', ends: '89ef 4567' });
  });
});

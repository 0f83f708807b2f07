import { describe, expect, it } from '@jest/globals';
import { beginsAsEdi, judgeAttachment, type AttachmentFacts } from './judge-attachment.js';
import { inlineX12 } from './inline-x12.js';
import { event, interchange } from '../../../test/support/interchange.js';

const proved: AttachmentFacts = { name: 'x.edi', declaredType: 'application/edi-x12', byteLength: 900, inline: false, answers: false, ourOwn: false, listed: true, verified: true, partner: 'QUAY', beginsAsEdi: true };

describe('an attachment', () => {
  it.each<[string, Partial<AttachmentFacts>, string, boolean]>([
    ['EDI of a proved sender', {}, 'to-take', false],
    ['EDI under a plain type and an EDI name', { declaredType: 'text/plain', name: 'OUT.997' }, 'to-take', false],
    ['EDI under a plain type and no EDI name', { declaredType: 'text/plain', name: 'readme' }, 'quarantined', true],
    ['EDI of a sender who is not proved', { verified: false, beginsAsEdi: null }, 'quarantined', true],
    ['EDI of a proved sender who is listed nowhere', { listed: false, partner: null, beginsAsEdi: null }, 'quarantined', true],
    ['EDI under a name that anything has, of a proved sender who is listed nowhere', { declaredType: 'text/plain', name: 'news.txt', listed: false, partner: null, beginsAsEdi: null }, 'quarantined', false],
    ['EDI of a stranger', { listed: false, verified: false, partner: null, beginsAsEdi: null }, 'quarantined', false],
    ['EDI by name that begins otherwise', { beginsAsEdi: false }, 'quarantined', true],
    ['EDI where several endpoints list its sender', { partner: null }, 'quarantined', true],
    ['our own copy, sent back', { ourOwn: true }, 'quarantined', false],
    ['a PDF of a proved sender', { declaredType: 'application/pdf', name: 'list.pdf', beginsAsEdi: false }, 'quarantined', true],
    ['a ZIP of a stranger', { declaredType: 'application/zip', name: 'a.zip', listed: false, partner: null, beginsAsEdi: null }, 'quarantined', false],
    ['a signature of the mail', { declaredType: 'application/pkcs7-signature', name: 'smime.p7s', beginsAsEdi: false }, 'quarantined', false],
    ['a whole mail in an answer', { declaredType: 'message/rfc822', name: 'original.eml', answers: true, beginsAsEdi: false }, 'quarantined', false],
    ['a whole mail that a person attached', { declaredType: 'message/rfc822', name: 'moves.eml', beginsAsEdi: false }, 'quarantined', true],
    ['a picture of a signature', { declaredType: 'image/png', name: 'logo.png', inline: true, beginsAsEdi: false }, 'quarantined', false],
  ])('%s', (_, facts, state, task) => { expect(judgeAttachment({ ...proved, ...facts })).toMatchObject({ state, task }); });

  it.each([['ISA*00*', true], ['UNA:+.? \'', true], ['UNB+UNOA', true], ['ISABEL', false], ['%PDF-1.7', false], ['PK', false]])('that begins %s is EDI: %s', (text, is) => { expect(beginsAsEdi(Buffer.from(text))).toBe(is); });
});

describe('X12 in the words of a mail', () => {
  const x12 = interchange({ control: 1, to: 'USLGBEAST', sets: [event(1)] }).toString('latin1').replace(/\r?\n/g, '');
  const second = interchange({ control: 2, to: 'USLGBEAST', sets: [event(2)] }).toString('latin1').replace(/\r?\n/g, '');
  const broken76 = x12.replace(/(.{76})/g, '$1\r\n');
  it('is taken as it stands, between words', () => { expect(inlineX12(`Please take this\r\n${x12}\r\nRegards`)).toEqual({ content: Buffer.from(x12), broken: null }); });
  it('is taken where lines were broken', () => { expect(inlineX12(broken76)?.broken).toBeNull(); });
  it('is taken with those that follow it', () => { expect(inlineX12(`Two of them:\r\n${x12}\r\n${second}\r\nRegards`)).toEqual({ content: Buffer.from(`${x12}\r\n${second}`), broken: null }); });
  it.each([['stands further down', `${x12}\r\nand this, too:\r\n${second}`], ['is cut off', `${x12}\r\n${second.slice(0, -30)}`]])('is not believed where another %s: a person has both', (_, words) => {
    expect(inlineX12(words)).toEqual({ content: Buffer.from(words), broken: expect.stringContaining('2 interchanges begin in its words, and 1 follow') });
  });
  it('is not looked for in what is quoted', () => { expect(inlineX12(`> ${x12}`)).toBeNull(); });
  it('is not believed where a part is missing', () => { expect(inlineX12(x12.replace(/ST\*.*?~/, ''))?.broken).toEqual(expect.any(String)); });
  it('is not believed where its end is missing', () => { expect(inlineX12(x12.slice(0, -30))?.broken).toEqual(expect.any(String)); });
});

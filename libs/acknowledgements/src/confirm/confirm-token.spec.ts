import { describe, expect, it } from '@jest/globals';
import { makeRef } from '#common';
import { confirmSecrets, formProofOf, isFormProof, mailboxOfToken, makeConfirmToken, readConfirmToken, type ConfirmLink } from './confirm-token.js';

const SECRET = 'a'.repeat(64);
const NEXT = 'b'.repeat(64);
const LINK: ConfirmLink = { ref: makeRef(), endpoint: 'USLGB-EAST', mailbox: 'documents@east.example', until: new Date('2018-08-01T09:30:00Z') };
const token = makeConfirmToken(LINK, SECRET);
const believed = (text: string, of: { endpoint?: string; mailboxes?: string[]; secrets?: string[] } = {}) => {
  const read = readConfirmToken(text);
  return read && mailboxOfToken(read, { endpoint: of.endpoint ?? LINK.endpoint, mailboxes: of.mailboxes ?? [LINK.mailbox] }, of.secrets ?? [SECRET]);
};

describe('a confirm link\'s token', () => {
  it('says which document and until when, and proves for whom it was made without naming them', () => {
    expect(readConfirmToken(token)).toMatchObject({ ref: LINK.ref, until: LINK.until });
    expect(believed(token)).toBe('documents@east.example');
    expect(believed(token, { mailboxes: ['first@east.example', 'Documents@East.example'] })).toBe('Documents@East.example');
    expect(token).not.toContain('east');
  });

  it('is short enough to stand on one line of a mail, and ends in a sign that mail readers take into a link', () => {
    expect(token.length).toBeLessThan(45);
    expect(token).toMatch(/[0-9a-z]$/);
  });

  it.each([
    ['another document\'s ref', () => token.replace(LINK.ref, makeRef())],
    ['a later end', () => makeConfirmToken({ ...LINK, until: new Date('2028-08-01T09:30:00Z') }, SECRET).replace(/\..{22}\./, `.${token.split('.')[1]}.`)],
    ['one sign of its proof changed', () => token.replace(/\.(.)/, (_all, sign) => `.${sign === 'x' ? 'y' : 'x'}`)],
    ['the last sign of its proof spelled otherwise, the same bytes', () => { const [ref, mac, until] = token.split('.'); return [ref, mac!.slice(0, -1) + String.fromCharCode(mac!.charCodeAt(21) + 1), until].join('.'); }],
    ['a proof under another secret', () => makeConfirmToken(LINK, NEXT)],
    ['the proof of its form', () => token.replace(/\..{22}\./, `.${formProofOf(token, SECRET)}.`)],
  ])('with %s is forged', (_what, forged) => { expect(forged()).not.toBe(token); expect(believed(forged())).toBeNull(); });

  it('made for another endpoint, or for a mailbox that was never mailed to, is nobody\'s here', () => {
    expect(believed(token, { endpoint: 'USLGB-WEST' })).toBeNull();
    expect(believed(token, { mailboxes: ['documents@west.example'] })).toBeNull();
    expect(believed(token, { mailboxes: [] })).toBeNull();
  });

  it.each(['', 'HW-7F3K2Q6', `${token}.`, ` ${token}`, `${token}\n`, token.toLowerCase(), `x${token}`, token.replace('HW-', 'HX-'), `${token}${'0'.repeat(20)}`, '../../etc/passwd', 'HW-AAAAAAB.0000000000000000000000.1'])('%j has not the shape of one', (text) => { expect(readConfirmToken(text)).toBeNull(); });

  it('goes on being believed while its secret is the second of two', () => {
    expect(believed(token, { secrets: [NEXT, SECRET] })).toBe(LINK.mailbox);
    expect(believed(token, { secrets: [NEXT] })).toBeNull();
  });
});

describe('the form of a page', () => {
  it('sends back a proof of its own for its token, which the token itself does not hold', () => {
    const proof = formProofOf(token, SECRET);
    expect([isFormProof(proof, token, [NEXT, SECRET]), isFormProof(proof, `${token}x`, [SECRET]), isFormProof(token.split('.')[1]!, token, [SECRET]), isFormProof('', token, [SECRET])]).toEqual([true, false, false, false]);
  });
});

describe('the secret of confirm links', () => {
  it.each([[SECRET, 1], [`${SECRET}  ${NEXT}`, 2], ['', null], ['too short', null], [`${SECRET} short`, null], [`${SECRET} ${SECRET} ${SECRET}`, null]])('%j: %p', (text, count) => { expect(confirmSecrets(text)?.length ?? null).toBe(count); });
});

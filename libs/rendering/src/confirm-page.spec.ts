import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { CONFIRM_PAGE_POLICY, renderConfirmPage, type ConfirmDocument, type ConfirmFault, type ConfirmPage } from './confirm-page.js';

const document: ConfirmDocument = {
  ref: 'HW-7F3K2Q6', set: '309', version: 2, replaces: 'v1', terminal: { code: 'USLGB-EAST', name: 'East Basin Terminal', zone: 'America/Los_Angeles' }, language: 'en',
  vessel: { name: 'HARBOUR LARK', imo: '9074729', callSign: 'VRLK2', voyage: '048E' }, etaAt: new Date('2018-07-26T21:00:00Z'), dueAt: new Date('2018-07-26T13:00:00Z'),
  numbers: { isa13: '000004711', gs06: '4711', st02: '0001' }, copy: { byteLength: 61_204, sha256: '3f9c'.repeat(16) },
};
const until = new Date('2018-08-01T09:30:00Z');
const open = (more: Partial<ConfirmDocument> = {}, fault: ConfirmFault | null = null): ConfirmPage => ({ is: 'open', document: { ...document, ...more }, until, proof: 'p'.repeat(22), fault });
const PAGES: [string, ConfirmPage][] = [
  ['open', open()], ['sent without a name', open({}, 'name')], ['sent from elsewhere', open({}, 'proof')], ['sent before all parts left', open({}, 'parts')], ['done', { is: 'done', document, at: until, thanks: true }], ['closed', { is: 'closed', document }],
  ['expired', { is: 'expired', ref: document.ref, until, zone: 'America/Los_Angeles', language: 'es' }], ['unknown', { is: 'unknown' }], ['busy', { is: 'busy' }],
];

describe('the page of a confirm link', () => {
  it('says which document it is by ref, version, ship, call, numbers and the hash of its copy, until when it works, and asks for a name', () => {
    const html = renderConfirmPage(open());
    for (const said of ['HW-7F3K2Q6', 'Manifest (309) v2 replaces v1', 'HARBOUR LARK, IMO 9074729, call sign VRLK2', '048E, ETA Thu 26 Jul 2018 14:00 PDT', 'USLGB-EAST, East Basin Terminal', 'ISA 000004711, GS 4711, ST 0001', `61,204 bytes, SHA-256 ${'3f9c'.repeat(16)}`, 'This page works until Wed 01 Aug 2018 02:30 PDT', 'Your name', 'Received: we have it', 'Keyed: it is in our system']) expect([said, html.includes(said)]).toEqual([said, true]);
    expect([...html.matchAll(/<(?:input|button)[^>]*name="(\w+)"/g)].map(([, name]) => name)).toEqual(['proof', 'name', 'word', 'word']);
  });

  it.each([['es', '¿Tiene este documento?'], ['pt', 'Você tem este documento?'], ['fr', 'Avez-vous ce document ?']])('is in the terminal\'s language: %s', (language, title) => {
    const html = renderConfirmPage(open({ language }));
    expect([html.includes(`<html lang="${language}">`), html.includes(`<h1>${title.replace(/'/g, '&#39;')}</h1>`)]).toEqual([true, true]);
  });

  it.each(PAGES)('loads nothing, runs nothing and links nowhere: %s', (_what, page) => {
    const html = renderConfirmPage(page);
    expect(/<script|<link|<img|<a |src=|href=|@import|url\(|action=|style="| on\w+=/i.exec(html)).toBeNull();
    const [, style] = /<style>([\s\S]*)<\/style>/.exec(html)!;
    expect(CONFIRM_PAGE_POLICY).toContain(`'sha256-${createHash('sha256').update(style!).digest('base64')}'`);
  });

  it.each(PAGES.filter(([, page]) => page.is !== 'open'))('has no form where there is nothing to confirm: %s', (_what, page) => { expect(renderConfirmPage(page)).not.toContain('<form'); });

  it('shows what a document says as words, whatever they are', () => {
    const html = renderConfirmPage(open({ vessel: { ...document.vessel, name: '"><script>alert(1)</script>\u202E' } }));
    expect([html.includes('<script'), html.includes('&#60;script&#62;alert(1)&#60;/script&#62;'), html.includes('\u202E')]).toEqual([false, true, false]);
  });
});

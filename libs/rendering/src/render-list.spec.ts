import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { renderList, type ListedDocument, type ListToRender, type Standing } from './render-list.js';

const HASH = 'a3f1'.repeat(16);
const document = (more: Partial<ListedDocument> = {}): ListedDocument => ({
  ref: 'HW-7F3K2Q', set: '309', version: 1, vessel: 'HARBOUR LARK', voyage: '048E', handedOverAt: new Date('2018-07-24T18:05:00Z'), messageId: '<HW-7F3K2Q.1@hawser.example>',
  subject: 'USLGB-EAST | HARBOUR LARK 048E | MANIFEST 309 v1 | Ref HW-7F3K2Q', parts: 1, byteLength: 1_204, sha256: HASH, standing: { code: 'mailed' }, ...more,
});
const list = (more: Partial<ListToRender> = {}): ListToRender => ({
  kind: 'hourly', number: 4, before: 3, mailbox: 'documents@uslgb-east.example', terminal: { code: 'USLGB-EAST', zone: 'America/Los_Angeles' }, language: 'en',
  from: new Date('2018-07-24T18:00:00Z'), until: new Date('2018-07-24T19:00:00Z'), phone: '+1 555 010 0100', documents: [document()], ...more,
});
const said = (bytes: Uint8Array) => Buffer.from(bytes).toString().replace(/\s+/g, ' ');
/** HTML as it is read: signs that stand for others are those others. */
const shown = (bytes: Uint8Array) => said(bytes).replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
const records = (more: Partial<ListToRender> = {}) => parse<Record<string, string>>(Buffer.from(renderList(list(more)).csv.bytes), { bom: true, columns: true });

/** Each standing, and the words of it by which a clerk knows what to do. */
const AT = new Date('2018-07-25T16:30:00Z');
const STANDINGS: [standing: Standing, en: RegExp, es: RegExp, pt: RegExp, fr: RegExp][] = [
  [{ code: 'confirmed', answer: '997', at: AT }, /EDI copy confirmed \(997 at Wed 25 Jul 2018 09:30 PDT \(16:30 UTC\)\): do not key it twice/, /no lo ingrese dos veces/, /não o digite duas vezes/, /ne le saisissez pas deux fois/],
  [{ code: 'confirmed-by-you', at: AT }, /You told us at .* do not key it twice/, /no lo ingrese dos veces/, /não o digite duas vezes/, /ne le saisissez pas deux fois/],
  [{ code: 'not-answered', at: AT }, /EDI copy sent at .*, not answered yet: look for it in your system/, /búsquelo en su sistema/, /procure-o em seu sistema/, /cherchez-le dans votre système/],
  [{ code: 'sent', at: AT }, /EDI copy sent at .*: do not key it twice/, /no lo ingrese dos veces/, /não o digite duas vezes/, /ne le saisissez pas deux fois/],
  [{ code: 'to-come' }, /Its EDI copy is still to come; do not key that again/, /Falta su copia EDI/, /Sua cópia EDI ainda virá/, /Sa copie EDI viendra encore/],
  [{ code: 'by-mail-only' }, /By mail only: key it/, /Solo por correo: ingréselo/, /Só por e-mail: digite-o/, /Par courriel seulement : saisissez-le/],
  [{ code: 'superseded', version: 2, ref: 'HW-2222AA' }, /Superseded by v2, Ref HW-2222AA: that one counts, do not key this/, /Reemplazado por v2, Ref\. HW-2222AA/, /Substituído por v2, Ref\. HW-2222AA/, /Remplacé par v2, Réf\. HW-2222AA/],
  [{ code: 'cancelled' }, /Withdrawn: do not key it/, /Retirado: no lo ingrese/, /Retirado: não o digite/, /Retiré : ne le saisissez pas/],
  [{ code: 'rejected', words: 'AK5 R, 5' }, /Your system rejected it \(AK5 R, 5\): do not key it/, /lo rechazó \(AK5 R, 5\)/, /o rejeitou \(AK5 R, 5\)/, /l'a rejeté \(AK5 R, 5\)/],
  [{ code: 'may-have-arrived' }, /This mail may have arrived/, /puede haber llegado/, /pode ter chegado/, /est peut-être arrivé/],
  [{ code: 'in-part', left: 2, parts: 3 }, /Only some of its mails have left so far: 2 of 3/, /2 de 3/, /2 de 3/, /2 sur 3/],
];

describe('a list of mails', () => {
  it('has no link, and says that we never ask to click only to a terminal whose mails have none either', () => {
    const [plain, linked] = [list(), list({ confirmLinks: true })].map((one) => said(renderList(one).text));
    expect([plain!.includes('We never ask you to click or to give a password. This mail has no links.'), linked!.includes('never ask you to click'), linked!.includes('We never ask for a password. This mail has no links.')]).toEqual([true, false, true]);
  });

  it('says which mails of which time are ours, how each is known, and what to do about one that is not listed', () => {
    const { subject, text, html } = renderList(list());
    expect(subject).toBe('USLGB-EAST | LIST OF MAILS 4 | 1 DOCUMENT | Ref USLGB-EAST-LIST-4');
    for (const words of [said(text), shown(html)]) {
      for (const one of [
        'From Tue 24 Jul 2018 11:00 PDT (18:00 UTC) to Tue 24 Jul 2018 12:00 PDT (19:00 UTC) we handed over to documents@uslgb-east.example for USLGB-EAST what stands below',
        'A mail for USLGB-EAST of that time that claims to come from us and is not listed is not ours', 'Mails for another terminal that reads this mailbox stand in lists of their own.', 'Call +1 555 010 0100, the number you were given beforehand', 'The list before it was no. 3', 'HW-7F3K2Q', 'Manifest (309) v1', 'HARBOUR LARK 048E', 'Tue 24 Jul 2018 11:05 PDT (18:05 UTC)',
        'Message-ID: <HW-7F3K2Q.1@hawser.example>', 'Subject: USLGB-EAST | HARBOUR LARK 048E | MANIFEST 309 v1 | Ref HW-7F3K2Q', `EDI copy: 1,204 bytes, SHA-256 ${HASH}`,
      ]) expect([one, words.includes(one)]).toEqual([one, true]);
      expect(words).not.toContain('Handed over by mail');
    }
  });

  it.each([
    ['en', 'for USLGB-EAST what stands below', 'A mail for USLGB-EAST of that time', 'another terminal that reads this mailbox'], ['es', 'para USLGB-EAST lo que figura abajo', 'Un correo para USLGB-EAST de ese tiempo', 'otra terminal que lee este buzón'],
    ['pt', 'para USLGB-EAST o que consta abaixo', 'Um e-mail para USLGB-EAST desse tempo', 'outro terminal que lê esta caixa'], ['fr', 'pour USLGB-EAST ce qui figure ci-dessous', 'Un courriel pour USLGB-EAST de cette période', 'un autre terminal qui lit cette boîte'],
  ])('speaks of the one terminal it is of, since another may read the same mailbox (%s)', (language, ...claims) => {
    const { text, html } = renderList(list({ language }));
    for (const claim of claims) expect([said(text).includes(claim), shown(html).includes(claim)]).toEqual([true, true]);
  });

  it('counts documents, mails and bytes: two documents of one mail are one mail, one in three parts is three', () => {
    const { text } = renderList(list({ documents: [document(), document({ ref: 'HW-BBBBBB' }), document({ ref: 'HW-CCCCCC', messageId: '<c@hawser.example>', parts: 3, byteLength: 10_000 })] }));
    expect(said(text)).toMatch(/Documents 3 Mails 4 EDI copies together 12,408 bytes/);
    expect(said(text)).toContain('It came in 3 mails');
  });

  it('without an agreed number asks for an answer to the list itself, and says when it is the first', () => {
    const text = said(renderList(list({ phone: null, before: null })).text);
    expect(text).toContain('Tell us by answering this mail');
    expect(text).toContain('It is the first list to this mailbox.');
  });

  it('says the same as CSV, a record a document, with the hour in UTC and nothing that runs', () => {
    expect(records({ documents: [document({ vessel: '=cmd()' })] })).toEqual([{
      'REF': 'HW-7F3K2Q', 'SET': '309', 'VERSION': '1', 'VESSEL': "'=cmd()", 'VOYAGE': '048E', 'HANDED OVER': 'Tue 24 Jul 2018 11:05 PDT (18:05 UTC)', 'HANDED OVER (UTC)': '2018-07-24T18:05:00.000Z',
      'MESSAGE-ID': '<HW-7F3K2Q.1@hawser.example>', 'SUBJECT': document().subject, 'MAILS IN ALL': '1', 'EDI COPY, BYTES': '1204', 'EDI COPY, SHA-256': HASH, 'HOW IT STANDS': 'Handed over by mail',
    }]);
    expect(renderList(list()).csv.name).toBe('USLGB-EAST-LIST-4.csv');
  });

  it.each(STANDINGS)('after the return says of one that is %j what to do, in each language', (standing, ...patterns) => {
    for (const [index, language] of ['en', 'es', 'pt', 'fr'].entries()) {
      const { subject, text, html, csv } = renderList(list({ kind: 'after-return', language, documents: [document({ standing })] }));
      expect(subject).toMatch(/\| EDI IS UP, LIST OF MAILS 4 \|/);
      for (const words of [text, csv.bytes]) expect(said(words)).toMatch(patterns[index]!);
      expect(shown(html)).toMatch(patterns[index]!);
    }
  });
});

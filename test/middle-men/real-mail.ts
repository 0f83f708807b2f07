import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';
import { attachmentName, composeMail, type DkimRecord } from '#channels';
import { projectRoot } from '#common';
import { renderMail } from '#rendering';
import { readEdi } from '#x12';
import { verifyDkim } from '../../apps/terminal/src/verify-dkim.js';
import { DESK, makeIdentity, open, SIGNED_AT } from '../support/mail-identity.js';
import { cmsVerify } from '../support/openssl.js';

/** A manifest with hazardous goods as it would leave, signed. */
export interface RealMail { bytes: Buffer; certificate: string; record: DkimRecord; x12: { name: string; sha256: string } }

export async function realMail(): Promise<RealMail> {
  const file = readFileSync(join(projectRoot(), 'test/fixtures/x12/309/original-hazmat.edi'));
  const [interchange] = (await readEdi([file])).interchanges;
  const set = interchange?.groups[0]?.sets[0];
  if (!interchange || !set) throw new Error('the fixture holds no set');
  const numbers = { isa13: interchange.isa13, gs06: interchange.groups[0]?.gs06 ?? '', st02: set.st02 };
  const attachment = { name: attachmentName({ ...numbers, set: set.st01 }), contentType: 'application/EDI-X12', bytes: file };
  const x12 = { name: attachment.name, byteLength: file.length, sha256: createHash('sha256').update(file).digest('hex') };
  const { subject, text, html, attachments } = await renderMail({
    setBytes: file.subarray(set.start, set.end), delimiters: interchange.delimiters,
    context: {
      ref: 'HW-7F3K2Q6', set: set.st01, version: 1, replaces: null, earlier: null, language: 'en', madeAt: SIGNED_AT, test: false, terminal: { code: 'USLGB-EAST', name: 'Long Beach, East Quay', zone: 'America/Los_Angeles' },
      vessel: { name: 'HARBOUR LARK', imo: '9074729', callSign: null, voyage: '048E' }, etaAt: null, dueAt: null, because: { sentence: 'It comes by mail because the EDI link to you is isolated.' }, numbers, hazardous: true, possibleDuplicate: false, phone: '+1 555 010 0199', attachments: [x12],
    },
  }, { forms: ['pdf', 'xlsx'], tables: [] });
  const { made, files } = await makeIdentity({ algorithm: 'rsa' });
  const { trust } = await open(files);
  const from = `Hawser Line documents <${DESK}>`;
  const { bytes } = await composeMail({
    identity: { from, replyTo: from, domain: 'fallback.hawserline.example' }, to: ['documents@uslgb-east.example'], subject, text: Buffer.from(text).toString(), html: Buffer.from(html).toString(),
    attachments: [...attachments, attachment], messageId: 'HW-7F3K2Q6.1@fallback.hawserline.example', date: SIGNED_AT, threadRoot: 'call.1.USLGB-EAST@fallback.hawserline.example', headers: { 'X-Hawser-Ref': 'HW-7F3K2Q6' },
  }, { trust });
  return { bytes, certificate: made.certificate, record: made.dkim.record, x12 };
}

/** What two strangers' verifiers say of a mail: openssl of the content, mailauth of the whole, whose word for a changed body is neutral. */
export async function verdictsOn(mail: Buffer, { certificate, record }: RealMail): Promise<{ smime: boolean; dkim: string[] }> {
  return { smime: cmsVerify(mail, certificate, SIGNED_AT).ok, dkim: (await verifyDkim(mail, [record], SIGNED_AT)).map(({ result, comment }) => (comment?.includes('body hash') ? 'body changed' : result)) };
}

/** As a mail program shows it. */
export const shown = (mail: Buffer): Promise<ParsedMail> => simpleParser(mail);

export const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

import { createHash } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import type { MailKind } from '#acknowledgements';
import { readMail, type IncomingAttachment, type IncomingMail } from '#channels';
import type { Partner } from '#directory';
import { mailAttachment, readTransmissionBytes, transmission, type Transaction } from '#ledger';
import { beginsAsEdi, judgeAttachment, saysEdi } from './judge-attachment.js';
import { inlineX12 } from './inline-x12.js';
import { openTask } from './tasks.js';
import type { MailOutcome, MailTaken } from './mail-taken.js';
import type { Journey } from './journey.js';

/** Rows for one mail; whatever is beyond stays in its bytes. */
const MOST = 100;
/** Mails of ours that are looked through for a copy that came back. */
const MOST_ANSWERED = 5;
const WORDS = 'application/EDI-X12';

interface Row { number: number; name: string; declaredType: string; byteLength: number; sha256: string; state: 'to-take' | 'quarantined'; because: string; task: boolean }

/**
 * Writes a row for each attachment: what is to be taken in as X12, and what is quarantined.
 * @returns what that means for a mail that says nothing itself; null: nothing was attached
 */
export async function keepAttachments(journey: Journey, tx: Transaction, taken: MailTaken, kind: MailKind): Promise<MailOutcome | null> {
  const { mail, sender, id, at } = taken;
  // A machine's report carries our own mail back; what hangs on it is nobody's document.
  if (kind === 'report' || kind === 'read-receipt') return null;
  const trusted = sender.verified && sender.endpoints.length > 0;
  const partner = sender.endpoints.length === 1 ? partnerFor(journey, sender.endpoints[0]!) : null;
  const ours = mail.attachments.some(saysEdi) ? await hashesWeSent(tx, mail) : new Set<string>();
  const judge = (one: Omit<IncomingAttachment, 'number'>) => judgeAttachment({
    ...one, ourOwn: ours.has(one.sha256), answers: mail.references.length > 0, listed: sender.endpoints.length > 0, verified: sender.verified, partner: partner?.code ?? null, beginsAsEdi: trusted ? beginsAsEdi(one.content) : null,
  });
  const rows: Row[] = mail.attachments.slice(0, MOST).map((one) => ({ number: one.number, name: one.name, declaredType: one.declaredType, byteLength: one.byteLength, sha256: one.sha256, ...judge(one) }));
  const words = inlineX12(mail.text);
  if (words) {
    const one = { name: '', declaredType: WORDS.toLowerCase(), byteLength: words.content.length, sha256: createHash('sha256').update(words.content).digest('hex'), content: words.content, inline: false };
    const verdict = judge(one);
    const broken = words.broken !== null && verdict.state === 'to-take';
    rows.unshift({ number: 0, name: '', declaredType: WORDS, byteLength: one.byteLength, sha256: one.sha256, ...verdict, ...(broken ? { state: 'quarantined', task: true, because: `X12 in the words, not whole: ${words.broken}` } : {}) });
  }
  if (rows.length === 0) return null;
  await tx.insert(mailAttachment).values(rows.map(({ task: _task, ...row }) => ({ ...row, mailInId: id, declaredType: row.declaredType.slice(0, 200), because: row.because.slice(0, 500), changedAt: at })));
  const asked = rows.filter(({ task }) => task);
  if (asked.length > 0) {
    await openTask(tx, {
      kind: 'check-attachment', cause: `attachments ${id}`, carrier: partner?.carrier ?? null, region: partner?.region ?? null, endpoint: sender.endpoints.length === 1 ? sender.endpoints[0]! : null, documentId: null, mailInId: id,
      what: `${asked.length} attached to mail ${id} of ${mail.from ?? 'nobody'}: ${asked[0]!.because}`,
      facts: { reasons: [sender.listedBecause, sender.because], attachments: asked.slice(0, 20).map(({ number, name, declaredType, byteLength, sha256, because }) => ({ number, name, declaredType, byteLength, sha256, because })) }, urgentAt: at,
    }, at);
  }
  const toTake = rows.filter(({ state }) => state === 'to-take').length;
  const beyond = mail.attachments.length - MOST;
  const because = `${rows.length} attached: ${toTake} to take in, ${rows.length - toTake} quarantined${beyond > 0 ? `; ${beyond} beyond the limit of ${MOST} were not listed` : ''}`;
  return { outcome: asked.length > 0 ? 'held' : 'recorded', because };
}

/** Who speaks for an endpoint, as through its folder. */
export const partnerFor = (journey: Journey, endpoint: string): Partner | null => [...journey.directory.partners.values()].find((partner) => partner.endpoint === endpoint) ?? null;

/** Hashes of what hung on the mails of ours that this one refers to. */
async function hashesWeSent(tx: Transaction, mail: IncomingMail): Promise<Set<string>> {
  const identities = mail.references.slice(0, 20).map((one) => `<${one}>`);
  if (identities.length === 0) return new Set();
  const sent = await tx.select({ id: transmission.id }).from(transmission).where(and(eq(transmission.channel, 'email'), inArray(transmission.wireIdentity, identities))).limit(MOST_ANSWERED);
  const hashes = new Set<string>();
  for (const { id } of sent) {
    const chunks: Buffer[] = [];
    for await (const chunk of readTransmissionBytes(tx, id)) chunks.push(chunk);
    for (const { sha256 } of (await readMail(Buffer.concat(chunks))).attachments) hashes.add(sha256);
  }
  return hashes;
}

/** The bytes of one attachment of a mail that is kept; null: there is none of that number. */
export function attachmentBytes(mail: IncomingMail, number: number): Buffer | null {
  return (number === 0 ? inlineX12(mail.text)?.content : mail.attachments.find((one) => one.number === number)?.content) ?? null;
}

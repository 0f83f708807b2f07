import { sql } from 'drizzle-orm';
import { composeInParts, openReader } from '#channels';
import { anyOf } from '#documents';
import { mailList, mailListLine, transmission, type Transaction } from '#ledger';
import { renderList } from '#rendering';
import type { Journey } from './journey.js';
import { listedDocuments } from './listed-documents.js';
import { composedMail } from './mail-parts.js';
import { capThrough } from './mail-size.js';
import { nextNumber, type OwedList } from './owed-lists.js';
import type { Composed } from './transmissions.js';
import { partWords } from './write-mail.js';

/** Another worker made this list, or is sending it: nothing was written. */
export class ListTaken extends Error {
  constructor(list: string) { super(`${list} is another worker's`); }
}

/**
 * A list as the mail that leaves: rendered, signed and sealed as mails of documents are. It is stored with its lines in the
 * transaction of its first try; of two workers the second finds its number taken.
 */
export async function composeList(journey: Journey, owed: OwedList, relay: string): Promise<Composed & { stored: () => number | null }> {
  const { ledger: { db }, directory: { mailIdentity }, settings, mailTrust, clock } = journey;
  const { endpoint, mailbox, kind, number, before, form, from, until } = owed;
  const at = clock.now();
  const lines = await listedDocuments(journey, owed);
  const language = endpoint.mail?.language ?? 'en';
  const { subject, text, html, csv } = renderList({
    kind, number, before, mailbox, terminal: endpoint, language, from, until, phone: mailIdentity.phone, confirmLinks: endpoint.mail?.confirmLink === true, documents: lines.map((line) => line.told),
  });
  const ref = csv.name.replace(/\.csv$/, '');
  const parts = await composeInParts({
    identity: mailIdentity, to: [mailbox], subject, text: Buffer.from(text).toString(), html: Buffer.from(html).toString(), attachments: form === 'tables' ? [csv] : [],
    messageId: `<list.${endpoint.code}.${number}@${mailIdentity.domain}>`, date: at, threadRoot: `<lists.${endpoint.code}@${mailIdentity.domain}>`, headers: { 'X-Hawser-List': String(number) },
    capBytes: await capThrough(db, mailbox, relay, settings.mail, at), ediName: csv.name, wordsName: `${ref}.txt`, partWords: partWords({ ref, language }, { text, html }),
  }, { trust: mailTrust, reader: endpoint.mail?.encryptTo ? openReader(endpoint.mail.encryptTo, at) : null });
  const mail = composedMail(parts, { kind: 'list', form, endpoint: endpoint.code, carrier: endpoint.carrier, region: endpoint.region, recipients: [mailbox], composedAt: at });
  let id: number | null = null;
  return { ...mail, stored: () => id, store: async (tx) => (id = await store(tx, owed, mail, lines)) };
}

async function store(tx: Transaction, owed: OwedList, mail: Composed, lines: Awaited<ReturnType<typeof listedDocuments>>): Promise<number> {
  const { endpoint, mailbox, kind, number, from, until, because, mails } = owed;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`list:${endpoint.code}`}, 0))`);
  if ((await nextNumber(tx, endpoint.code)) !== number) throw new ListTaken(mail.outgoing.wireIdentity);
  const id = await mail.store(tx);
  await tx.insert(mailList).values({ transmissionId: id, endpoint: endpoint.code, mailbox, kind, number, fromAt: from, untilAt: until, because });
  for (let at = 0; at < lines.length; at += 500) {
    await tx.insert(mailListLine).values(lines.slice(at, at + 500).map(({ transmissionId, documentId, told }) => ({ listId: id, kind, transmissionId, documentId, told: { ...told } })));
  }
  // Where EDI will come back, one more list is owed then.
  if (kind === 'after-return' || endpoint.edi === null) await tx.update(transmission).set({ listed: true }).where(anyOf(transmission.id, mails.map((one) => one.id)));
  return id;
}

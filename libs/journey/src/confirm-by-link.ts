import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { formProofOf, isFormProof, mailboxOfToken, readConfirmToken, type ConfirmToken } from '#acknowledgements';
import { lockDocuments, type DocumentRow, type DocumentState } from '#documents';
import { acknowledgement, document } from '#ledger';
import type { ConfirmDocument, ConfirmPage } from '#rendering';
import { answerByPerson } from './answer-by-person.js';
import { hasLeft } from './answered-documents.js';
import { mailsOf } from './compose.js';
import { secretsOf } from './confirm-links.js';
import { documentToRender } from './document-to-render.js';
import { withCopy } from './write-mail.js';
import type { Journey } from './journey.js';

/** What may be said by the link; everything else wants words, and so an answer. */
export const CONFIRM_WORDS = ['received', 'keyed'] as const;

/** States in which a confirmation is awaited, or may come late. What was rejected waits for a person, who is to be written to. */
const AWAITS: readonly DocumentState[] = ['waiting', 'sending', 'unsettled', 'accepted'];

/** The page of a link as it stands now. Looking at it changes nothing, whoever looks. */
export async function lookAtLink(journey: Journey, text: string): Promise<ConfirmPage> {
  const link = await openLink(journey, text);
  if (!('doc' in link)) return link;
  const { doc, secrets } = link;
  const written = await documentOf(journey, doc);
  if (await isUsed(journey, doc, text) || doc.state === 'acknowledged') return { is: 'done', document: written, at: await confirmedAt(journey, doc), thanks: false };
  if (!AWAITS.includes(doc.state as DocumentState)) return { is: 'closed', document: written };
  return { is: 'open', document: written, until: link.token.until, proof: formProofOf(text, secrets[0] ?? ''), fault: null };
}

/**
 * A person pressed one of the two: level `person`, once. What is confirmed already stays as it is, and the page says since when; two who press at
 * the same moment are one after the other under the document's lock.
 */
export async function confirmByLink(journey: Journey, text: string, said: { word: (typeof CONFIRM_WORDS)[number]; name: string; proof: string }): Promise<ConfirmPage> {
  const before = await lookAtLink(journey, text);
  if (before.is !== 'open') return before;
  const link = await openLink(journey, text);
  if (!('doc' in link)) return link;
  if (!isFormProof(said.proof, text, link.secrets)) return { ...before, fault: 'proof' };
  // Whoever has one part of four has not the document.
  if (!(await hasLeft(journey.ledger.db, link.doc.id))) return { ...before, fault: 'parts' };
  const name = said.name.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  if (name === '') return { ...before, fault: 'name' };
  const { doc, mailbox } = link;
  const confirmed = await journey.ledger.transaction(async (tx) => {
    const at = journey.clock.now();
    const [locked] = await lockDocuments(tx, [doc.id]);
    if (!locked || !AWAITS.includes(locked.state as DocumentState)) return false;
    await answerByPerson(journey, tx, {
      documentIds: [doc.id], endpoint: doc.endpoint, word: said.word, words: '', saidBy: `${name} (by the link mailed to ${mailbox})`, by: 'confirm-link', saidAt: at, matchedBy: matchedBy(text), actor: 'confirm link',
    }, at);
    return true;
  });
  const after = await lookAtLink(journey, text);
  return confirmed && after.is === 'done' ? { ...after, thanks: true } : after;
}

interface OpenLink { token: ConfirmToken; doc: DocumentRow & { endpoint: string }; mailbox: string; secrets: string[] }

/** Proved to be ours, for this document, its endpoint as it is now, and a mailbox that it was mailed to. What is switched off leads nowhere at once. */
async function openLink(journey: Journey, text: string): Promise<OpenLink | Extract<ConfirmPage, { is: 'unknown' | 'expired' }>> {
  const { ledger: { db }, settings: { mail: { confirm } }, directory, clock } = journey;
  const token = readConfirmToken(text);
  if (!confirm || !token) return { is: 'unknown' };
  const [doc] = await db.select().from(document).where(eq(document.ref, token.ref));
  const endpoint = doc?.endpoint ? directory.endpoints.get(doc.endpoint) : undefined;
  if (!doc || !endpoint?.mail?.confirmLink) return { is: 'unknown' };
  const mailboxes = [...new Set((await mailsOf(db, doc.id)).flatMap((mail) => mail.recipients))];
  const secrets = secretsOf(confirm.secretEnv);
  const mailbox = mailboxOfToken(token, { endpoint: endpoint.code, mailboxes }, secrets);
  if (mailbox === null) return { is: 'unknown' };
  if (clock.now() >= token.until) return { is: 'expired', ref: doc.ref, until: token.until, zone: endpoint.zone, language: endpoint.mail.language };
  return { token, doc: { ...doc, endpoint: endpoint.code }, mailbox, secrets };
}

/** The link itself is a key until it ends: what is kept of it tells it from others and opens nothing. */
const matchedBy = (text: string) => `confirm link ${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;

async function answersOf({ ledger }: Journey, doc: DocumentRow) {
  return ledger.db.select({ matchedBy: acknowledgement.matchedBy, receivedAt: acknowledgement.receivedAt, verdict: acknowledgement.verdict }).from(acknowledgement).where(eq(acknowledgement.documentId, doc.id)).orderBy(acknowledgement.id);
}

const isUsed = async (journey: Journey, doc: DocumentRow, text: string) => (await answersOf(journey, doc)).some((answer) => answer.matchedBy === matchedBy(text));

async function confirmedAt(journey: Journey, doc: DocumentRow): Promise<Date> {
  return doc.acknowledgedAt ?? (await answersOf(journey, doc)).findLast(({ verdict }) => verdict !== 'rejected')?.receivedAt ?? doc.changedAt;
}

/** As its mail told it, by the same code. */
async function documentOf(journey: Journey, doc: DocumentRow): Promise<ConfirmDocument> {
  const { document: unwritten, copy } = await documentToRender(journey, doc, { because: { sentence: '' }, possibleDuplicate: false });
  const { context } = withCopy(unwritten, copy, { madeAt: journey.clock.now(), phone: null });
  const { ref, set, version, replaces, terminal, language, vessel, etaAt, dueAt, numbers } = context;
  return { ref, set, version, replaces, terminal, language, vessel, etaAt, dueAt, numbers, copy: { byteLength: copy.bytes.length, sha256: copy.sha256 } };
}

import type { DocumentFacts } from '#x12';
import { noteDocuments } from '#documents';
import { readOut } from '#rendering';
import { sentenceOf } from '#routing';
import type { ChaseDue } from './chase-due.js';
import { takeStep } from './chase-steps.js';
import { markCopies } from './compose-edi.js';
import { firstCall } from './document-to-render.js';
import { openTask } from './tasks.js';
import type { Journey } from './journey.js';

/** What a person reads out on the phone; kept with the task as it was when it was opened. */
export interface ReadOut {
  ref: string;
  /** sign by sign, in the terminal's language */
  spelt: string;
  /** both ends of the hash of the EDI copy, in groups of four */
  begins: string;
  ends: string;
  set: string;
  version: number;
  vessel: string;
  voyage: string;
  dueAt: string | null;
  /** when and how it was handed over, and to which mailboxes */
  handedOverAt: string;
  by: string;
  mailboxes: string[];
}

/** A person is asked to call the terminal: whom, and exactly what to read out. Once for each handing over. */
export async function callTerminal(journey: Journey, { doc, chased, endpoint, mails, facts, because }: ChaseDue & { because: string }): Promise<void> {
  const { ledger, clock, holder, directory } = journey;
  const at = clock.now();
  const sha256 = (await markCopies(journey, endpoint, [doc])).get(doc.id)?.sha256 ?? doc.sha256;
  const call = await firstCall(ledger.db, doc.id);
  const { vessel, voyage } = doc.facts as unknown as DocumentFacts;
  const out: ReadOut = {
    ref: doc.ref, ...readOut({ ref: doc.ref, sha256, language: endpoint.mail?.language ?? 'en' }), set: doc.set, version: doc.version, vessel: call?.vesselName ?? vessel?.name ?? '', voyage: voyage ?? '',
    dueAt: doc.dueAt?.toISOString() ?? null, handedOverAt: chased.mailAcceptedAt.toISOString(), by: facts.way === 'print' ? 'on paper or by phone' : 'by mail', mailboxes: [...new Set(mails.filter((mail) => mail.mayHaveArrived).flatMap((mail) => mail.recipients))],
  };
  // Whom to call is asked of the directory as it is now: a number that was mended since counts.
  const phones = directory.endpoints.get(endpoint.code)?.phones ?? endpoint.phones;
  await ledger.transaction(async (tx) => {
    await takeStep(tx, [chased], { step: 'call', state: 'accepted', because: sentenceOf(because), until: null, transmissionId: null, at });
    await openTask(tx, {
      kind: 'call', cause: `call ${doc.ref}`, carrier: doc.carrier, region: doc.region, endpoint: endpoint.code, documentId: doc.id, mailInId: null,
      what: `Call ${endpoint.code} and ask whether they have ${doc.ref}. ${sentenceOf(because)}`, facts: { phones, readOut: out }, urgentAt: doc.dueAt ?? at,
    }, at);
    await noteDocuments(tx, { ids: [doc.id], from: ['accepted'], event: 'to-call', because: () => `a person is to call ${endpoint.code}: ${sentenceOf(because)}`, actor: holder, at, facts: { rule: because } });
  });
}

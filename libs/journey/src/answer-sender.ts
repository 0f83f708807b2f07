import { createHash } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { groupBy, makeRef } from '#common';
import { profileOf, type Endpoint, type Partner } from '#directory';
import { anyOf, moveDocuments, recordReceipt, type DocumentRow } from '#documents';
import { document, documentCall, interchange, nextControlNumbers, nextInterchangeNumber, storeInterchangeBytes, type Transaction } from '#ledger';
import { ADVICE_REASONS, compose824, ComposeError, composeContrl, composeFunctional, composeTa1, type AdviceItem, type DocumentFacts, type ReadFile, type ReadGroup, type ReadInterchange } from '#x12';
import { answersFor, isAnswerGroup, type AnswerKind } from './answer-wishes.js';
import { dueColumns, dueFor } from './due-for.js';
import type { Journey } from './journey.js';
import type { ReceiptAnswer } from './receipt.js';
import { setsOf } from './repeats.js';
import type { Mode } from './units.js';

interface Answering {
  read: ReadInterchange; mode: Mode; partner: Partner; interchangeId: number; at: Date;
  /** nothing of the file it came in was taken, whatever this interchange itself is like */
  refused?: boolean;
}

export interface Answered {
  answers: ReceiptAnswer[]; endpoints: string[];
  /** answers that could not be written, and why */
  notes: string[];
}

/**
 * Our TA1, 997, 999, CONTRL and 824 for an interchange that is committed with them: none of them leaves before it. They are
 * kept as interchanges of our own, and travel in the lane of the sender's endpoint like everything else; where no lane
 * leads to it, the receipt carries them.
 */
export async function answerSender(journey: Journey, tx: Transaction, input: Answering & { documents: readonly DocumentRow[] }): Promise<Answered> {
  const { read, mode, partner } = input;
  const answers: ReceiptAnswer[] = [];
  const notes: string[] = [];
  for (const kind of journey.settings.envelope.own ? answersFor(read, mode, partner.answers, input.refused) : []) {
    try {
      // A savepoint each: numbers that were drawn for what cannot be written are given back.
      answers.push(...await tx.transaction(async (attempt) => {
        const kept: ReceiptAnswer[] = [];
        for (const made of kind === '824' ? await advices(journey, attempt, input) : await acknowledgements(journey, attempt, input, kind)) kept.push(await keepAnswer(journey, attempt, { ...input, kind, ...made }));
        return kept;
      }));
    } catch (error) {
      // Ids that fit no envelope of ours (longer than ISA06, with a separator in them): their documents are taken all the same.
      if (!(error instanceof ComposeError)) throw error;
      journey.log.error({ partner: partner.code, isa13: read.isa13, words: error.message }, `our ${kind} cannot be written`);
      notes.push(`our ${kind} cannot be written: ${error.message}`);
    }
  }
  return { answers, endpoints: answers.flatMap((answer) => answer.to ?? []), notes };
}

/** A refused file is answered too: each interchange in it hears by the same wishes that nothing of it was taken, the sound ones as well. */
export async function answerRefusal(journey: Journey, tx: Transaction, input: Omit<Answering, 'read' | 'mode' | 'refused'> & { file: ReadFile; modeOf: (read: ReadInterchange) => Mode }): Promise<ReceiptAnswer[]> {
  const answers: ReceiptAnswer[] = [];
  for (const read of input.file.interchanges) {
    answers.push(...(await answerSender(journey, tx, { ...input, read, mode: input.modeOf(read), refused: true, documents: [] })).answers);
  }
  return answers;
}

/** The first answer again, the same bytes under the same numbers: the sender repeats because it has not heard it. */
export async function answerAgain(journey: Journey, tx: Transaction, { interchangeId, isa13, at }: { interchangeId: number; isa13: string; at: Date }): Promise<string[]> {
  const own = await tx.select({ id: document.id, endpoint: document.endpoint }).from(document).innerJoin(interchange, eq(interchange.id, document.interchangeId))
    .where(and(eq(interchange.answersId, interchangeId), inArray(document.state, ['accepted'])));
  await moveDocuments(tx, {
    ids: own.map((row) => row.id), from: ['accepted'], to: 'waiting', event: 'answer-repeated', because: `ISA13 ${isa13} came again: the first answer goes again`,
    actor: journey.holder, at, set: { notBefore: at, answerDueAt: null },
  });
  return own.flatMap((row) => row.endpoint ?? []);
}

interface Made { bytes: Buffer; isa13: string; gs06: string }

async function acknowledgements(journey: Journey, tx: Transaction, input: Answering, kind: Exclude<AnswerKind, '824'>): Promise<Made[]> {
  const { read, mode, at } = input;
  const numbering = numberingOf(journey, input);
  const received = asAddressed(journey, read, mode);
  if (kind === 'TA1') {
    // Relayed with a fault in a set, or not taken because of another: refused whole, and the TA1 is the only word for it.
    const refused = input.refused === true && (mode === 'relay' || !read.accepted);
    const isa13 = String(await nextInterchangeNumber(tx, numbering));
    return [{ bytes: composeTa1(received, { isa13, at, ...(refused ? { code: 'R' } : {}) }), isa13: isa13.padStart(9, '0'), gs06: '' }];
  }
  if (kind === 'CONTRL') {
    const reference = String(await nextInterchangeNumber(tx, numbering));
    // Relayed, the endpoint speaks for the messages; we say that they came, or that nothing of them was taken.
    const whole = mode !== 'relay' ? {} : { whole: input.refused ? 'refused' as const : 'received' as const };
    const verdicts = new Map(input.refused ? setsOf(read).map(({ set }) => [set.st02, { verdict: 'R' as const }]) : []);
    return [{ bytes: composeContrl(received, { reference, at, verdicts, ...whole }), isa13: reference, gs06: '' }];
  }
  const made: Made[] = [];
  for (const alike of read.accepted ? answeredTogether(read) : []) {
    const { isa, gs } = await nextControlNumbers(tx, numbering, 0);
    // Those at fault say so themselves; the others are not taken either.
    const sound = input.refused ? alike.flatMap((group) => group.sets.filter((set) => set.accepted)) : [];
    const verdicts = new Map(sound.map((set) => [set, { verdict: 'R' as const }]));
    const bytes = composeFunctional({ ...received, groups: alike }, { as: kind, isa13: String(isa), gs06: String(gs), st02: '0001', at, verdicts });
    if (bytes) made.push({ bytes, isa13: String(isa).padStart(9, '0'), gs06: String(gs) });
  }
  return made;
}

/** One interchange of ours for each version and application code: what is numbered together travels together. */
function answeredTogether(read: ReadInterchange): ReadGroup[][] {
  return [...groupBy(read.groups.filter((group) => !isAnswerGroup(group)), ({ gs08, gs02, gs03 }) => [gs08, gs02, gs03].join('\n')).values()];
}

/** An 824 for each group of which something could not be routed, or, addressed to us, not matched to a vessel call. */
async function advices(journey: Journey, tx: Transaction, input: Answering & { documents: readonly DocumentRow[] }): Promise<Made[]> {
  const { read, mode, at, documents } = input;
  const withCall = new Set((documents.length === 0 ? [] : await tx.select({ id: documentCall.documentId }).from(documentCall).where(anyOf(documentCall.documentId, documents.map((doc) => doc.id)))).map((row) => row.id));
  const made: Made[] = [];
  for (const group of read.groups) {
    const items = documents.filter((doc) => group.sets.some((set) => set.start - read.start === doc.byteStart)).flatMap((doc) => adviceOn(doc, mode, withCall.has(doc.id)));
    if (items.length === 0) continue;
    const { isa, gs } = await nextControlNumbers(tx, numberingOf(journey, input), 0);
    made.push({ bytes: compose824(asAddressed(journey, read, mode), group, items, { isa13: String(isa), gs06: String(gs), at }), isa13: String(isa).padStart(9, '0'), gs06: String(gs) });
  }
  return made;
}

function adviceOn(doc: DocumentRow, mode: Mode, matched: boolean): AdviceItem[] {
  const facts = doc.facts as Partial<DocumentFacts>;
  const bill = facts.bills?.[0];
  const reference = bill === undefined ? {} : { reference: { qualifier: 'BM', value: bill } };
  const item = { st01: doc.set, st02: doc.st02, verdict: 'TE' as const };
  if (doc.state === 'unroutable') return [{ ...item, reasons: [{ code: ADVICE_REASONS.unroutable, text: `${doc.ref} waits for a person: ${doc.because}`, ...reference }] }];
  const named = facts.vessel !== undefined && (facts.vessel.code !== null || facts.vessel.name !== null);
  if (mode !== 'rewrap' || matched || !named) return [];
  return [{ ...item, reasons: [{ code: ADVICE_REASONS.notMatching, text: `${doc.ref} belongs to no vessel call that is known: vessel ${facts.vessel?.name ?? facts.vessel?.code ?? ''}, voyage ${facts.voyage ?? 'none'}`, ...reference }] }];
}

/** What is relayed was not addressed to us: we answer under our own id, never under the endpoint's. */
function asAddressed(journey: Journey, read: ReadInterchange, mode: Mode): ReadInterchange {
  const { own } = journey.settings.envelope;
  return mode === 'rewrap' || !own ? read : { ...read, isa07: own.qualifier, isa08: own.id };
}

const endpointOf = (journey: Journey, partner: Partner): Endpoint | null => (partner.endpoint ? journey.directory.endpoints.get(partner.endpoint) ?? null : null);

function numberingOf(journey: Journey, { partner, read }: Answering) {
  return { partner: partner.endpoint ?? partner.code, usage: read.isa15 === 'T' ? 'T' as const : 'P' as const, sequence: endpointOf(journey, partner)?.envelope.sequence ?? 'any' };
}

async function keepAnswer(journey: Journey, tx: Transaction, input: Answering & Made & { kind: AnswerKind }): Promise<ReceiptAnswer> {
  const { read, partner, at, kind, bytes, isa13, gs06 } = input;
  const { own } = journey.settings.envelope;
  const endpoint = endpointOf(journey, partner);
  const lane = endpoint?.edi ? endpoint : null;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const [row] = await tx.insert(interchange).values({
    receivedAt: at, source: 'own', sourceName: null, partner: partner.code, carrier: partner.carrier, region: partner.region, sha256, coreSha256: sha256, byteLength: bytes.length,
    isaSenderQualifier: own?.qualifier ?? null, isaSender: own?.id ?? null, isaReceiverQualifier: read.isa05, isaReceiver: read.isa06.trim(), isa13, usage: read.isa15,
    verdict: 'accepted', findings: [], answer: {}, mode: 'own', syntax: read.syntax, answersId: input.interchangeId,
  }).returning({ id: interchange.id });
  if (!row) throw new Error('an interchange was inserted and not returned');
  await storeInterchangeBytes(tx, row.id, [bytes]);
  if (lane) await keepDocument(journey, tx, { ...input, endpoint: lane, interchangeId: row.id, sha256, gs06 });
  return { as: kind, isa13, to: lane?.code ?? null, x12: lane ? null : bytes.toString('latin1') };
}

/** The answer as a document of the sender's lane: it waits, is tried and handed over like any other, and nobody answers it. */
async function keepDocument(journey: Journey, tx: Transaction, made: Answering & Made & { kind: AnswerKind; endpoint: Endpoint; sha256: string }): Promise<void> {
  const { endpoint, kind, at, read, bytes } = made;
  const due = dueFor(journey, { facts: null, set: kind, receivedAt: at, endpoint, call: null });
  const rows = await tx.insert(document).values({
    ref: makeRef(), interchangeId: made.interchangeId, carrier: endpoint.carrier, region: endpoint.region, partner: made.partner.code, endpoint: endpoint.code, kind: 'acknowledgement',
    set: kind, release: read.groups[0]?.gs08 ?? '', gs01: kind === '824' ? 'AG' : made.gs06 === '' ? '' : 'FA', gs03: endpoint.envelope.gs03, isa13: made.isa13, ownIsa13: Number(made.isa13), gs06: made.gs06, st02: made.gs06 === '' ? '' : '0001',
    byteStart: 0, byteLength: bytes.length, sha256: made.sha256, facts: {}, state: 'waiting', because: `our ${kind} for ISA13 ${read.isa13}`,
    ...dueColumns(due),
    notBefore: at, profile: { ...profileOf(endpoint) }, receivedAt: at, changedAt: at,
  }).returning();
  await recordReceipt(tx, rows, journey.holder, { source: 'own', answers: read.isa13 });
}

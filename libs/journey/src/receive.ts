import { isDeepStrictEqual } from 'node:util';
import { and, desc, eq, sql } from 'drizzle-orm';
import { findPartner, type Partner } from '#directory';
import { holdsLease, interchange, storeInterchangeBytes, type Transaction } from '#ledger';
import { EdiReader, type ReadFile, type ReadInterchange } from '#x12';
import { answerAgain, answerRefusal } from './answer-sender.js';
import { BodyTooLargeError } from './errors.js';
import { WAITING_CHANNEL, type Journey } from './journey.js';
import { keepInterchange, numbersOf } from './keep-interchange.js';
import type { Receipt, ReceiptAnswer, ReceiptFinding } from './receipt.js';
import { modeOf, type Reception } from './reception.js';
import { refusalOf } from './refusal.js';
import { lockNumbers } from './repeats.js';
import { mappingsFor } from './resolve.js';
import { Spool } from './spool.js';

type Refusal = Extract<Receipt, { status: 'rejected' }>;

/**
 * Step 1. Keeps the bytes, reads the envelope, makes one document per ST..SE and addressee, finds its vessel call and due
 * time, and commits; only then is there a receipt. A file is taken whole or refused whole, so that a sender who corrects and
 * repeats it cannot double a part of it; but of an interchange addressed to us, each set is taken or refused by itself, and
 * our 997 says which.
 *
 * @throws BodyTooLargeError when the body passes the limit; nothing is kept then
 */
export async function receive(journey: Journey, reception: Reception): Promise<Receipt> {
  const spool = new Spool();
  try {
    const reader = new EdiReader({ structure: reception.partner.structure });
    for await (const chunk of reception.chunks) {
      await spool.write(chunk);
      if (spool.byteLength > reception.limitBytes) throw new BodyTooLargeError(reception.limitBytes);
      reader.push(chunk);
    }
    const file = reader.end();
    const stranger = await strangerAmong(journey, reception.partner, file.interchanges);
    const faults = refusalOf(file, (read) => modeOf(journey, read));
    if (faults) return await keepRejected(journey, reception, spool, { file, code: 'INTAKE.REFUSED_CONTENT', findings: faults, answered: stranger === null });
    if (stranger) {
      const sentence = `ISA06 is "${stranger.isa06.trim()}" (ISA05 ${stranger.isa05}): ${reception.partner.code} is not registered to send under it`;
      return await keepRejected(journey, reception, spool, { file, code: 'INTAKE.UNKNOWN_SENDER', findings: [{ code: 'INTAKE.UNKNOWN_SENDER', sentence, segment: 1, offset: stranger.start }], answered: false });
    }
    return await keepAccepted(journey, reception, spool, file);
  } finally {
    await spool.discard();
  }
}

/**
 * The first interchange this partner may not send: its ISA06 is not registered for it, and its own endpoint does not
 * receive under it either. Whoever receives as X, by the directory or by a person's mapping, answers as X.
 */
async function strangerAmong(journey: Journey, partner: Partner, interchanges: readonly ReadInterchange[]): Promise<ReadInterchange | null> {
  for (const one of interchanges) {
    if (findPartner(journey.directory, { partner: partner.code, isa05: one.isa05, isa06: one.isa06 })) continue;
    const endpoint = partner.endpoint ? journey.directory.endpoints.get(partner.endpoint) : undefined;
    if (!endpoint) return one;
    const mappings = await mappingsFor(journey.ledger.db, one.isa06.trim());
    const receivesSo = endpoint.receives.some((claim) => claim.isa08 === one.isa06.trim()) || mappings.some((mapping) => mapping.endpoint === endpoint.code);
    if (!receivesSo) return one;
  }
  return null;
}

async function keepRejected(journey: Journey, reception: Reception, spool: Spool, refused: { file: ReadFile; code: string; findings: ReceiptFinding[]; answered: boolean }): Promise<Receipt> {
  const { file, code, findings } = refused;
  const first = file.interchanges[0];
  const sentence = findings[0]?.sentence ?? 'refused';
  return journey.ledger.transaction(async (tx) => {
    await insistOnLease(tx, reception);
    const at = journey.clock.now();
    const again = await refusedBefore(tx, reception.partner, { sha256: spool.sha256(), code, findings });
    if (again) {
      await tellLanes(tx, await answerAgain(journey, tx, { interchangeId: again.keptAs, isa13: first?.isa13 ?? '', at }));
      return again;
    }
    const [row] = await tx.insert(interchange).values({
      receivedAt: at, source: reception.source, sourceName: reception.sourceName, partner: reception.partner.code,
      carrier: reception.partner.carrier, region: reception.partner.region, sha256: spool.sha256(), byteLength: spool.byteLength,
      ...(first ? { ...numbersOf(first), mode: modeOf(journey, first) } : {}), verdict: 'rejected', findings, answer: { status: 'rejected', code, sentence },
    }).returning({ id: interchange.id });
    if (!row) throw new Error('an interchange was inserted and not returned');
    await storeInterchangeBytes(tx, row.id, spool.read(0, spool.byteLength));
    const answers = refused.answered ? await answerRefusal(journey, tx, { file, partner: reception.partner, interchangeId: row.id, at, modeOf: (read) => modeOf(journey, read) }) : [];
    await tx.update(interchange).set({ answer: { status: 'rejected', code, sentence, answers } }).where(eq(interchange.id, row.id));
    await tellLanes(tx, answers.flatMap((answer) => answer.to ?? []));
    return { status: 'rejected', code, sentence, findings, answers, keptAs: row.id };
  });
}

/** The same file again, refused for the same reasons: it is not kept twice, and has its answer. Where its partner's file changed meanwhile, the reasons may be others. */
async function refusedBefore(tx: Transaction, partner: Partner, refused: { sha256: string; code: string; findings: ReceiptFinding[] }): Promise<Refusal | null> {
  const [row] = await tx.select({ id: interchange.id, findings: interchange.findings, answer: interchange.answer }).from(interchange)
    .where(and(eq(interchange.sha256, refused.sha256), eq(interchange.partner, partner.code), eq(interchange.verdict, 'rejected'))).orderBy(desc(interchange.id)).limit(1);
  if (!row || !isDeepStrictEqual(row.findings, refused.findings)) return null;
  const { code, sentence, answers = [] } = row.answer as { code: string; sentence: string; answers?: ReceiptAnswer[] };
  return code === refused.code ? { status: 'rejected', code, sentence, findings: refused.findings, answers, keptAs: row.id } : null;
}

async function keepAccepted(journey: Journey, reception: Reception, spool: Spool, file: ReadFile): Promise<Receipt> {
  return journey.ledger.transaction(async (tx) => {
    await insistOnLease(tx, reception);
    await lockNumbers(tx, file.interchanges);
    const kept = [];
    for (const read of file.interchanges) kept.push(await keepInterchange(journey, reception, tx, spool, read, modeOf(journey, read)));
    await tellLanes(tx, kept.flatMap((one) => one.endpoints));
    return { status: kept.every((one) => one.repeated) ? 'duplicate' : 'accepted', interchanges: kept.map((one) => one.receipt) };
  });
}

async function tellLanes(tx: Transaction, endpoints: readonly string[]): Promise<void> {
  for (const endpoint of new Set(endpoints)) await tx.execute(sql`select pg_notify(${WAITING_CHANNEL}, ${endpoint})`);
}

async function insistOnLease(tx: Transaction, reception: Reception): Promise<void> {
  if (reception.lease && !(await holdsLease(tx, reception.lease))) throw new Error(`the lease ${reception.lease.name} passed to another reader; nothing was taken`);
}

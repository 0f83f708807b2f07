import { cellText } from '../writers/cell-text.js';
import { BYTE_ORDER_MARK, csvRecord } from '../writers/csv/rfc-4180.js';
import { hourThere } from './hours.js';
import { Totals } from './totals.js';
import type { EvidenceDocument, EvidencePack, EvidenceTransmission } from './types.js';
import { howToRead } from './words.js';

/** The same in every pack, so that two can stand in one table. */
const COLUMNS = [
  'RECORD', 'AT_UTC', 'AT_LOCAL', 'ENDED_UTC', 'REF', 'SET', 'VERSION', 'EVENT', 'FROM', 'TO', 'CHANNEL', 'RELAY', 'OUTCOME', 'LEVEL', 'WORDS', 'BECAUSE', 'BY', 'IDENTITY', 'RECIPIENTS',
  'ISA13', 'GS06', 'ST02', 'SHA256', 'BYTES', 'DUE_UTC', 'DUE_RULE', 'DUE_IS_LAW', 'HANDED_OVER_UTC', 'ACKNOWLEDGED_UTC', 'HAND_OVER_DELAY_MINUTES', 'DELAY_MINUTES', 'DELAY_STOPPED', 'OUTAGE_MINUTES',
  'LINK', 'LINK_HASH', 'CHAIN', 'LABEL', 'VALUE',
] as const;

type Cells = Partial<Record<(typeof COLUMNS)[number], string>>;

/**
 * A pack as CSV (RFC 4180, UTF-8 with its mark), a record an event, in chunks: PACK what it is about, CALL-TIME and CALL-EVENT, OUTAGE and
 * OUTAGE-EVENT, then of each document DOCUMENT, TRY, PART, ANSWER, TOLD and HISTORY, at last TOTAL. Cells that a spreadsheet would run are made text.
 */
export async function* evidenceCsv(pack: EvidencePack, documents: AsyncIterable<EvidenceDocument>): AsyncGenerator<Uint8Array> {
  const { zone } = pack;
  const totals = new Totals();
  yield Buffer.from(`${BYTE_ORDER_MARK}${csvRecord(COLUMNS)}\r\n`);
  yield written([...aboutRecords(pack), ...outageRecords(pack)], zone);
  for await (const doc of documents) {
    totals.add(doc);
    yield written(documentRecords(doc), zone);
  }
  yield written(totals.facts().map(({ label, value }) => ({ RECORD: 'TOTAL', LABEL: label, VALUE: value })), zone);
}

/** AT_UTC is an instant; the hour by the quay's clock is put beside it. */
function written(records: readonly Cells[], zone: string): Buffer {
  return Buffer.from(records.map((cells) => {
    const local = cells.AT_UTC === undefined || cells.AT_UTC === '' ? '' : hourThere(new Date(cells.AT_UTC), zone);
    return `${csvRecord(COLUMNS.map((name) => cellText(name === 'AT_LOCAL' ? local : (cells[name] ?? ''))))}\r\n`;
  }).join(''));
}

const iso = (at: Date | null): string => at?.toISOString() ?? '';
const figure = (n: number | null): string => (n === null ? '' : String(n));

function aboutRecords(pack: EvidencePack): Cells[] {
  const fact = (label: string, value: string): Cells => ({ RECORD: 'PACK', LABEL: label, VALUE: value });
  return [
    fact('Pack', pack.name), fact('About', pack.title), ...pack.facts.map(({ label, value }) => fact(label, value)), fact('Zone', pack.zone), { ...fact('As of', iso(pack.asOf)), AT_UTC: iso(pack.asOf) },
    ...howToRead(pack).map((sentence) => fact('How to read it', sentence)),
    ...pack.times.map((one): Cells => ({ RECORD: 'CALL-TIME', AT_UTC: iso(one.reportedAt), EVENT: one.what, VALUE: iso(one.at), LABEL: 'reported for', BY: one.by, BECAUSE: one.reason ?? '' })),
    ...pack.events.map((one): Cells => ({ RECORD: 'CALL-EVENT', AT_UTC: iso(one.at), EVENT: one.what, BECAUSE: one.because, BY: one.by })),
  ];
}

function outageRecords({ outages }: EvidencePack): Cells[] {
  return outages.flatMap((one): Cells[] => [
    { RECORD: 'OUTAGE', AT_UTC: iso(one.openedAt), ENDED_UTC: iso(one.closedAt), IDENTITY: String(one.id), EVENT: one.scope, TO: one.state, BECAUSE: one.because, BY: one.declaredBy },
    ...one.events.map((event): Cells => ({ RECORD: 'OUTAGE-EVENT', AT_UTC: iso(event.at), IDENTITY: String(one.id), EVENT: event.what, BECAUSE: event.because, BY: event.by })),
  ]);
}

function documentRecords(doc: EvidenceDocument): Cells[] {
  const of: Cells = { REF: doc.ref, SET: doc.set, VERSION: String(doc.version) };
  return [
    {
      ...of, RECORD: 'DOCUMENT', AT_UTC: iso(doc.receivedAt), EVENT: doc.isTest ? 'received, a test' : 'received', TO: doc.state, BECAUSE: doc.because, ISA13: doc.isa13, GS06: doc.gs06, ST02: doc.st02, SHA256: doc.sha256, BYTES: String(doc.byteLength),
      RECIPIENTS: doc.endpoint ?? '', BY: doc.partner, DUE_UTC: iso(doc.dueAt), DUE_RULE: doc.dueRule, DUE_IS_LAW: doc.dueIsLaw ? 'law' : '', WORDS: doc.dueBecause, HANDED_OVER_UTC: iso(doc.handedOverAt), CHANNEL: doc.handedOverBy ?? '', ACKNOWLEDGED_UTC: iso(doc.acknowledgedAt),
      LEVEL: doc.acknowledgedLevel ?? '', HAND_OVER_DELAY_MINUTES: figure(doc.handOverDelayMinutes), DELAY_MINUTES: figure(doc.delayMinutes), DELAY_STOPPED: doc.settled ? 'yes' : 'no', OUTAGE_MINUTES: figure(doc.outageMinutes),
      LINK: String(doc.chain.links), LINK_HASH: doc.chain.head, CHAIN: doc.chain.fault === null ? 'whole' : `not whole: ${doc.chain.fault}`, IDENTITY: doc.interchange.sha256, LABEL: 'interchange came by', VALUE: [doc.interchange.source, doc.interchange.sourceName ?? ''].filter((part) => part !== '').join(' '),
    },
    ...doc.tries.map((one): Cells => ({ ...of, RECORD: 'TRY', AT_UTC: iso(one.openedAt), ENDED_UTC: iso(one.endedAt), EVENT: `try ${one.number}`, CHANNEL: one.channel, RELAY: one.relay ?? '', OUTCOME: one.outcome ?? 'open', WORDS: one.words ?? '', BECAUSE: one.because, ...transmission(one.transmission) })),
    ...doc.parts.map((one): Cells => ({ ...of, RECORD: 'PART', AT_UTC: iso(one.acceptedAt), EVENT: `part ${one.number} of ${one.of}`, CHANNEL: 'email', RELAY: one.relay ?? '', OUTCOME: one.acceptedAt === null ? '' : 'accepted', WORDS: one.receipt ?? '', IDENTITY: one.identity, SHA256: one.sha256, BYTES: String(one.byteLength), LABEL: 'of the mail', VALUE: one.transmission })),
    ...doc.answers.map((one): Cells => ({ ...of, RECORD: 'ANSWER', AT_UTC: iso(one.receivedAt), EVENT: 'answer', LEVEL: one.level, OUTCOME: one.verdict, WORDS: one.words, BECAUSE: one.matchedBy, SHA256: one.sourceSha256 ?? '' })),
    ...doc.told.map((one): Cells => ({ ...of, RECORD: 'TOLD', AT_UTC: iso(one.untilAt), EVENT: `list ${one.number}, ${one.kind}`, CHANNEL: 'email', RECIPIENTS: one.mailbox, OUTCOME: one.as, IDENTITY: one.listIdentity })),
    ...doc.history.map((one): Cells => ({ ...of, RECORD: 'HISTORY', AT_UTC: iso(one.at), EVENT: one.event, FROM: one.from ?? '', TO: one.to, BECAUSE: one.because, BY: one.by, LINK: String(one.seq), LINK_HASH: one.hash })),
  ];
}

const transmission = (one: EvidenceTransmission): Cells => ({ LABEL: 'sent as', VALUE: one.kind, IDENTITY: one.identity, RECIPIENTS: one.recipients.join(' '), SHA256: one.sha256, BYTES: String(one.byteLength), ISA13: one.isa13 ?? '', GS06: one.gs06 ?? '', ST02: one.st02 ?? '' });

import type { Block, Column, Fact, Row, Section } from '../page/page.js';
import { titleOf } from '../words/titles.js';
import { Words } from '../words/words.js';
import { hours, hourSaid, minutesSaid } from './hours.js';
import type { EvidenceDocument, EvidenceTransmission } from './types.js';
import { channelWords, outcomeWords } from './words.js';

const column = (id: string, title: string, kind: Column['kind'] = 'text'): Column => ({ id, title, kind });

/** One document of a pack, whole: what it is, its hours against its due time, tries, mails, answers, and its history. One section, so that each sheet it goes on to names it. */
export function documentSection(doc: EvidenceDocument, number: number, zone: string): Section {
  const tables = [triesOf, partsOf, answersOf, toldOf, historyOf].map((of) => of(doc, zone)).filter(({ rows }) => rows.length > 0);
  return {
    id: 'text', heading: `${number}.  ${doc.ref}  ${titleOf(doc.set, Words.in('en'))} (${doc.set}) v${doc.version}  ${verdict(doc)}`, tone: 'quiet',
    blocks: [{ kind: 'facts', facts: factsOf(doc, zone) }, ...tables.map((table): Block => ({ kind: 'table', table }))],
  };
}

/** In the heading: what somebody who turns the leaves looks for. */
function verdict(doc: EvidenceDocument): string {
  const late = (doc.delayMinutes ?? 0) > 0 ? `LATE ${minutesSaid(doc.delayMinutes ?? 0)}${doc.dueIsLaw ? ', by law' : ''}${doc.settled ? '' : ', not delivered yet'}` : null;
  if (doc.isTest) return 'a test';
  if (doc.state === 'superseded' || doc.state === 'cancelled' || doc.state === 'rejected') return [doc.state, late].filter((part) => part !== null).join(', ');
  return late ?? (doc.settled ? 'in time' : doc.state);
}

function factsOf(doc: EvidenceDocument, zone: string): Fact[] {
  const delay = (minutes: number | null): string => (minutes === null ? '' : minutes > 0 ? `, ${minutesSaid(minutes)} after its due time` : ', before its due time');
  const facts: (Fact | null)[] = [
    { label: 'From, to', value: `${doc.partner}, ${doc.endpoint ?? 'nobody known yet'} (carrier ${doc.carrier}; ${doc.acknowledges === 'none' ? 'it answers nothing' : `it answers by ${doc.acknowledges}`})` },
    { label: 'Control numbers', value: `ISA13 ${doc.isa13} · GS06 ${doc.gs06} · ST02 ${doc.st02}` },
    { label: 'SHA-256', value: `${doc.sha256} (${doc.byteLength.toLocaleString('en')} bytes)` },
    { label: 'Its interchange', value: `${doc.interchange.sha256}, came by ${doc.interchange.source}${doc.interchange.sourceName === null ? '' : ` as ${doc.interchange.sourceName}`}` },
    doc.predecessor === null ? null : { label: 'Changes', value: doc.predecessor },
    doc.retargetedFrom === null ? null : { label: 'Made from', value: `${doc.retargetedFrom}, because its call went elsewhere` },
    doc.matchedBy === null ? null : { label: 'In this call', value: doc.matchedBy },
    { label: 'Received', value: hourSaid(doc.receivedAt, zone) },
    { label: 'Due', value: doc.dueAt === null ? `no due time: ${doc.dueBecause}` : `${hourSaid(doc.dueAt, zone)} by ${doc.dueRule}${doc.dueIsLaw ? ', which is law' : ''}: ${doc.dueBecause}` },
    { label: 'Handed over', value: doc.handedOverAt === null ? 'not yet' : `${hourSaid(doc.handedOverAt, zone)} by ${channelWords(doc.handedOverBy ?? 'sftp')}${delay(doc.handOverDelayMinutes)}` },
    { label: 'Acknowledged', value: doc.acknowledgedAt === null ? (doc.acknowledges === 'none' ? 'the endpoint answers nothing: the clock stopped when it was handed over' : 'not yet') : `${hourSaid(doc.acknowledgedAt, zone)}, level ${doc.acknowledgedLevel ?? 'not told'}${delay(doc.delayMinutes)}` },
    doc.outageMinutes === null && doc.outageBecause === null ? null : { label: 'By an outage', value: [doc.outageMinutes === null ? 'not known' : minutesSaid(doc.outageMinutes), doc.outageBecause ?? ''].filter((part) => part !== '').join(': ') },
    { label: 'Stands as', value: `${doc.state}: ${doc.because}` },
    { label: 'Chain', value: `${doc.chain.links} links, ${doc.chain.fault === null ? 'whole' : `NOT WHOLE: ${doc.chain.fault}`}; head ${doc.chain.head}` },
  ];
  return facts.filter((fact) => fact !== null);
}

function triesOf({ tries }: EvidenceDocument, zone: string) {
  return {
    columns: [column('number', 'Try', 'figure'), column('opened', 'Opened'), column('ended', 'Ended'), column('way', 'By'), column('outcome', 'Outcome')],
    rows: tries.map((one): Row => ({
      cells: [String(one.number), hours(one.openedAt, zone), hours(one.endedAt, zone), [channelWords(one.channel), ...(one.relay === null ? [] : [`relay ${one.relay}`])], outcomeWords(one.outcome)],
      notes: [...(one.words === null ? [] : [`They said: ${one.words}`]), `Why so: ${one.because}`, transmissionWords(one.transmission)],
    })),
  };
}

function transmissionWords({ kind, identity, sha256, byteLength, recipients, isa13, gs06, st02 }: EvidenceTransmission): string {
  const numbers = isa13 === null ? '' : `, under our numbers ISA13 ${isa13}${gs06 === null ? '' : `, GS06 ${gs06}`}${st02 === null ? '' : `, ST02 ${st02}`}`;
  return `${kind} ${identity}, SHA-256 ${sha256}, ${byteLength.toLocaleString('en')} bytes${recipients.length === 0 ? '' : `, to ${recipients.join(', ')}`}${numbers}`;
}

function partsOf({ parts }: EvidenceDocument, zone: string) {
  return {
    columns: [column('part', 'Part'), column('accepted', 'Handed over'), column('relay', 'Relay'), column('receipt', 'They said')],
    rows: parts.map((one): Row => ({ cells: [`${one.number} of ${one.of}`, one.acceptedAt === null ? 'not yet' : hours(one.acceptedAt, zone), one.relay ?? '', one.receipt ?? ''], notes: [`${one.identity}, SHA-256 ${one.sha256}, ${one.byteLength.toLocaleString('en')} bytes`] })),
  };
}

function answersOf({ answers }: EvidenceDocument, zone: string) {
  return {
    columns: [column('received', 'Answered'), column('level', 'Level'), column('verdict', 'Verdict'), column('words', 'Their words')],
    rows: answers.map((one): Row => ({ cells: [hours(one.receivedAt, zone), one.level, one.verdict, one.words], notes: [`Matched by ${one.matchedBy}${one.sourceSha256 === null ? '' : `; it came in the interchange of SHA-256 ${one.sourceSha256}`}`] })),
  };
}

function toldOf({ told }: EvidenceDocument, zone: string) {
  return {
    columns: [column('until', 'Told of'), column('list', 'In list'), column('mailbox', 'Mailbox'), column('as', 'Told as')],
    rows: told.map((one): Row => ({ cells: [hours(one.untilAt, zone), `${one.kind} ${one.number}`, one.mailbox, one.as], notes: [one.listIdentity] })),
  };
}

function historyOf({ history }: EvidenceDocument, zone: string) {
  return {
    columns: [column('seq', 'Link', 'figure'), column('at', 'At'), column('event', 'What'), column('by', 'By')],
    rows: history.map((one): Row => ({
      cells: [String(one.seq), hours(one.at, zone), [one.event, ...(one.from !== null && one.from !== one.to ? [`${one.from} → ${one.to}`] : [])], one.by],
      notes: [one.because],
    })),
  };
}

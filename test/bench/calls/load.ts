import { createHash } from 'node:crypto';
import { profileOf, type Directory } from '#directory';
import { HOUR, MINUTE } from '#common';
import { documentKeys } from '#vessel-calls';
import type { DocumentFacts } from '#x12';
import { Random } from '../x12/files/random.js';
import { CopyTable, withoutIndexes } from './copy.js';
import { deskOf, LINES, QUAYS } from './ports.js';
import { boxesFor, callsOf, minute, NOW, SETS, shipmentsOf, type BenchCall, type BenchSet, type Shipment } from './year.js';

/** What is loaded, and in which order its columns are written. */
const COLUMNS = {
  call: ['id', 'reference', 'carrier', 'region', 'operator', 'service_code', 'imo', 'call_sign', 'vessel_name', 'unlocode', 'terminal', 'endpoint', 'voyage_in', 'voyage_out', 'zone', 'phase', 'cut_offs', 'source', 'changed_at'],
  call_alias: ['call_id', 'line', 'voyage', 'vessel_name'],
  call_timestamp: ['call_id', 'event', 'place', 'classifier', 'at', 'reported_at', 'reported_by'],
  interchange: ['id', 'received_at', 'source', 'source_name', 'partner', 'carrier', 'region', 'sha256', 'byte_length', 'isa05', 'isa06', 'isa07', 'isa08', 'isa13', 'isa15', 'verdict', 'findings', 'answer'],
  document: [
    'id', 'ref', 'interchange_id', 'carrier', 'region', 'partner', 'endpoint', 'kind', 'set', 'release', 'gs01', 'gs03', 'isa13', 'gs06', 'st02', 'byte_start', 'byte_length', 'sha256', 'facts', 'business_key', 'replaces', 'state', 'because',
    'due_at', 'effective_due_at', 'due_rule', 'due_because', 'amber_at', 'red_at', 'not_before', 'profile', 'tries', 'received_at', 'accepted_at', 'accepted_by', 'last_accepted_by', 'edi_accepted_at', 'mail_accepted_at', 'acknowledged_at', 'acknowledged_level',
    'changed_at', 'history_seq', 'history_hash', 'indexed',
  ],
  document_key: ['document_id', 'kind', 'value'],
  document_call: ['document_id', 'call_id', 'rule', 'because', 'matched_at'],
  history: ['document_id', 'seq', 'at', 'actor', 'salt', 'event', 'from_state', 'to_state', 'because', 'canonical', 'previous_hash', 'hash'],
  transmission: ['id', 'endpoint', 'carrier', 'region', 'channel', 'kind', 'wire_identity', 'interchange_id', 'sha256', 'byte_length', 'composed_at', 'listed'],
  transmission_document: ['transmission_id', 'document_id'],
  outage: ['scope_kind', 'scope', 'declared_by', 'actor', 'because', 'state', 'opened_at', 'closed_at'],
  try: ['id', 'transmission_id', 'number', 'holder', 'opened_at', 'expires_at', 'open', 'ended_at', 'outcome', 'because', 'proof'],
  try_document: ['try_id', 'document_id', 'open'],
} as const;

type Table = keyof typeof COLUMNS;
const TABLES = Object.keys(COLUMNS) as Table[];

/** Numbers that were loaded, of documents all over the year: what can be found. */
export interface Samples { bills: string[]; containers: string[]; isa13s: string[] }
export interface Loaded { calls: readonly BenchCall[]; documents: number; samples: Samples; rows: Record<Table, number>; seconds: number }

/** So many numbers of each kind are kept to ask for. */
const SAMPLES = 2_000;

/** One document in ten is late; one in twelve went by mail, since its path was down. */
const LATE_ONE_IN = 10;
const MAILED_ONE_IN = 12;
const SALT = '0011223344556677';
const AMBER = 12 * HOUR;
const RED = 4 * HOUR;

/** A year of calls and their documents into an empty, migrated ledger. */
export async function load(url: string, directory: Directory, size: { calls: number; documents: number }, say: (line: string) => void): Promise<Loaded> {
  const start = performance.now();
  const calls = callsOf(size);
  const tables = {} as Record<Table, CopyTable>;
  let writer: YearWriter | null = null;
  await withoutIndexes(url, TABLES, say, async () => {
    for (const table of TABLES) tables[table] = await CopyTable.open(url, table, COLUMNS[table]);
    const year = writer = new YearWriter(tables, directory, size.documents, say);
    await year.outages();
    for (const call of calls) await year.call(call);
    await year.documentsInOrder();
    await Promise.all(TABLES.map((table) => tables[table].close()));
  });
  if (!writer) throw new Error('nothing was loaded');
  const { documents, samples } = writer as YearWriter;
  return { calls, documents, samples, rows: Object.fromEntries(TABLES.map((table) => [table, tables[table].rows])) as Record<Table, number>, seconds: (performance.now() - start) / 1000 };
}

class YearWriter {
  documents = 0;
  private interchanges = 0;
  private transmissions = 0;
  private readonly random = new Random(20_180_724);
  /** as text: made once for each endpoint, not once for each document */
  private readonly profiles: Map<string, string>;
  private readonly boxes: number;
  private readonly toCome: ToCome[] = [];
  private told = performance.now();
  readonly samples: Samples = { bills: [], containers: [], isa13s: [] };

  constructor(private readonly to: Record<Table, CopyTable>, directory: Directory, private readonly wanted: number, private readonly say: (line: string) => void) {
    this.boxes = boxesFor(wanted);
    this.profiles = new Map([...directory.endpoints.values()].map((endpoint) => [endpoint.code, JSON.stringify(profileOf(endpoint))]));
  }

  async call(call: BenchCall): Promise<void> {
    const { vessel, quay } = call;
    const cutOffs = { cargo: minute(call.eta - 24 * HOUR), doc: minute(call.eta - 72 * HOUR), vgm: minute(call.eta - 30 * HOUR) };
    await this.to.call.write([call.id, call.reference, quay.carrier, quay.region, vessel.line, call.service, vessel.imo, vessel.callSign, vessel.name, quay.unlocode, quay.terminal, quay.code, call.voyageIn, call.voyageOut, quay.zone, call.phase, cutOffs, 'bench', minute(Math.min(call.eta, NOW.getTime()))]);
    // A line that shares the ship numbers its voyages in its own way.
    if (this.random.once(4)) await this.to.call_alias.write([call.id, this.random.of(LINES), `X${call.voyageIn}${call.id % 97}`, null]);
    for (const [event, planned, best] of [['ARRI', call.planned, call.eta], ['DEPA', call.planned + 24 * HOUR, call.etd]] as const) {
      const stamp = (classifier: string, at: number, reported: number) => this.to.call_timestamp.write([call.id, event, 'BRTH', classifier, minute(at), minute(reported), 'bench']);
      await stamp('PLN', planned, Math.min(planned, NOW.getTime()) - 30 * 24 * HOUR);
      await stamp('EST', (planned + best) / 2, Math.min(planned, NOW.getTime()) - 7 * 24 * HOUR);
      await stamp('EST', best, Math.min(best - 12 * HOUR, NOW.getTime()));
      if (best <= NOW.getTime()) await stamp('ACT', best, best);
    }
    const shipments = shipmentsOf(this.random, call, this.boxes);
    let left = call.documents;
    while (left > 0) {
      // One interchange: sets of one kind for one endpoint.
      const kind = this.kindOf(call);
      const sets = Math.min(left, this.random.between(4, 16));
      left -= sets;
      const planned = kind.dueFromEta === null ? call.eta + this.random.between(-24, 48) * HOUR : call.eta - this.random.between(3 * 24, 10 * 24) * HOUR;
      const receivedAt = Math.min(planned, NOW.getTime() - this.random.between(1, 72 * 60) * MINUTE);
      this.toCome.push({ call, kind, receivedAt, about: Array.from({ length: sets }, () => shipments[this.random.below(shipments.length)] as Shipment) });
    }
  }

  /** In the order they came: what belongs to one call lies far apart, and what came on one day together. */
  async documentsInOrder(): Promise<void> {
    for (const one of this.toCome.sort((a, b) => a.receivedAt - b.receivedAt)) await this.interchange(one);
  }

  private tell(): void {
    if (performance.now() - this.told < 10_000) return;
    this.told = performance.now();
    this.say(`${this.documents.toLocaleString('en')} of ${this.wanted.toLocaleString('en')} documents written`);
  }

  /** Each quay was cut off now and then, and once a quarter a region was. */
  async outages(): Promise<void> {
    const places = [...QUAYS.flatMap(({ code }) => [code, code, code].map((scope) => ['endpoint', scope] as const)), ...['AMERICAS', 'ASIA', 'EUROPE', 'AMERICAS'].map((scope) => ['region', scope] as const)];
    for (const [kind, scope] of places) {
      const from = NOW.getTime() - this.random.between(3, 330 * 24) * HOUR;
      await this.to.outage.write([kind, scope, kind === 'region' ? 'person' : 'evidence', 'bench', 'nothing was answered', 'closed', minute(from), minute(from + this.random.between(1, 40) * HOUR)]);
    }
  }

  private kindOf({ open }: BenchCall): BenchSet {
    // What waits for a call to come is due by its arrival.
    const kinds = open ? SETS.filter(({ dueFromEta }) => dueFromEta === -48) : SETS;
    let at = this.random.below(kinds.reduce((sum, { share }) => sum + share, 0));
    for (const kind of kinds) if ((at -= kind.share) < 0) return kind;
    throw new Error('shares of sets do not add up');
  }

  private async interchange({ call, kind, receivedAt, about }: ToCome): Promise<void> {
    const { random } = this;
    const line = this.random.once(5) ? random.of(LINES) : call.vessel.line;
    const endpoint = kind.toCarrier ? deskOf(line) : call.quay.code;
    const partner = line;
    const id = (this.interchanges += 1);
    const isa13 = String(id).padStart(9, '0');
    this.tell();
    const dueAt = kind.dueFromEta === null ? receivedAt + 2 * HOUR : call.eta + kind.dueFromEta * HOUR;
    const sent = call.open ? null : this.sentAt(receivedAt, dueAt);
    if (id % Math.ceil(this.wanted / (10 * SAMPLES)) === 0) this.samples.isa13s.push(isa13);
    const sha256 = digest(isa13);
    await this.to.interchange.write([id, minute(receivedAt), 'folder', `${isa13}.edi`, partner, line, call.quay.region, sha256, 900 * about.length + 200, 'ZZ', line, 'ZZ', endpoint.replace('-', ''), isa13, 'P', 'accepted', '[]', '{}']);
    const transmission = sent ? (this.transmissions += 1) : 0;
    if (sent) {
      await this.to.transmission.write([transmission, endpoint, line, call.quay.region, sent.by, sent.by === 'email' ? 'mail' : 'interchange', `${isa13}.${sent.by}`, id, sha256, 900 * about.length + 200, sent.acceptedAt, true]);
      await this.to.try.write([transmission, transmission, 1, 'bench', sent.acceptedAt, sent.acceptedAt, false, sent.acceptedAt, 'accepted', 'taken', '{}']);
    }
    for (const [n, shipment] of about.entries()) await this.document({ call, kind, line, partner, endpoint, id, isa13, n, receivedAt, dueAt, sent, transmission, shipment, next: about[(n + 1) % about.length] ?? shipment });
  }

  /** Null: it still waits. */
  private sentAt(receivedAt: number, dueAt: number): Sent | null {
    const { random } = this;
    const late = random.once(LATE_ONE_IN);
    const accepted = late ? Math.max(receivedAt, dueAt) + Math.ceil(-Math.log(1 - random.below(9_999) / 10_000) * 6 * 60) * MINUTE : Math.min(receivedAt + random.between(1, 30) * MINUTE, Math.max(receivedAt, dueAt));
    if (accepted > NOW.getTime()) return null;
    const by = late && random.once(2) || random.once(MAILED_ONE_IN) ? 'email' : 'sftp';
    const acknowledged = accepted + random.between(2, by === 'email' ? 180 : 25) * MINUTE;
    return { acceptedAt: new Date(accepted), by, acknowledgedAt: acknowledged > NOW.getTime() || random.once(100) ? null : new Date(acknowledged) };
  }

  private async document(doc: Doc): Promise<void> {
    const { call, kind, line, endpoint, sent, shipment, n } = doc;
    const { random } = this;
    const id = (this.documents += 1);
    const ref = refOf(id);
    const st02 = String(n + 1).padStart(4, '0');
    const receivedAt = minute(doc.receivedAt);
    const dueAt = minute(doc.dueAt);
    const facts = this.contentOf(kind, call, line, shipment, doc.next);
    const state = stateOf(random, sent);
    const because = BECAUSE[state] ?? '';
    const sha256 = digest(ref);
    const canonical = `{"actor":"${digest(SALT + doc.partner)}","at":"${receivedAt.toISOString()}","because":"${because}","event":"received","facts":{"set":"${kind.set}"},"fromState":"received","ref":"${ref}","seq":1,"toState":"${state}"}`;
    const hash = digest(canonical);
    const acknowledgedAt = state === 'acknowledged' ? sent?.acknowledgedAt ?? null : null;
    const changedAt = acknowledgedAt ?? sent?.acceptedAt ?? receivedAt;
    await this.to.document.write([
      id, ref, doc.id, line, call.quay.region, doc.partner, endpoint, 'business', kind.set, '004010', kind.gs01, endpoint.replace('-', ''), doc.isa13, String(doc.id), st02, 200 + n * 900, 900, sha256, facts, `${kind.set}|${line}|${shipment.bill}`, 'whole', state, because,
      dueAt, dueAt, kind.rule, 'the rule of its set says so', new Date(dueAt.getTime() - AMBER), new Date(dueAt.getTime() - RED), receivedAt, this.profiles.get(endpoint) ?? null, sent ? 1 : 0, receivedAt,
      sent?.acceptedAt ?? null, sent?.by ?? null, sent?.by ?? null, sent?.by === 'sftp' ? sent.acceptedAt : null, sent?.by === 'email' ? sent.acceptedAt : null, acknowledgedAt, acknowledgedAt ? 'syntax' : null, changedAt, 1, hash, true,
    ]);
    await this.to.history.write([id, 1, receivedAt, doc.partner, SALT, 'received', 'received', state, because, canonical, '', hash]);
    for (const key of documentKeys(facts, line)) await this.to.document_key.write([id, key.kind, key.value]);
    // One in fifty belongs to no known call, one in twenty to the ship's next call too.
    const matched = random.below(100);
    if (call.open || matched >= 2) await this.to.document_call.write([id, call.id, 'imo+voyage+place', `IMO ${call.vessel.imo}, voyage ${call.voyageIn}, ${call.quay.code}`, receivedAt]);
    if (!call.open && matched >= 95 && call.id > 1_000) await this.to.document_call.write([id, call.id - 1, 'imo+voyage+place', 'its second port', receivedAt]);
    if (!sent) return;
    await this.to.transmission_document.write([doc.transmission, id]);
    await this.to.try_document.write([doc.transmission, id, false]);
  }

  /** What the reader would have found in it. */
  private contentOf({ set }: BenchSet, call: BenchCall, line: string, one: Shipment, other: Shipment): DocumentFacts {
    const { vessel, quay } = call;
    const whole = set === '309' || set === '324';
    const event = set === '315' || set === '322';
    const bills = event || set === '301' || set === '324' ? [] : whole ? [one.bill, other.bill] : [one.bill];
    const bookings = set === '301' || set === '310' || event ? [one.booking] : [];
    const boxes = set === '301' ? [] : event ? one.containers.slice(0, 1) : whole ? [...one.containers, ...other.containers] : one.containers;
    const named = set !== '317' && set !== '350';
    const voyage = event || set === '309' ? call.voyageIn : call.voyageOut;
    const facts: DocumentFacts = {
      set, vessel: named ? { code: vessel.imo, qualifier: 'L', imo: vessel.imo, callSign: null, name: vessel.name } : { code: null, qualifier: null, imo: null, callSign: null, name: null }, voyage: named ? voyage : null, scac: line,
      places: [{ role: 'D', qualifier: 'UN', code: quay.unlocode, name: null, firms: null, terminal: quay.terminal, etaLocal: null, etdLocal: null }], bills, bookings, reference: null,
      containers: boxes.map((number) => ({ number, checkDigit: 'right', sizeType: '45G1', loadEmpty: 'L', weightKg: 18_400, seals: ['HS' + number.slice(4)], bill: bills[0] ?? null, hazmat: [] })),
      hazmat: one.hazmat, purpose: { kind: 'original', element: 'BGN01', value: '00' }, status: event ? { code: 'UV', element: 'B4-01' } : null,
    };
    if (this.documents % Math.ceil(this.wanted / (8 * SAMPLES)) === 0) {
      if (bills[0]) this.samples.bills.push(bills[0]);
      if (boxes[0]) this.samples.containers.push(boxes[0]);
    }
    return facts;
  }
}

interface ToCome { call: BenchCall; kind: BenchSet; receivedAt: number; about: readonly Shipment[] }
interface Sent { acceptedAt: Date; acknowledgedAt: Date | null; by: 'sftp' | 'email' }
interface Doc { call: BenchCall; kind: BenchSet; line: string; partner: string; endpoint: string; id: number; isa13: string; n: number; receivedAt: number; dueAt: number; sent: Sent | null; transmission: number; shipment: Shipment; next: Shipment }

const BECAUSE: Readonly<Record<string, string>> = {
  waiting: 'it waits for its turn', accepted: 'handed over, an answer is awaited', acknowledged: 'the terminal said so', rejected: 'the terminal said no', superseded: 'a newer version took its place', cancelled: 'its sender took it back',
};

function stateOf(random: Random, sent: Sent | null): string {
  if (!sent) return 'waiting';
  const at = random.below(1_000);
  if (at < 5) return 'rejected';
  if (at < 25) return 'superseded';
  if (at < 30) return 'cancelled';
  return sent.acknowledgedAt ? 'acknowledged' : 'accepted';
}

const SIGNS = '23456789ABCDEFGHJKMNPQRTVWXYZ';
const REFS = 29 ** 6;

/** The n-th ref: scattered over all there are, as drawn ones would be, and never twice. */
export function refOf(n: number): string {
  let left = Number((BigInt(n) * 433_494_437n) % BigInt(REFS));
  let text = '';
  let sum = 0;
  for (let i = 0; i < 6; i += 1) { const sign = left % 29; text += SIGNS.charAt(sign); sum += (7 - i) * sign; left = Math.floor(left / 29); }
  return `HW-${text}${SIGNS.charAt((29 - sum % 29) % 29)}`;
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

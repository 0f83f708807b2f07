import { HOUR, MINUTE } from '#common';
import { checkContainer } from '#x12';
import { Random } from '../x12/files/random.js';
import { LINES, QUAYS, type Quay } from './ports.js';

const DAY = 24 * HOUR;

/** When it is asked: noon of a summer's day, the same in every run. */
export const NOW = new Date('2026-07-01T12:00:00Z');

/** So many documents as a ship of the largest brings to one quay. */
export const LARGE = 5_000;

export interface Vessel { imo: string; callSign: string; name: string; line: string }

export interface BenchCall {
  id: number; reference: string; vessel: Vessel; quay: Quay; service: string; voyageIn: string; voyageOut: string;
  /** planned and best known arrival, departure */
  planned: number; eta: number; etd: number;
  phase: 'expected' | 'arrived' | 'working' | 'departed' | 'omitted';
  documents: number;
  /** all its documents still wait */
  open: boolean;
}

export interface Shipment { bill: string; booking: string; containers: string[]; hazmat: boolean }

/** A year of calls: 330 days back, 35 ahead. Most are small, a few bring `LARGE` documents; the first of these are still to come, and nothing of them was sent. */
export function callsOf({ calls, documents }: { calls: number; documents: number }): BenchCall[] {
  const random = new Random(calls);
  const ahead = Math.max(1, Math.round(documents / 250_000));
  const behind = Math.round(documents / 80_000);
  const vessels = vesselsOf(random, Math.max(20, Math.round(calls / 50)));
  const weights = Array.from({ length: calls }, () => Math.exp(random.between(-100, 100) / 50));
  const total = weights.slice(ahead + behind).reduce((sum, weight) => sum + weight, 0);
  const rest = documents - (ahead + behind) * LARGE;
  let given = 0;
  let shared = 0;
  return weights.map((weight, n): BenchCall => {
    const large = n < ahead + behind;
    const open = n < ahead;
    if (!large) shared += weight;
    const count = large ? LARGE : Math.round((shared / total) * rest) - given;
    if (!large) given += count;
    const visit = Math.floor(n / vessels.length);
    const vessel = vessels[n % vessels.length] as Vessel;
    // A ship comes every week or so, the newest visit first; ten of them are a round, each at another quay.
    const every = (365 * DAY) / Math.ceil(calls / vessels.length);
    const planned = open ? NOW.getTime() + random.between(4, 9) * DAY : large ? NOW.getTime() - random.between(1, 300) * DAY : NOW.getTime() + 35 * DAY - Math.floor((visit + random.below(100) / 100) * every);
    const eta = planned + random.between(-12, 48) * HOUR;
    const etd = eta + random.between(14, 60) * HOUR;
    const quay = QUAYS[(n % vessels.length + 3 * (visit % 10)) % QUAYS.length] as Quay;
    const round = String(large ? 500 + n : 99 - Math.floor(visit / 10)).padStart(3, '0');
    const omitted = !large && random.once(100);
    return {
      id: n + 1, reference: `${vessel.name.replaceAll(' ', '')}-${round}-${quay.code}-${n + 1}`, vessel, quay, service: `S${n % 24}`, voyageIn: `${round}E`, voyageOut: `${round}W`, planned, eta, etd, documents: count, open,
      phase: omitted ? 'omitted' : etd < NOW.getTime() ? 'departed' : eta < NOW.getTime() ? (random.once(3) ? 'arrived' : 'working') : 'expected',
    };
  });
}

const FIRST = ['HARBOUR', 'NORTHERN', 'SILVER', 'GOLDEN', 'PACIFIC', 'ATLANTIC', 'CORAL', 'EASTERN', 'AMBER', 'GRANITE', 'WINTER', 'SUMMER', 'MERIDIAN', 'POLAR', 'COBALT', 'RAPID', 'QUIET', 'BRIGHT', 'IRON', 'IVORY'] as const;
const SECOND = ['LARK', 'HERON', 'TERN', 'PETREL', 'CURLEW', 'GANNET', 'PLOVER', 'SKUA', 'EIDER', 'DUNLIN', 'OSPREY', 'KITE', 'MERLIN', 'WREN', 'FINCH', 'STORK', 'CRANE', 'IBIS', 'SWIFT', 'RAVEN'] as const;

function vesselsOf(random: Random, count: number): Vessel[] {
  return Array.from({ length: count }, (_, n) => ({
    imo: String(9_100_000 + n * 7), callSign: `V7${String.fromCharCode(65 + n % 26)}${String(n).padStart(3, '0')}`, line: random.of(LINES),
    name: `${FIRST[n % FIRST.length] ?? ''} ${SECOND[Math.floor(n / FIRST.length) % SECOND.length] ?? ''}`,
  }));
}

const OWNERS = ['HWSU', 'CSQU', 'CBHU', 'MWCU', 'TGHU'] as const;

/** What a call's documents are about: one shipment for about five of them. Boxes sail several times a year; bills and bookings never come again. */
export function shipmentsOf(random: Random, call: BenchCall, boxes: number): Shipment[] {
  return Array.from({ length: Math.max(1, Math.ceil(call.documents / 5)) }, (_, n) => ({
    bill: `${call.vessel.line}${String(call.id * 2_000 + n).padStart(9, '0')}`, booking: `B${String(call.id * 2_000 + n).padStart(9, '0')}`,
    containers: Array.from({ length: random.between(1, 3) }, () => containerOf(random.below(boxes))), hazmat: random.once(50),
  }));
}

/** The n-th box of the line's: owner code, serial number and the check digit of ISO 6346. */
export function containerOf(n: number): string {
  const plain = `${OWNERS[n % OWNERS.length] ?? ''}${String(100_000 + Math.floor(n / OWNERS.length)).padStart(6, '0')}`;
  return `${plain}${checkContainer(plain).expected ?? 0}`;
}

/** So many boxes serve so many documents. */
export const boxesFor = (documents: number) => Math.ceil(documents / 3);

export interface BenchSet { set: string; gs01: string; /** of a hundred */ share: number; /** hours from arrival, or null: from receipt */ dueFromEta: number | null; rule: string; toCarrier: boolean }

/** What is sent about a call. */
export const SETS: readonly BenchSet[] = [
  { set: '309', gs01: 'SO', share: 22, dueFromEta: -48, rule: 'T-MANIFEST', toCarrier: false },
  { set: '310', gs01: 'IO', share: 16, dueFromEta: -48, rule: 'T-MANIFEST', toCarrier: false },
  { set: '301', gs01: 'RO', share: 12, dueFromEta: -96, rule: 'T-BOOK', toCarrier: false },
  { set: '317', gs01: 'SO', share: 8, dueFromEta: -24, rule: 'T-PAPERS', toCarrier: false },
  { set: '350', gs01: 'SO', share: 5, dueFromEta: -24, rule: 'T-PAPERS', toCarrier: false },
  { set: '324', gs01: 'SO', share: 2, dueFromEta: -48, rule: 'T-STOW', toCarrier: false },
  { set: '315', gs01: 'QO', share: 18, dueFromEta: null, rule: 'T-MOVES', toCarrier: true },
  { set: '322', gs01: 'SO', share: 17, dueFromEta: null, rule: 'T-MOVES', toCarrier: true },
];

/** A time in the year, as it would be written: whole minutes. */
export const minute = (ms: number) => new Date(Math.floor(ms / MINUTE) * MINUTE);

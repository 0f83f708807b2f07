import { createHash } from 'node:crypto';
import { checkContainer } from '#x12';
import type { Handed } from './reckoning.js';
import type { SceneCall, Site } from './scene.js';

export interface Recast {
  template: string;
  sender: Site;
  receiver: Site;
  call: SceneCall;
  /** the quay the documents speak of */
  quay: Site;
  control: number;
  at: Date;
  /** bills, bookings and containers of one dossier keep their new numbers over all its documents */
  numbers: Map<string, string>;
  next(): number;
}

/**
 * One of the project's fixtures, played by other names: new envelope and control numbers, the call's vessel and voyage, the
 * quay's port, new bills, bookings, containers and seals. Everything else stays as the fixture has it.
 */
export function recast(cast: Recast): { x12: Buffer; documents: Handed[] } {
  const segments = cast.template.split('~').map((text) => text.trim()).filter(Boolean).map((text) => text.split('*'));
  const home = segments.find(([tag, , qualifier, code]) => tag === 'R4' && qualifier === 'UN' && code?.startsWith('US'))?.[3];
  let atHome = false;
  for (const segment of segments) {
    if (segment[0] === 'R4') atHome = segment[3] === home;
    play(segment, cast, atHome);
  }
  const bodies = segments.map((segment) => `${segment.join('*')}~`);
  return { x12: Buffer.from(bodies.join('')), documents: accountOf(segments, bodies, cast.control) };
}

type Segment = string[];
const set = (segment: Segment, at: number, value: string) => { while (segment.length <= at) segment.push(''); segment[at] = value; };

function play(segment: Segment, cast: Recast, atHome: boolean): void {
  const { sender, receiver, call, quay, control, at } = cast;
  const date = at.toISOString().slice(0, 10).replaceAll('-', '');
  const time = at.toISOString().slice(11, 16).replace(':', '');
  switch (segment[0]) {
    case 'ISA':
      set(segment, 6, sender.isaId.padEnd(15)); set(segment, 8, receiver.isaId.padEnd(15)); set(segment, 9, date.slice(2)); set(segment, 10, time); set(segment, 13, String(control).padStart(9, '0'));
      break;
    case 'GS': set(segment, 2, sender.isaId); set(segment, 3, receiver.isaId); set(segment, 4, date); set(segment, 5, time); set(segment, 6, String(control)); break;
    case 'GE': set(segment, 2, String(control)); break;
    case 'IEA': set(segment, 2, String(control).padStart(9, '0')); break;
    case 'V1': set(segment, 1, call.imo); set(segment, 2, call.vessel); set(segment, 4, call.voyage); break;
    case 'M10': set(segment, 4, call.imo); set(segment, 5, call.vessel); set(segment, 6, call.voyage); break;
    case 'Q2': set(segment, 1, call.imo); set(segment, 9, call.voyage); set(segment, 13, call.vessel); break;
    case 'P4': set(segment, 1, quay.scheduleD); set(segment, 2, localDate(call.etaAt, quay.zone)); set(segment, 4, quay.firms); break;
    case 'R4': if (atHome) { segment.splice(3, segment.length, quay.unlocode, quay.name.split(',')[0]!.toUpperCase(), quay.unlocode.slice(0, 2), quay.name.split(', ')[1]!.toUpperCase()); } break;
    case 'DTM': if (atHome && (segment[1] === '371' || segment[1] === '139')) set(segment, 2, localDate(call.etaAt, quay.zone)); break;
    case 'B4': if (segment[6]) { set(segment, 6, quay.unlocode); set(segment, 11, quay.unlocode); } break;
    default:
  }
  renumber(segment, cast);
}

/** Where bills, bookings and seals stand in each segment. */
const NUMBERED: Record<string, number[]> = { M11: [1], M13: [4], B3: [3], B1: [2], Y3: [1], Y4: [1], M7: [1, 2, 3, 4] };

function renumber(segment: Segment, cast: Recast): void {
  const tag = segment[0] ?? '';
  for (const at of NUMBERED[tag] ?? []) if (segment[at]) segment[at] = numbered(segment[at], cast);
  if (tag === 'N9' && (segment[1] === 'BM' || segment[1] === 'BN') && segment[2]) segment[2] = numbered(segment[2], cast);
  if (tag === 'N9' && segment[1] === 'EQ' && segment[2]) segment[2] = container(segment[2], cast);
  if (tag === 'VID') {
    const number = container(`${segment[2]}${segment[3]}`, cast);
    set(segment, 2, number.slice(0, 4)); set(segment, 3, number.slice(4));
    if (segment[4]) segment[4] = numbered(segment[4], cast);
  }
  for (const [name, initial, serial, check] of [['N7', 1, 2, 18], ['W2', 1, 2, 13], ['B4', 7, 8, 13]] as const) {
    if (tag !== name || !segment[serial]) continue;
    const number = container(`${segment[initial]}${segment[serial]}`, cast);
    set(segment, initial, number.slice(0, 4)); set(segment, serial, number.slice(4, 10)); set(segment, check, number.slice(10));
  }
}

/** HWSRLGB0000101 and LGB0000101 are one bill: the trailing digits are what is new. */
function numbered(old: string, cast: Recast): string {
  const [, stem = '', digits = ''] = /^(.*?)(\d+)$/.exec(old) ?? [];
  if (!digits) return old;
  const known = cast.numbers.get(`n${digits}`) ?? String(cast.next());
  cast.numbers.set(`n${digits}`, known);
  return stem + known.padStart(digits.length, '0').slice(-digits.length);
}

function container(old: string, cast: Recast): string {
  const key = `c${old.slice(0, 10)}`;
  const known = cast.numbers.get(key) ?? withCheckDigit(`HWSU${String(500_000 + cast.next()).slice(-6)}`);
  cast.numbers.set(key, known);
  return known;
}

/** ISO 6346: the one digit with which the number is right. */
function withCheckDigit(ten: string): string {
  for (let digit = 0; digit < 10; digit += 1) if (checkContainer(`${ten}${digit}`).checkDigit === 'right') return `${ten}${digit}`;
  throw new Error(`${ten}: no check digit makes it right`);
}

/** The sender's own account, made of the bytes it hands in and of nothing that Hawser says. */
function accountOf(segments: Segment[], bodies: string[], control: number): Handed[] {
  const documents: Handed[] = [];
  let from = -1;
  segments.forEach((segment, at) => {
    if (segment[0] === 'ST') from = at;
    if (segment[0] !== 'SE' || from < 0) return;
    const text = bodies.slice(from, at + 1).join('');
    documents.push({ isa13: String(control).padStart(9, '0'), gs06: String(control), st02: segments[from]![2]!, sha256: createHash('sha256').update(text).digest('hex') });
  });
  return documents;
}

const localDate = (at: Date, zone: string) => new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at).replaceAll('-', '');

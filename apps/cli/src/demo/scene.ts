import { HOUR } from '#common';
import type { ClerkAnswer } from '../../../terminal/src/index.js';

/**
 * Who plays in the demo, all of it made up: six terminals in two regions, one carrier system, one network that hands in
 * what `--input` names. The codes stand on real ports so that times and zones are real; the terminals are not.
 */
export interface Site { code: string; name: string; kind: 'terminal' | 'carrier'; region: 'AMERICAS' | 'ASIA'; unlocode: string; scheduleD: string; terminal: string; firms: string; zone: string; isaId: string; mailbox: string }

const site = (code: string, name: string, region: Site['region'], zone: string, more: Partial<Site> = {}): Site => {
  const [unlocode = '', terminal = ''] = code.split('-');
  return { code, name, kind: 'terminal', region, unlocode, scheduleD: '', terminal, firms: '', zone, isaId: code.replace('-', ''), mailbox: `documents@${code.toLowerCase()}.example`, ...more };
};

export const TERMINALS: readonly Site[] = [
  site('USLGB-EAST', 'Long Beach, East Quay', 'AMERICAS', 'America/Los_Angeles', { scheduleD: '2709', firms: 'ZEA1' }),
  site('USOAK-NORTH', 'Oakland, North Quay', 'AMERICAS', 'America/Los_Angeles', { scheduleD: '2811', firms: 'ZEA2' }),
  site('CAVAN-WEST', 'Vancouver, West Quay', 'AMERICAS', 'America/Vancouver'),
  site('CNSHA-EAST', 'Shanghai, East Quay', 'ASIA', 'Asia/Shanghai'),
  site('KRPUS-NORTH', 'Busan, North Quay', 'ASIA', 'Asia/Seoul'),
  site('SGSIN-SOUTH', 'Singapore, South Quay', 'ASIA', 'Asia/Singapore'),
];

/** The carrier's own system: an endpoint like any other. Its region is not the one that is cut. */
export const CARRIER: Site = { ...site('HWSR-DESK', 'The carrier, document desk', 'ASIA', 'Asia/Shanghai'), kind: 'carrier', unlocode: 'CNSHA', terminal: '', isaId: 'HAWSERLINE' };
export const SCAC = 'HWSR';
/** Who the terminals know us as by mail. */
export const MAIL_FROM = { name: 'Hawser Line documents', address: 'documents@fallback.hawserline.example' };
export const NETWORK = 'NETWORK';

/** What the clerks of the cut terminals answer to their first, second, … mail; the last for all that follow. Who is silent has the EDI copy again. */
export const CLERKS: Readonly<Record<string, readonly ClerkAnswer[]>> = {
  'USLGB-EAST': ['received', 'reject', 'keyed', 'none'],
  'USOAK-NORTH': ['recibido', 'out-of-office', 'received', 'none'],
  'CAVAN-WEST': ['spoofed', 'stranger', 'received', 'none'],
};

/** 24 July 2018, two hours before the networks of a carrier's Americas were shut at 20:00 Eastern. */
export const STORY_BEGINS = new Date('2018-07-24T22:00:00Z');
/** One second of the wall is four minutes of the story. */
export const SPEED = 240;

export interface SceneCall { terminal: string; vessel: string; imo: string; voyage: string; etaAt: Date; sets: readonly string[] }

/** Import documents are due 48 h before arrival, bookings 96 h: arrivals are set so that the due times fall into the story. */
const arrival = (hoursToDue: number, ahead: 48 | 96) => new Date(STORY_BEGINS.getTime() + (hoursToDue + ahead) * HOUR);
const IMPORT = ['309', '310', '324', '315', '322'] as const;
const EXPORT = ['301', '315', '322'] as const;
const call = (terminal: string, vessel: string, imo: string, voyage: string, hoursToDue: number, sets: readonly string[]): SceneCall =>
  ({ terminal, vessel, imo, voyage, etaAt: arrival(hoursToDue, sets === EXPORT ? 96 : 48), sets });

export const CALLS: readonly SceneCall[] = [
  call('USLGB-EAST', 'HARBOUR LARK', '9074729', '048E', 2.5, IMPORT),
  call('USLGB-EAST', 'QUAY HERON', '9321483', '112W', 5, EXPORT),
  call('USOAK-NORTH', 'HARBOUR LARK', '9074729', '049E', 4, IMPORT),
  call('CAVAN-WEST', 'TIDE FINCH', '9319466', '207E', 3, IMPORT),
  call('CNSHA-EAST', 'PILOT CRANE', '8814275', '031W', 5, IMPORT),
  call('KRPUS-NORTH', 'PILOT CRANE', '8814275', '032W', 6, EXPORT),
  call('SGSIN-SOUTH', 'ROADSTEAD TERN', '7625811', '518S', 7, IMPORT),
];

/** When, on the wall, the story turns: ms after its beginning. */
export const TURNS = {
  cut: 24_000,
  isolate: 34_000,
  firstBack: 62_000,
  reopen: 64_000,
  secondBack: 68_000,
  lastBack: 74_000,
  lastDocument: 84_000,
} as const;

/** No document may still be on its way so long after the last one was handed in, on the wall. */
export const PATIENCE = 60_000;

export const storyTime = (wallMs: number) => new Date(STORY_BEGINS.getTime() + wallMs * SPEED);

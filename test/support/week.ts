import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { interchange, type Set } from './interchange.js';

/** A week as its data file tells it: test/incidents/2018-07-week.yaml says what each name means. Hours are told as `24 Jul 18:00`. */
export interface Week {
  region: string; cut: string; mailFrom: string; reopened: string; asOf: string;
  terminals: Record<string, WeekTerminal>;
  calls: WeekCall[];
  documents: WeekDocument[];
  days: { at: string; calls: Record<string, Row>; missing?: Record<string, string[]> }[];
  delays: Record<'terminal' | 'set' | 'channel' | 'region', Record<string, Row>>;
  outage: Row;
}
type Row = number[];

export interface WeekTerminal { name: string; zone: string; region?: string; ediFrom: string; clerk: number; acknowledges?: 'none' }

/** `times`: "ARRI PLN" or "ARRI EST PBPL", and when */
export interface Told { at: string; times?: Record<string, string>; cutOffs?: Record<string, string>; statuses?: string[] }

export interface WeekCall {
  reference: string; at: string; vessel: string; imo: string; in: string; out?: string; told: Told[];
  expect?: { arrival?: number; departure?: number; drift?: number; confirmed: (number | null)[]; channelOutage: number; share: (number | null)[] };
}

export interface WeekDocument {
  id: string; set: string; call: string; bill?: number; booking?: string; hazmat?: boolean; handed: string; answered?: number; refused?: boolean; rule?: string;
  expect?: { due: string; over: [at: string, by: string] | null; acknowledged: string | null; late: number; outage: number | null; state?: string; held?: string };
}

export const readWeek = (file: string): Week => parse(readFileSync(file, 'utf8')) as Week;

/** `24 Jul 18:00` of that year, UTC. */
export function hour(told: string): Date {
  const at = new Date(`${told.replace(/^(\d+ \w+)/, '$1 2018')} UTC`);
  if (!/^\d{1,2} (Jul|Aug) \d\d:\d\d$/.test(told) || Number.isNaN(at.getTime())) throw new RangeError(`expected an hour such as "24 Jul 18:00", found ${JSON.stringify(told)}`);
  return at;
}

/** The same of an instant; what is left of its minute is dropped. */
export function told(at: Date | string | null): string | null {
  if (at === null) return null;
  const [, day, clock] = /^\w+, 0?(\d+ \w+) \d+ (\d\d:\d\d)/.exec(new Date(at).toUTCString()) ?? [];
  return `${day} ${clock}`;
}

const SCHEDULE_D: Record<string, string> = { USLGB: '2709', USOAK: '2811', USSEA: '3001', USNYC: '1001', USSAV: '1703' };
const GROUPS: Record<string, string> = { 301: 'RO', 303: 'RO', 310: 'IO' };

/** The interchange in which the carrier sends the document to its terminal, one of its own. */
export function bytesOf(doc: WeekDocument, call: WeekCall, control: number): Buffer {
  return interchange({ control, to: call.at.replace('-', ''), groups: [{ gs01: GROUPS[doc.set] ?? 'SO', gs06: control, sets: [setOf(doc, call)] }] });
}

function setOf({ id, set, bill, booking = '', hazmat }: WeekDocument, { at, vessel, imo, in: voyageIn, out }: WeekCall): Set {
  const [port = ''] = at.split('-');
  const ship = (voyage: string) => `V1*${imo}*${vessel}*LR*${voyage}*HWSR***L`;
  const danger = hazmat ? ['H1*UN1263*3**PAINT*****II'] : [];
  const billed = `HWSR${bill}`;
  const box = `HWSU*4${String(bill ?? 0).padStart(5, '0')}`;
  switch (set) {
    case '301': return ['301', `B1*HWSR*${booking}*20180725*N`, `N9*BN*${booking}`, `R4*L*UN*${port}`, 'LX*1', 'N7*HWSU*400013*18900*G*******CN', 'L5*1*GOODS', ...danger, ship(out ?? voyageIn)];
    case '303': return ['303', `B1*HWSR*${booking}*20180727*D`, `Y5*${booking}`];
    case '309': return ['309', `M10*HWSR*O*LR*${imo}*${vessel}*${voyageIn}**1*A*L`, `P4*${SCHEDULE_D[port]}*20180728`, 'LX*1', `M11*${bill}*57035*10*CTN*9000*K*46*X**SHANGHAI**HWSR`, `VID*CN*${box}`, 'N10*10*GOODS', ...danger];
    case '310': return ['310', `B3**${billed}**PP**20180727*100****HWSR`, 'B2A*00', `N9*BM*${billed}`, ship(voyageIn), 'N1*CN*THE CONSIGNEE', `R4*D*UN*${port}`, 'LX*1', `N7*${box}`, ...danger, 'L3*100*G'];
    case '317': return ['317', 'N1*CA*HAWSER LINE*2*HWSR', `N9*DO*DO${id}`, `N9*BM*${billed}`, 'TD5*B*2*HWSX*M*ROAD', 'L0*1***9000*G'];
    case '324': return ['324', ship(voyageIn), `R4*5*UN*${port}`, 'N7*HWSU*400001', ...danger];
    default: throw new RangeError(`the week knows no set ${set}`);
  }
}

import type { SegmentElements } from '../reader/segment-elements.js';
import { localTime } from './local-time.js';
import { offsetOf } from './time-code.js';
import type { Place, ToldTime } from '../types.js';

interface Kept { place: Place; known: string; arrivalRank: number; departureRank: number }

/** A place as one segment tells it. */
export type ToldPlace = Partial<Place> & Pick<Place, 'role'>;

/** Which date of a place is its arrival, the better the higher: what is expected goes before what came. @source element 374 */
const ARRIVAL: Record<string, number> = { '371': 4, '139': 3, '372': 2, '140': 1 };
/** And which its departure. 005 is the sailing. */
const DEPARTURE: Record<string, number> = { '369': 5, '139': 4, '005': 3, '370': 2, '140': 1 };
/** A plain "estimated" (139) or "actual" (140) is the departure where cargo goes on board, the arrival anywhere else. */
const PLAIN = new Set(['139', '140']);
const LOADING = new Set(['L', 'J', 'H', 'O']);
/** Events of a V9 below a place, in the same order. @source element 106 */
const EVENT: Record<string, string> = {
  EAD: '371', ETA: '371', SAD: '371', VAR: '372', AAD: '372', ACA: '372',
  EDD: '369', SDD: '369', VDP: '370', SLD: '370',
};

/** What a date says of a vessel. A plain one (139, 140) is of the event that its place is told for. @source elements 374, 106 */
const TIMES: Record<string, [ToldTime['event'] | null, ToldTime['kind']]> = {
  '371': ['arrival', 'estimated'], '372': ['arrival', 'actual'], '369': ['departure', 'estimated'], '370': ['departure', 'actual'], '139': [null, 'estimated'], '140': [null, 'actual'],
  ETA: ['arrival', 'estimated'], EAD: ['arrival', 'estimated'], SAD: ['arrival', 'planned'], VAR: ['arrival', 'actual'], AAD: ['arrival', 'actual'], ACA: ['arrival', 'actual'],
  EDD: ['departure', 'estimated'], SDD: ['departure', 'planned'], VDP: ['departure', 'actual'], SLD: ['departure', 'actual'],
};

/** Of one place: nobody tells more, and what does is hostile. */
const MOST_TIMES = 20;

/** The places of one set, in the order they came, each once, with the dates told below it. */
export class DraftPlaces {
  /** few enough to look through: a set names some ten places, and makes no key of each to find it again */
  private readonly kept: Kept[] = [];
  private open: Kept | null = null;

  /** @param timed  every time is kept, and a port that is called at again is a place of its own */
  constructor(private readonly most: number, private readonly timed = false) {}

  /**
   * Opens a place; the dates that follow are its. The same place told twice is one.
   *
   * @returns false when there is no room for one more
   */
  at(told: ToldPlace): boolean {
    const code = told.code ?? told.name ?? told.terminal ?? '';
    const qualifier = told.qualifier ?? null;
    const same = (one: Kept) => one.known === code && one.place.role === told.role && one.place.qualifier === qualifier;
    const known = this.timed ? this.lastIf(same, told.terminal ?? null) : this.kept.find(same);
    if (known) {
      fill(known.place, told);
      this.open = known;
    } else if (this.kept.length < this.most) {
      const place: Place = {
        role: told.role, qualifier, code: told.code ?? null, name: told.name ?? null, firms: told.firms ?? null,
        terminal: told.terminal ?? null, etaLocal: told.etaLocal ?? null, etdLocal: told.etdLocal ?? null,
      };
      if (this.timed) place.times = [];
      this.open = { place, known: code, arrivalRank: 0, departureRank: 0 };
      this.kept.push(this.open);
    } else {
      this.open = null;
      return false;
    }
    return true;
  }

  /**
   * Opens the place that one element tells, if it was told before with nothing more than that: a manifest names its ports of
   * lading again with every bill.
   */
  again(role: string, qualifier: string, elements: SegmentElements, n: number): boolean {
    for (const one of this.kept) {
      if (one.place.role === role && one.place.qualifier === qualifier && elements.is(n, one.known)) {
        this.open = one;
        return true;
      }
    }
    return false;
  }

  /** A schedule tells a port once for each time it is called at: only what comes right behind it is the same. */
  private lastIf(same: (one: Kept) => boolean, terminal: string | null): Kept | undefined {
    const last = this.kept.at(-1);
    return last && same(last) && last.place.terminal === terminal ? last : undefined;
  }

  /** DTM below a place: the best date it has for its arrival and for its departure. */
  date(qualifier: string | undefined, date: string | undefined, time: string | undefined, zone?: string): void {
    const { open } = this;
    if (!open || qualifier === undefined) return;
    if (this.timed) this.tell(qualifier, date, time, zone, undefined);
    this.best(open, qualifier, date, time);
  }

  /** V9 below a place. */
  event(code: string | undefined, date: string | undefined, time: string | undefined, zone?: string, reason?: string): void {
    const { open } = this;
    if (!open || code === undefined) return;
    if (this.timed) this.tell(code, date, time, zone, reason);
    this.best(open, EVENT[code] ?? '', date, time);
  }

  /** One time of the vessel here, of sets that keep them. */
  private tell(code: string, date: string | undefined, time: string | undefined, zone: string | undefined, reason: string | undefined): void {
    const known = TIMES[code];
    const times = this.open?.place.times;
    if (!known || !times || times.length >= MOST_TIMES) return;
    const at = localTime(date, time);
    if (at === null) return;
    const event = known[0] ?? (LOADING.has(this.open?.place.role ?? '') ? 'departure' : 'arrival');
    times.push({ event, kind: known[1], at: at.includes('T') ? at + offsetOf(zone) : at, reason: reason?.trim() || null });
  }

  private best(open: Kept, qualifier: string, date: string | undefined, time: string | undefined): void {
    const loading = LOADING.has(open.place.role);
    const plain = PLAIN.has(qualifier);
    const arrival = plain && loading ? 0 : ARRIVAL[qualifier] ?? 0;
    const departure = plain && !loading ? 0 : DEPARTURE[qualifier] ?? 0;
    if (arrival <= open.arrivalRank && departure <= open.departureRank) return;
    const at = localTime(date, time);
    if (at === null) return;
    if (arrival > open.arrivalRank) { open.place.etaLocal = at; open.arrivalRank = arrival; }
    if (departure > open.departureRank) { open.place.etdLocal = at; open.departureRank = departure; }
  }

  /** What follows is no longer about a place. */
  leave(): void { this.open = null; }

  all(): Place[] { return this.kept.map(({ place }) => place); }
}

/** A place told again says what it left out the first time. */
function fill(place: Place, told: ToldPlace): void {
  place.name ??= told.name ?? null;
  place.firms ??= told.firms ?? null;
  place.terminal ??= told.terminal ?? null;
  place.etaLocal ??= told.etaLocal ?? null;
  place.etdLocal ??= told.etdLocal ?? null;
}

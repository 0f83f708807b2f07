import type { SegmentElements } from '../reader/segment-elements.js';
import { localTime } from './local-time.js';
import type { Place } from '../types.js';

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

/** The places of one set, in the order they came, each once, with the dates told below it. */
export class DraftPlaces {
  /** few enough to look through: a set names some ten places, and makes no key of each to find it again */
  private readonly kept: Kept[] = [];
  private open: Kept | null = null;

  constructor(private readonly most: number) {}

  /**
   * Opens a place; the dates that follow are its. The same place told twice is one.
   *
   * @returns false when there is no room for one more
   */
  at(told: ToldPlace): boolean {
    const code = told.code ?? told.name ?? told.terminal ?? '';
    const qualifier = told.qualifier ?? null;
    const known = this.kept.find((one) => one.known === code && one.place.role === told.role && one.place.qualifier === qualifier);
    if (known) {
      fill(known.place, told);
      this.open = known;
    } else if (this.kept.length < this.most) {
      const place: Place = {
        role: told.role, qualifier, code: told.code ?? null, name: told.name ?? null, firms: told.firms ?? null,
        terminal: told.terminal ?? null, etaLocal: told.etaLocal ?? null, etdLocal: told.etdLocal ?? null,
      };
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

  /** DTM below a place: the best date it has for its arrival and for its departure. */
  date(qualifier: string | undefined, date: string | undefined, time: string | undefined): void {
    const { open } = this;
    if (!open || qualifier === undefined) return;
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

  /** V9 below a place. */
  event(code: string | undefined, date: string | undefined, time: string | undefined): void {
    this.date(EVENT[code ?? ''], date, time);
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

import { checkContainer } from './container-number.js';
import { imoOf } from './imo-number.js';
import { localTime } from './local-time.js';
import type { ContainerFact, DocumentFacts, Place } from '../types.js';

/** Bounds of one set's index: more is not kept, the bytes of the set are. The largest ships carry about 14,000 boxes. */
export const KEPT = { containers: 20_000, bills: 20_000, bookings: 1_000, places: 200, seals: 20, hazmat: 50, text: 200 } as const;

/** Which date of a place is its arrival, the better the higher. @source element 374 */
const ARRIVAL: Record<string, number> = { '371': 3, '139': 2, '140': 1 };

type Hazmat = ContainerFact['hazmat'][number];

/** The facts of one set while its segments pass. Trims, bounds and joins what belongs together; guesses nothing. */
export class FactsDraft {
  scac: string | null = null;
  voyage: string | null = null;
  purpose: DocumentFacts['purpose'] = null;
  status: DocumentFacts['status'] = null;
  cut: { what: string; kept: number } | null = null;

  private vesselFacts: DocumentFacts['vessel'] = { code: null, qualifier: null, imo: null, callSign: null, name: null };
  private hasVessel = false;
  private readonly places = new Map<string, Place>();
  private place: Place | null = null;
  private placeRank = 0;
  private readonly bills = new Set<string>();
  private readonly bookings = new Set<string>();
  private readonly containers = new Map<string, ContainerFact>();
  private box: ContainerFact | null = null;
  private hazmatSeen = false;
  private lastHazmat: Hazmat | null = null;

  constructor(private readonly set: string) {}

  /** The first vessel named is the document's; V1 may come twice (a feeder after it). */
  vessel(code: string | undefined, qualifier: string | undefined, name: string | undefined): void {
    if (this.hasVessel) return;
    const found = some(code);
    const source = some(qualifier);
    const callSign = this.vesselFacts.callSign;
    this.vesselFacts = {
      code: found, qualifier: source, name: some(name),
      imo: found !== null && (source === 'L' || source === null) ? imoOf(found) : null,
      callSign: source === 'C' ? found : callSign,
    };
    this.hasVessel = found !== null || this.vesselFacts.name !== null;
  }

  /** A call sign told beside the vessel code, as N9*VT does. */
  callSign(sign: string | undefined): void {
    this.vesselFacts.callSign ??= some(sign);
  }

  voyageOf(voyage: string | undefined): void { this.voyage ??= some(voyage); }
  scacOf(scac: string | undefined): void { this.scac ??= some(scac); }

  /** Opens a place; the dates that follow are its. The same place told twice is one. */
  placeAt(place: Omit<Place, 'etaLocal'> & { etaLocal?: string | null }): void {
    const key = `${place.role}|${place.qualifier ?? ''}|${place.code ?? place.name ?? ''}`;
    const known = this.places.get(key);
    if (known) {
      known.etaLocal ??= place.etaLocal ?? null;
      this.place = known;
    } else if (this.places.size < KEPT.places) {
      this.place = { ...place, etaLocal: place.etaLocal ?? null };
      this.places.set(key, this.place);
    } else {
      this.place = null;
      this.leftOut('places', KEPT.places);
    }
    this.placeRank = 0;
  }

  /** DTM after a place. */
  placeTime(qualifier: string | undefined, date: string | undefined, time: string | undefined): void {
    const rank = ARRIVAL[qualifier ?? ''] ?? 0;
    if (!this.place || rank <= this.placeRank) return;
    const at = localTime(date, time);
    if (at === null) return;
    this.place.etaLocal = at;
    this.placeRank = rank;
  }

  /** What follows is no longer about a place. */
  leavePlace(): void { this.place = null; }

  bill(number: string | undefined): string | null {
    return this.keep(this.bills, some(number), 'bills', KEPT.bills);
  }

  booking(number: string | undefined): string | null {
    return this.keep(this.bookings, some(number), 'bookings', KEPT.bookings);
  }

  /** The number the document goes by, whatever was named before it. */
  mainBooking(number: string | undefined): void {
    const before = [...this.bookings];
    this.bookings.clear();
    for (const booking of [number, ...before]) this.booking(booking);
  }

  /** Opens a container; weights, seals and hazmat that follow are its. The same one told twice under one bill is one. */
  container(initial: string | undefined, number: string | undefined, checkDigit: string | undefined, bill: string | null = null): void {
    this.lastHazmat = null;
    const checked = checkContainer(`${initial ?? ''}${number ?? ''}`);
    if (checked.number === '') { this.box = null; return; }
    const whole = checked.number.length === 10 && checked.expected !== null && /^\d$/.test((checkDigit ?? '').trim())
      ? checkContainer(`${checked.number}${(checkDigit ?? '').trim()}`) : checked;
    // Told once with its check digit and once without, it is the same box: ten characters tell it apart.
    const key = `${whole.expected === null ? whole.number : whole.number.slice(0, 10)}|${bill ?? ''}`;
    const known = this.containers.get(key);
    if (known) {
      if (known.checkDigit === 'absent') { known.number = whole.number; known.checkDigit = whole.checkDigit; }
      this.box = known;
      return;
    }
    if (this.containers.size >= KEPT.containers) {
      this.box = null;
      this.leftOut('containers', KEPT.containers);
      return;
    }
    this.box = { number: whole.number, checkDigit: whole.checkDigit, sizeType: null, loadEmpty: null, weightKg: null, seals: [], bill, hazmat: [] };
    this.containers.set(key, this.box);
  }

  /** No container is open: what follows is about the whole. */
  leaveContainer(): void { this.box = null; this.lastHazmat = null; }

  sizeType(code: string | undefined): void { if (this.box) this.box.sizeType ??= some(code); }

  loadEmpty(code: string | undefined): void {
    if (this.box && (code === 'L' || code === 'E')) this.box.loadEmpty ??= code;
  }

  /** Weights of one container's lines add up. */
  addWeight(kg: number | null): void {
    if (this.box && kg !== null) this.box.weightKg = Math.round(((this.box.weightKg ?? 0) + kg) * 10) / 10;
  }

  billOfContainer(bill: string | null): void { if (this.box) this.box.bill ??= bill; }

  seals(numbers: readonly (string | undefined)[]): void {
    for (const number of numbers) {
      const seal = some(number);
      if (this.box && seal !== null && this.box.seals.length < KEPT.seals && !this.box.seals.includes(seal)) this.box.seals.push(seal);
    }
  }

  /** H1: the UN number is told with or without "UN". */
  hazardous(code: string | undefined, hazardClass: string | undefined, text: string | undefined): void {
    const un = (some(code) ?? '').replace(/^UN\s*(?=\d{4}$)/i, '');
    this.hazmatSeen = true;
    const row: Hazmat = { un, class: some(hazardClass), text: some(text)?.slice(0, KEPT.text) ?? null };
    this.lastHazmat = row;
    if (!this.box) return;
    const same = this.box.hazmat.find((other) => other.un === un && other.class === row.class);
    if (same) this.lastHazmat = same;
    else if (this.box.hazmat.length < KEPT.hazmat) this.box.hazmat.push(row);
  }

  /** H2: the description goes on. */
  hazardousText(text: string | undefined): void {
    const more = some(text);
    if (!this.lastHazmat || more === null || this.lastHazmat.text?.includes(more)) return;
    this.lastHazmat.text = `${this.lastHazmat.text === null ? '' : `${this.lastHazmat.text} `}${more}`.slice(0, KEPT.text);
  }

  facts(): DocumentFacts {
    return {
      set: this.set, vessel: this.vesselFacts, voyage: this.voyage, scac: this.scac,
      places: [...this.places.values()], bills: [...this.bills], bookings: [...this.bookings],
      containers: [...this.containers.values()], hazmat: this.hazmatSeen, purpose: this.purpose, status: this.status,
    };
  }

  private keep(kept: Set<string>, value: string | null, what: string, most: number): string | null {
    if (value === null || kept.has(value)) return value;
    if (kept.size < most) kept.add(value);
    else this.leftOut(what, most);
    return value;
  }

  private leftOut(what: string, kept: number): void { this.cut ??= { what, kept }; }
}

/** Trimmed, or null when nothing is there. */
export function some(value: string | undefined): string | null {
  const text = (value ?? '').trim();
  return text === '' ? null : text;
}

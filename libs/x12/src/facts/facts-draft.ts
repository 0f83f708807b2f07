import type { SegmentElements } from '../reader/segment-elements.js';
import { ContainerInSegment, type NumberPlace } from './container-in-segment.js';
import { DraftContainers } from './draft-containers.js';
import { imoOf } from './imo-number.js';
import { DraftPlaces, type ToldPlace } from './draft-places.js';
import { Remarks, type SegmentPlace } from './remarks.js';
import { some } from './some.js';
import type { DocumentFacts } from '../types.js';

export { some } from './some.js';

/** Bounds of one set's index: more is not kept, the bytes of the set are. The largest ships carry about 14,000 boxes. */
export const KEPT = { containers: 20_000, bills: 20_000, bookings: 20_000, places: 200 } as const;

/** The facts of one set while its segments pass. Trims, bounds and joins what belongs together; guesses nothing. */
export class FactsDraft {
  scac: string | null = null;
  voyage: string | null = null;
  reference: string | null = null;
  purpose: DocumentFacts['purpose'] = null;
  status: DocumentFacts['status'] = null;
  cut: { what: string; kept: number } | null = null;
  readonly remarks = new Remarks();
  /** where the segment stands that is being read; null when nobody says */
  at: SegmentPlace | null = null;

  private vesselFacts: DocumentFacts['vessel'] = { code: null, qualifier: null, imo: null, callSign: null, name: null };
  private hasVessel = false;
  private readonly read = new ContainerInSegment();
  private readonly places = new DraftPlaces(KEPT.places);
  private readonly bills = new Set<string>();
  private readonly bookings = new Set<string>();
  private readonly containers = new DraftContainers(KEPT.containers);

  constructor(private readonly set: string) {}

  /**
   * The first vessel named is the document's; V1 may come twice (a feeder after it).
   *
   * @param element  where the code stands, for a remark on it, for example "V101"
   * @returns whether this is the document's vessel, so that its voyage is the document's too
   */
  vessel(code: string | undefined, qualifier: string | undefined, name: string | undefined, element: string | null = null): boolean {
    if (this.hasVessel) return false;
    const found = some(code);
    const source = some(qualifier);
    const imo = found !== null && (source === 'L' || source === null) ? imoOf(found) : null;
    if (found !== null && imo === null && (source === 'L' || (source === null && /^IMO/i.test(found)))) {
      this.remarks.add('X12.IMO_CHECK', { element, found, expected: 'seven digits, the last of them the check digit', at: this.at });
    }
    const callSign = source === 'C' ? found : this.vesselFacts.callSign;
    this.vesselFacts = { code: found, qualifier: source, name: some(name), imo, callSign };
    this.hasVessel = found !== null || this.vesselFacts.name !== null;
    return true;
  }

  /** A call sign told beside the vessel code, as N9*VT does. */
  callSign(sign: string | undefined): void {
    this.vesselFacts.callSign ??= some(sign);
  }

  voyageOf(voyage: string | undefined): void { this.voyage ??= some(voyage); }
  scacOf(scac: string | undefined): void { this.scac ??= some(scac); }
  referenceOf(number: string | undefined): void { this.reference ??= some(number); }

  /** What happened; of several events the first is the set's. */
  statusOf(code: string | undefined, element: string): void {
    if (this.status !== null) return;
    const found = some(code);
    if (found !== null) this.status = { code: found, element };
  }

  /** Opens a place; the dates and events that follow are its. */
  placeAt(place: ToldPlace): void {
    if (!this.places.at(place)) this.leftOut('places', KEPT.places);
  }

  /** DTM below a place. */
  placeTime(qualifier: string | undefined, date: string | undefined, time: string | undefined): void { this.places.date(qualifier, date, time); }

  /** V9 below a place. */
  placeEvent(code: string | undefined, date: string | undefined, time: string | undefined): void { this.places.event(code, date, time); }

  /** What follows is no longer about a place. */
  leavePlace(): void { this.places.leave(); }

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

  /**
   * Opens a container; weights, seals and hazmat that follow are its. The same one told twice under one bill is one.
   *
   * @param element  where the number stands, for a remark on it, for example "N702"
   */
  container(initial: string | undefined, number: string | undefined, checkDigit: string | undefined, bill: string | null = null, element: string | null = null): void {
    const told = this.containers.at(initial ?? '', number ?? '', (checkDigit ?? '').trim(), bill);
    if (told === null) return;
    if (told === 'full') this.leftOut('containers', KEPT.containers);
    else if (told.checkDigit === 'wrong') this.remarks.add('X12.CONTAINER_CHECK', { element, found: told.number, expected: `check digit ${told.expected ?? ''}`, at: this.at });
  }

  /** The same of the elements of a segment. */
  containerIn(elements: SegmentElements, place: NumberPlace, bill: string | null): void {
    const { read } = this;
    const told = read.read(elements, place) ? this.containers.atRead(read, elements, place, bill) : 'unsure';
    if (told === 'unsure') this.container(elements.text(place.initial), elements.text(place.number), elements.text(place.checkDigit), bill, place.name);
    else if (told === 'full') this.leftOut('containers', KEPT.containers);
    else if (told === 'new' && read.checkDigit === 'wrong') {
      this.remarks.add('X12.CONTAINER_CHECK', { element: place.name, found: read.textFrom(elements, place), expected: `check digit ${read.expected}`, at: this.at });
    }
  }

  /** No container is open: what follows is about the whole. */
  leaveContainer(): void { this.containers.leave(); }

  get inContainer(): boolean { return this.containers.open !== null; }

  sizeType(code: string | undefined): void { if (this.containers.open) this.containers.open.sizeType ??= some(code); }

  loadEmpty(code: string | undefined): void {
    if (this.containers.open && (code === 'L' || code === 'E')) this.containers.open.loadEmpty ??= code;
  }

  /** Weights of one container's lines add up. */
  addWeight(kg: number | null): void { this.containers.addWeight(kg); }

  billOfContainer(bill: string | null): void { if (this.containers.open) this.containers.open.bill ??= bill; }

  seal(number: string | undefined): void { this.containers.seal(number); }

  /** H1 or LH1. */
  hazardous(code: string | undefined, hazardClass: string | undefined, text: string | undefined): void { this.containers.hazardous(code, hazardClass, text); }

  /** LH2: the class of what LH1 named. */
  hazardClass(code: string | undefined): void { this.containers.hazardClass(code); }

  /** H2 or LH3: the description goes on. */
  hazardousText(text: string | undefined): void { this.containers.hazardousText(text); }

  facts(): DocumentFacts {
    return {
      set: this.set, vessel: this.vesselFacts, voyage: this.voyage, scac: this.scac,
      places: this.places.all(), bills: [...this.bills], bookings: [...this.bookings], reference: this.reference,
      containers: this.containers.all(), hazmat: this.containers.hazmat, purpose: this.purpose, status: this.status,
    };
  }

  private keep(kept: Set<string>, value: string | null, what: string, most: number): string | null {
    if (value === null) return value;
    kept.add(value);
    if (kept.size > most) {
      kept.delete(value);
      this.leftOut(what, most);
    }
    return value;
  }

  private leftOut(what: string, kept: number): void { this.cut ??= { what, kept }; }
}

import type { SegmentElements } from '../reader/segment-elements.js';
import { billOf } from './bill-number.js';
import { ContainerInSegment, type NumberPlace } from './container-in-segment.js';
import { DraftContainers, type Bill } from './draft-containers.js';
import { DistinctTexts, NO_ROOM } from './distinct-texts.js';
import { imoOf } from './imo-number.js';
import { DraftPlaces, type ToldPlace } from './draft-places.js';
import { Remarks, type SegmentPlace } from './remarks.js';
import { some } from './some.js';
import type { ContainerFact, DocumentFacts } from '../types.js';

export type { Bill } from './draft-containers.js';
export { some } from './some.js';

/** Bounds of one set's index: more is not kept, the bytes of the set are. The largest ships carry about 14,000 boxes. */
export const KEPT = { containers: 20_000, bills: 20_000, bookings: 20_000, places: 200, ports: 999 } as const;

/** Ships of one document beside the first: a feeder, its mother ship, and one more. */
const MOST_ALSO = 3;

/** Of containers, bills and bookings together: fewer are made at once, many when someone asks. */
const MANY = 64;

const noVessel = (): DocumentFacts['vessel'] => ({ code: null, qualifier: null, imo: null, callSign: null, name: null });

/**
 * The facts of one set while its segments pass. Trims, bounds and joins what belongs together; guesses nothing. One draft
 * serves set after set. What is told by the thousand is kept as numbers and bytes of its own; `later` makes facts of it.
 */
export class FactsDraft {
  scac: string | null = null;
  voyage: string | null = null;
  reference: string | null = null;
  purpose: DocumentFacts['purpose'] = null;
  status: DocumentFacts['status'] = null;
  cut: { what: string; kept: number } | null = null;
  remarks = new Remarks();
  /** where the segment stands that is being read; null when nobody says */
  at: SegmentPlace | null = null;

  private set = '';
  private vesselFacts = noVessel();
  private hasVessel = false;
  private also: NonNullable<DocumentFacts['alsoVessels']> = [];
  private mostPlaces: number = KEPT.places;
  private places = new DraftPlaces(KEPT.places);
  private readonly read = new ContainerInSegment();
  private readonly bills = new DistinctTexts(KEPT.bills);
  private readonly bookings = new DistinctTexts(KEPT.bookings);
  private readonly containers = new DraftContainers(KEPT.containers);

  /**
   * Forgets the set before.
   *
   * @param timed  the set tells when a vessel is where: every time is kept, of as many ports as a schedule has
   */
  begin(set: string, timed = false): this {
    this.set = set;
    this.scac = this.voyage = this.reference = null;
    this.purpose = null;
    this.status = null;
    this.cut = null;
    this.remarks = new Remarks();
    this.at = null;
    this.vesselFacts = noVessel();
    this.hasVessel = false;
    if (this.also.length > 0) this.also = [];
    this.mostPlaces = timed ? KEPT.ports : KEPT.places;
    this.places = new DraftPlaces(this.mostPlaces, timed);
    this.bills.clear();
    this.bookings.clear();
    this.containers.clear();
    return this;
  }

  /**
   * The first vessel named is the document's; V1 may come twice (a feeder after it).
   *
   * @param element  where the code stands, for a remark on it, for example "V101"
   * @returns whether this is the document's vessel, so that its voyage is the document's too
   */
  vessel(code: string | undefined, qualifier: string | undefined, name: string | undefined, element: string | null = null): boolean {
    if (this.hasVessel) return false;
    const named = namedVessel(code, qualifier, name);
    const { code: found, qualifier: source } = named;
    if (found !== null && named.imo === null && (source === 'L' || (source === null && /^IMO/i.test(found)))) {
      this.remarks.add('X12.IMO_CHECK', { element, found, expected: 'seven digits, the last of them the check digit', at: this.at });
    }
    this.vesselFacts = { code: found, qualifier: source, name: named.name, imo: named.imo, callSign: named.callSign ?? this.vesselFacts.callSign };
    this.hasVessel = found !== null || named.name !== null;
    return true;
  }

  /** A ship after the document's own, with its voyage. */
  alsoVessel(code: string | undefined, qualifier: string | undefined, name: string | undefined, voyage: string | undefined): void {
    const vessel = namedVessel(code, qualifier, name);
    if ((vessel.code !== null || vessel.name !== null) && this.also.length < MOST_ALSO) this.also.push({ vessel, voyage: some(voyage) });
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
    if (!this.places.at(place)) this.leftOut('places', this.mostPlaces);
  }

  /** The same of an element that tells nothing but the place's code. */
  placeIn(role: string, qualifier: string, elements: SegmentElements, n: number): void {
    if (elements.length(n) === 0 || this.places.again(role, qualifier, elements, n)) return;
    const code = some(elements.text(n));
    if (code !== null) this.placeAt({ role, qualifier, code });
  }

  /** DTM below a place. */
  placeTime(qualifier: string | undefined, date: string | undefined, time: string | undefined, zone?: string): void { this.places.date(qualifier, date, time, zone); }

  /** V9 below a place. */
  placeEvent(code: string | undefined, date: string | undefined, time: string | undefined, zone?: string, reason?: string): void { this.places.event(code, date, time, zone, reason); }

  /** What follows is no longer about a place. */
  leavePlace(): void { this.places.leave(); }

  bill(number: string | undefined): Bill | null { return this.toldBill(this.bills.of(some(number))); }

  /** The same of an element of a segment, or of two: issuer and number are one, unless the number begins with its issuer. */
  billIn(elements: SegmentElements, number: number, issuer?: number): Bill | null {
    if (issuer === undefined || elements.length(issuer) === 0 || elements.beginsWith(number, issuer)) return this.toldBill(this.bills.in(elements, number));
    const place = elements.length(number) === 0 ? 0 : this.bills.joinedIn(elements, issuer, number);
    return place === null ? this.bill(billOf(elements.text(issuer), elements.text(number))) : this.toldBill(place);
  }

  booking(number: string | undefined): void { this.toldBooking(this.bookings.of(some(number))); }
  bookingIn(elements: SegmentElements, n: number): void { this.toldBooking(this.bookings.in(elements, n)); }

  /** The number the document goes by, whatever was named before it. */
  mainBooking(number: string | undefined): void {
    const before = this.bookings.column.strings();
    this.bookings.clear();
    for (const booking of [number, ...before]) this.booking(booking);
  }

  /**
   * Opens a container; weights, seals and hazmat that follow are its. The same one told twice under one bill is one.
   *
   * @param element  where the number stands, for a remark on it, for example "N702"
   */
  container(initial: string | undefined, number: string | undefined, checkDigit: string | undefined, bill: Bill | null = null, element: string | null = null): void {
    const told = this.containers.at(initial ?? '', number ?? '', (checkDigit ?? '').trim(), bill);
    if (told === null) return;
    if (told === 'full') this.leftOut('containers', KEPT.containers);
    else if (told.checkDigit === 'wrong') this.remarks.add('X12.CONTAINER_CHECK', { element, found: told.number, expected: `check digit ${told.expected ?? ''}`, at: this.at });
  }

  /** The same of the elements of a segment. */
  containerIn(elements: SegmentElements, place: NumberPlace, bill: Bill | null): void {
    const { read } = this;
    const told = read.read(elements, place) ? this.containers.atRead(read, bill) : 'unsure';
    if (told === 'unsure') this.container(elements.text(place.initial), elements.text(place.number), elements.text(place.checkDigit), bill, place.name);
    else if (told === 'full') this.leftOut('containers', KEPT.containers);
    else if (told === 'new' && read.checkDigit === 'wrong') {
      this.remarks.add('X12.CONTAINER_CHECK', { element: place.name, found: read.textFrom(elements, place), expected: `check digit ${read.expected}`, at: this.at });
    }
  }

  /** No container is open: what follows is about the whole. */
  leaveContainer(): void { this.containers.leave(); }

  get inContainer(): boolean { return this.containers.isOpen; }

  sizeType(code: string | undefined): void { this.containers.sizeType(code); }
  sizeTypeIn(elements: SegmentElements, n: number): void { this.containers.sizeTypeIn(elements, n); }

  loadEmpty(code: string | undefined): void { if (code === 'L' || code === 'E') this.containers.loadEmpty(code); }

  loadEmptyIn(elements: SegmentElements, n: number): void {
    if (elements.is(n, 'L')) this.containers.loadEmpty('L');
    else if (elements.is(n, 'E')) this.containers.loadEmpty('E');
  }

  /** Weights of one container's lines add up. */
  addWeight(kg: number | null): void { this.containers.addWeight(kg); }

  billOfContainer(bill: Bill | null): void { this.containers.bill(bill); }

  seal(number: string | undefined): void { this.containers.seal(number); }
  sealIn(elements: SegmentElements, n: number): void { this.containers.sealIn(elements, n); }

  /** H1 or LH1. */
  hazardous(code: string | undefined, hazardClass: string | undefined, text: string | undefined): void { this.containers.hazardous(code, hazardClass, text); }

  /** Dangerous goods are named somewhere, in a segment that says nothing else the index keeps. */
  hazardTold(): void { this.containers.hazmat.told = true; }

  /** LH2: the class of what LH1 named. */
  hazardClass(code: string | undefined): void { this.containers.hazmat.classed(code); }

  /** H2 or LH3: the description goes on. */
  hazardousText(text: string | undefined): void { this.containers.hazmat.described(text); }

  facts(): DocumentFacts {
    const bills = this.bills.column.strings();
    return factsOf(this.head(), bills, this.bookings.column.strings(), this.containers.all(bills));
  }

  /** The same, all decided, to be made when someone asks: the draft may serve another set meanwhile. Null for so few that they are made sooner than put off. */
  later(): (() => DocumentFacts) | null {
    if (this.containers.count + this.bills.column.count + this.bookings.column.count < MANY) return null;
    const head = this.head();
    const toldBills = this.bills.column.copy();
    const bookings = this.bookings.column.copy();
    const containersUnder = this.containers.later();
    return () => {
      const bills = toldBills.strings();
      return factsOf(head, bills, bookings.strings(), containersUnder(bills));
    };
  }

  private head() {
    const { set, vesselFacts: vessel, voyage, scac, reference, purpose, status, containers: { hazmat: { told: hazmat } } } = this;
    return { set, vessel, voyage, also: this.also, scac, places: this.places.all(), reference, hazmat, purpose, status };
  }

  /** A bill beyond what is kept is still that of its containers. */
  private toldBill(place: number): Bill | null {
    if (place === 0) return null;
    if (place !== NO_ROOM) return place;
    this.leftOut('bills', KEPT.bills);
    return this.bills.column.written();
  }

  private toldBooking(place: number): void {
    if (place === NO_ROOM) this.leftOut('bookings', KEPT.bookings);
  }

  private leftOut(what: string, kept: number): void { this.cut ??= { what, kept }; }
}

type Head = Omit<DocumentFacts, 'bills' | 'bookings' | 'containers' | 'alsoVessels'> & { also: NonNullable<DocumentFacts['alsoVessels']> };

/** Written out, so that all have their parts in one order. */
function factsOf({ set, vessel, voyage, also, scac, places, reference, hazmat, purpose, status }: Head, bills: string[], bookings: string[], containers: ContainerFact[]): DocumentFacts {
  const facts: DocumentFacts = { set, vessel, voyage, scac, places, bills, bookings, reference, containers, hazmat, purpose, status };
  if (also.length > 0) facts.alsoVessels = also;
  return facts;
}

function namedVessel(code: string | undefined, qualifier: string | undefined, name: string | undefined): DocumentFacts['vessel'] {
  const found = some(code);
  const source = some(qualifier);
  const imo = found !== null && (source === 'L' || source === null) ? imoOf(found) : null;
  return { code: found, qualifier: source, imo, callSign: source === 'C' ? found : null, name: some(name) };
}

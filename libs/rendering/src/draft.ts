import { HAZARD_SEGMENTS } from '#x12';
import { numberRemark } from './container-number.js';
import type { BillRow, CargoRow, ContainerRow, DocumentModel, HazmatRow, PartyRow, PlaceRow } from './model.js';
import type { Segment } from './reading/segment.js';
import { totalsOf } from './totals.js';
import type { PhraseKey } from './words/phrases/index.js';
import type { Words } from './words/words.js';

/** Containers of a line of goods that its column names itself. */
const IN_THE_COLUMN = 3;
const WITHOUT_DIGIT = /^[A-Z]{4}\d{6}$/;

/** What one segment does to the model in the making. One per tag; a set may say its own. */
export type Handler = (draft: Draft, segment: Segment) => void;
export type Handlers = Record<string, Handler>;

/** What a later DTM belongs to: the nearest thing before it. */
export type Anchor = 'document' | 'place' | 'container' | 'bill' | 'cargo' | 'party';

/**
 * A model being filled while the segments are walked in order. X12 says by position what belongs together, so the draft
 * remembers the last of each thing; a loop's first segment clears what lies under it.
 */
export class Draft {
  vessel: DocumentModel['vessel'] = null;
  readonly facts: DocumentModel['facts'] = [];
  readonly hazmat: HazmatRow[] = [];
  readonly containers: ContainerRow[] = [];
  readonly cargo: CargoRow[] = [];
  readonly bills: BillRow[] = [];
  readonly places: PlaceRow[] = [];
  readonly parties: PartyRow[] = [];
  readonly references: DocumentModel['references'] = [];
  readonly freeText: DocumentModel['freeText'] = [];

  anchor: Anchor = 'document';
  container: ContainerRow | null = null;
  bill: BillRow | null = null;
  place: PlaceRow | null = null;
  party: PartyRow | null = null;
  line: CargoRow | null = null;
  /** containers of the present LX line or N7 loop: what a line of goods without a container of its own may lie in */
  near: ContainerRow[] = [];
  /** bills the document names as its own, outside any container */
  readonly ownBills = new Set<string>();
  /** ports of a stow plan by code and name: every box names its own again */
  readonly portsNamed = new Set<string>();

  private readonly referencesSaid = new Set<string>();
  private readonly byNumber = new Map<string, ContainerRow>();

  /** @param sharedLines true where an LX line holds several containers and then their goods (310, 301); else each container opens its own loop */
  constructor(readonly words: Words, private readonly sharedLines: boolean) {}

  fact(label: PhraseKey, value: string): void {
    if (value !== '') this.facts.push({ label: this.words.say(label), value });
  }

  reference(label: string, value: string): void {
    if (value === '') return;
    this.references.push({ label, value });
    this.referencesSaid.add(JSON.stringify([label, value]));
  }

  /** The same, unless it was said before. */
  referenceOnce(label: string, value: string): void {
    if (!this.referencesSaid.has(JSON.stringify([label, value]))) this.reference(label, value);
  }

  /** A sentence of the sender's own, with what it was said of: the container or the bill at hand. */
  text(where: string, text: string): void {
    if (text === '') return;
    const of = this.container ? `, ${this.container.number}` : this.bill ? `, ${this.words.say('billOf', this.bill.number)}` : '';
    this.freeText.push({ where: where + of, text });
  }

  /** Makes this the current container; a number seen before (several bills in one box) is the same row again. */
  startContainer(number: string): ContainerRow {
    const known = number === '' ? undefined : (this.byNumber.get(number) ?? this.withOrWithoutDigit(number));
    const row = known ?? { number, type: '', loadEmpty: '', weight: null, seals: [], bills: [], temperature: '', cell: '', from: '', to: '', un: [], notes: [] };
    if (!known) {
      this.containers.push(row);
      if (number !== '') this.byNumber.set(number, row);
      if (number.length === 11 && WITHOUT_DIGIT.test(number.slice(0, 10))) this.byNumber.set(number.slice(0, 10), this.byNumber.get(number.slice(0, 10)) ?? row);
    }
    if (!this.sharedLines) this.near = [row];
    else if (!this.near.includes(row)) this.near.push(row);
    this.container = row;
    this.line = null;
    this.anchor = 'container';
    return row;
  }

  /** Ten places and the same ten with their check digit are one container (X4 of a 350 has none, N7 behind it has): it goes by the longer number. */
  private withOrWithoutDigit(number: string): ContainerRow | undefined {
    const short = number.slice(0, 10);
    const row = number.length === 11 && WITHOUT_DIGIT.test(short) ? this.byNumber.get(short) : undefined;
    if (row?.number !== short) return undefined;
    row.notes = row.notes.filter((note) => note !== numberRemark(short, this.words));
    row.number = number;
    this.byNumber.set(number, row);
    for (const { containers } of [...this.hazmat, ...this.cargo]) containers.forEach((one, n) => { if (one === short) containers[n] = number; });
    for (const place of this.places) if (place.container === short) place.container = number;
    return row;
  }

  startLine(): void {
    this.container = this.line = this.place = this.party = null;
    this.near = [];
    this.anchor = 'document';
  }

  /** A line in many boxes is counted in its column; which ones they are stands in its notes, unless they are all there are. */
  private nameContainersOfGoods(): void {
    for (const { containers, notes } of this.cargo) if (containers.length > IN_THE_COLUMN && containers.length < this.containers.length) notes.unshift(containers.join(', '));
  }

  finish(set: string, title: string, asReceived: Segment[]): DocumentModel {
    this.nameContainersOfGoods();
    return {
      set, title, shownAsReceived: null, vessel: this.vessel, facts: this.facts, hazmat: this.hazmat, containers: this.containers, cargo: this.cargo, bills: this.bills,
      places: this.places, parties: this.parties, references: this.references, freeText: this.freeText, totals: totalsOf(this), asReceived,
      hazardAsReceived: this.hazmat.length === 0 && asReceived.some(({ tag }) => HAZARD_SEGMENTS.includes(tag)),
    };
  }
}

/** Fields of a container that a second segment may give otherwise, and how that is said. */
const ALSO_GIVEN = { type: 'typeAlso', loadEmpty: 'loadEmptyAlso', cell: 'cellAlso', temperature: 'temperatureAlso', from: 'fromAlso', to: 'toAlso' } as const satisfies Partial<Record<keyof ContainerRow, PhraseKey>>;

/** Fills a field of a container; a second, different value is said beside it instead of being lost. */
export function setOnce(draft: Draft, row: ContainerRow, field: keyof typeof ALSO_GIVEN, value: string): void {
  if (row[field] === '') row[field] = value;
  else if (value !== '' && value !== row[field]) addOnce(row, 'notes', draft.words.say(ALSO_GIVEN[field], value));
}

/**
 * Adds a sentence or a number to a list, once. The list is made anew, as long as it is: one that grows reserves room for
 * sixteen more, and a plan of 12,000 boxes has five lists a box. A long one grows, and is not searched from end to end: a
 * box with 20,000 notes would take their square.
 */
export function addOnce<List extends string>(row: Record<List, string[]>, list: List, value: string): void {
  if (value === '') return;
  const known = row[list];
  if (known.length === 0) row[list] = [value];
  else if (known.length >= LONG) addToLong(known, value);
  else if (!known.includes(value)) row[list] = [...known, value];
}

const LONG = 32;
const heldBy = new WeakMap<readonly string[], Set<string>>();

function addToLong(list: string[], value: string): void {
  let held = heldBy.get(list);
  // Somebody may have put something into it by hand.
  if (held?.size !== list.length) heldBy.set(list, held = new Set(list));
  if (held.has(value)) return;
  held.add(value);
  list.push(value);
}

/** The parts that are there, one behind the other. */
export function joined(parts: readonly string[], between = ', '): string {
  let text = '';
  for (const part of parts) if (part !== '') text += text === '' ? part : between + part;
  return text;
}

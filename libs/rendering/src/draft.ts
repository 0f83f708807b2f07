import type { BillRow, CargoRow, ContainerRow, DocumentModel, HazmatRow, PartyRow, PlaceRow } from './model.js';
import type { Segment } from './segment.js';
import { totalsOf } from './totals.js';

/** What one segment does to the model in the making. One per tag; a set may say its own. */
export type Handlers = Record<string, (draft: Draft, segment: Segment) => void>;

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

  private readonly byNumber = new Map<string, ContainerRow>();

  /** @param sharedLines true where an LX line holds several containers and then their goods (310, 301); else each container opens its own loop */
  constructor(private readonly sharedLines: boolean) {}

  fact(label: string, value: string): void {
    if (value !== '') this.facts.push({ label, value });
  }

  /** Makes this the current container; a number seen before (several bills in one box) is the same row again. */
  startContainer(number: string): ContainerRow {
    const known = number === '' ? undefined : this.byNumber.get(number);
    const row = known ?? { number, type: '', loadEmpty: '', weight: null, seals: [], bills: [], temperature: '', cell: '', from: '', to: '', un: [], notes: [] };
    if (!known) {
      this.containers.push(row);
      if (number !== '') this.byNumber.set(number, row);
    }
    if (!this.sharedLines) this.near = [row];
    else if (!this.near.includes(row)) this.near.push(row);
    this.container = row;
    this.line = null;
    this.anchor = 'container';
    return row;
  }

  startLine(): void {
    this.container = this.line = this.place = this.party = null;
    this.near = [];
    this.anchor = 'document';
  }

  finish(set: string, title: string, asReceived: Segment[]): DocumentModel {
    return {
      set, title, shownAsReceived: null, vessel: this.vessel, facts: this.facts, hazmat: this.hazmat, containers: this.containers, cargo: this.cargo, bills: this.bills,
      places: this.places, parties: this.parties, references: this.references, freeText: this.freeText, totals: totalsOf(this), asReceived,
    };
  }
}

/** Fills a field of a container; a second, different value is said beside it instead of being lost. */
export function setOnce(row: ContainerRow, field: 'type' | 'loadEmpty' | 'cell' | 'temperature' | 'from' | 'to', value: string): void {
  if (row[field] === '') row[field] = value;
  else if (value !== '' && value !== row[field]) addOnce(row.notes, `${FIELD_WORDS[field]} also given as ${value}`);
}

const FIELD_WORDS = { type: 'type', loadEmpty: 'load or empty', cell: 'stow cell', temperature: 'temperature', from: 'port of loading', to: 'port of discharge' };

/** Adds a sentence or a number once. */
export function addOnce(list: string[], value: string): void {
  if (value !== '' && !list.includes(value)) list.push(value);
}

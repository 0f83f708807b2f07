import type { ShownAsReceived } from './reading/read-set.js';
import type { Segment } from './reading/segment.js';
import type { Fact } from './page/page.js';
import type { Weight } from './weight.js';

/** One document as facts for a reader. Every set makes one of these, in the words of one language; every writer starts from it. */
export interface DocumentModel {
  set: string;
  /** "Manifest" */
  title: string;
  /** null: read as X12; else why the tables are missing and everything is listed as received */
  shownAsReceived: ShownAsReceived | null;
  /** what the document itself says of its vessel */
  vessel: { code: string; qualifier: string; name: string; flag: string; voyage: string; scac: string } | null;
  /** what a reader wants first of this set: a status, a booking number, an amendment */
  facts: Fact[];
  hazmat: HazmatRow[];
  containers: ContainerRow[];
  cargo: CargoRow[];
  bills: BillRow[];
  places: PlaceRow[];
  parties: PartyRow[];
  references: Fact[];
  freeText: { where: string; text: string }[];
  totals: Totals;
  /** dangerous goods stand among the segments below, with no table to say so */
  hazardAsReceived: boolean;
  /** segments that hold something none of the above says */
  asReceived: Segment[];
}

export type { Fact };

export interface HazmatRow {
  un: string;
  class: string;
  packingGroup: string;
  /** proper shipping name and every further line of description */
  name: string;
  /** what else H1 says: qualifier, flashpoint, page */
  more: string[];
  contact: string;
  weight: Weight | null;
  /** more than one: the document ties it to a line with several containers, not to one of them */
  containers: string[];
  bill: string;
}

export interface ContainerRow {
  number: string;
  type: string;
  /** L | E | as found */
  loadEmpty: string;
  weight: Weight | null;
  seals: string[];
  bills: string[];
  temperature: string;
  cell: string;
  from: string;
  to: string;
  un: string[];
  /** anything else said of it, one short sentence each */
  notes: string[];
}

export interface CargoRow {
  containers: string[];
  bill: string;
  /** a decimal as it came */
  quantity: string;
  package: string;
  weight: Weight | null;
  description: string[];
  marks: string[];
  commodity: string;
  notes: string[];
}

export interface BillRow {
  number: string;
  scac: string;
  loadPort: string;
  /** a decimal as it came */
  quantity: string;
  package: string;
  weight: Weight | null;
  notes: string[];
}

export interface PlaceRow {
  role: string;
  code: string;
  name: string;
  terminal: string;
  /** null: the whole document's; else the container it was said of */
  container: string | null;
  dates: string[];
}

export interface PartyRow { role: string; name: string; lines: string[]; bill: string }

export interface Totals {
  containers: number;
  byType: { type: string; count: number }[];
  laden: number;
  empty: number;
  notStated: number;
  withTemperature: number;
  kg: number;
  /** containers whose weight has no unit we can convert, so that `kg` does not include them */
  notInTotal: number;
  /** rows of `from` that have no weight at all */
  withoutWeight: number;
  /** element 187 of the weights added up, each once: gross, net … */
  qualifiers: string[];
  /** where the total was added up from */
  from: 'containers' | 'bills' | 'cargo' | null;
}

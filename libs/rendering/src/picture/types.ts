/** A line across the whole picture: an arrival, a departure, a cut-off. */
export interface NamedHour { label: string; at: Date; kind: 'time' | 'cut-off' }

/** Trouble of a path from its beginning to its end; `to` null: it is still on. */
export interface TroubleSpan { label: string; from: Date; to: Date | null }

export type PictureWay = 'edi' | 'mail' | 'paper';

/** One document of a call, as its row is drawn. */
export interface PictureDocument {
  ref: string;
  set: string;
  receivedAt: Date;
  dueAt: Date | null;
  law: boolean;
  /** when, and by which way, it was first handed over; and when EDI repeated what went another way */
  handedOverAt: Date | null;
  way: PictureWay | null;
  acknowledgedAt: Date | null;
  /** the endpoint answers nothing: handed over is all there will be */
  answersNothing: boolean;
  rejected: boolean;
  unsettled: boolean;
  /** whole minutes past its due time until it was delivered, or until now; 0: it is not late */
  lateMinutes: number;
}

export interface CallPicture {
  vessel: string;
  voyage: string;
  terminal: string;
  /** IANA; the hours of the picture are this zone's */
  zone: string;
  asOf: Date;
  hours: readonly NamedHour[];
  troubles: readonly TroubleSpan[];
  documents: readonly PictureDocument[];
}

/** Documents that were handed in within one hour: how long they took, beside what such an hour of such a weekday takes. */
export interface DelayHour {
  /** the hour's beginning */
  at: Date;
  phase: 'before' | 'during' | 'after';
  documents: number;
  /** of them, late: delivered after due, or not yet and past it */
  late: number;
  /** not delivered as of the picture's hour; their minutes still grow */
  open: number;
  /** minutes from handed in to delivered; null where none was handed in */
  medianMinutes: number | null;
  p90Minutes: number | null;
  /** the same weekday and hour in the weeks before, outside of outages; null where there was none */
  normalMinutes: number | null;
}

export interface OutagePicture {
  /** a region or an endpoint */
  scope: string;
  because: string;
  zone: string;
  asOf: Date;
  from: Date;
  to: Date | null;
  /** how many weeks before it the normal is taken from */
  normalWeeks: number;
  hours: readonly DelayHour[];
}

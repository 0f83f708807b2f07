/**
 * One sheet that fits both papers unscaled, in points: as narrow as A4 (595 x 842) and as short as US Letter (612 x 792).
 * The margins leave a printer its unprintable edge and the barcode its quiet zone.
 */
export const SHEET = { width: 595, height: 792 };
export const LEFT = 38;
export const RIGHT = SHEET.width - 38;
export const TOP = 28;
export const BOTTOM = SHEET.height - 30;
export const ROOM = RIGHT - LEFT;

/** Sizes of type and the height of their lines, in points. Nothing a clerk keys in is smaller than 10. */
export const TYPE = {
  title: { size: 22, lead: 27 },
  longTitle: { size: 16, lead: 20 },
  vessel: { size: 14, lead: 18 },
  ask: { size: 15, lead: 20 },
  hazard: { size: 15, lead: 19 },
  hazardGoesOn: { size: 12, lead: 15 },
  heading: { size: 13, lead: 17 },
  goesOn: { size: 10.5, lead: 14 },
  headline: { size: 12, lead: 16 },
  hazardRow: { size: 11.5, lead: 15 },
  body: { size: 10.5, lead: 14.5 },
  row: { size: 10, lead: 13 },
  /** heads of columns */
  head: { size: 8.5, lead: 11 },
  /** vessel and ref at the top of a sheet */
  sheet: { size: 12, lead: 16 },
} as const satisfies Record<string, Type>;

/** Thickness of lines, in points. A hairline guides the eye and is grey, so that a fax or a poor copier may lose it and nothing is lost. */
export const LINE = { hair: 0.3, head: 0.9, sheet: 1, title: 2 };

export interface Type { size: number; lead: number }

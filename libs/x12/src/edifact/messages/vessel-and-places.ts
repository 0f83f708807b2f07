import type { ToldPlace } from '../../facts/draft-places.js';
import { imoOf } from '../../facts/imo-number.js';
import { some, type FactsDraft } from '../../facts/facts-draft.js';
import type { EdifactSegment } from '../edifact-segment.js';
import { dateParts } from './date-time.js';

/** 8051: the sea voyage itself, not the lorry or feeder before and after it. */
const MAIN_CARRIAGE = '20';
/** 3055 of a carrier code that is a SCAC; SMDG and BIC codes of liners look alike and are others. */
const SCAC_AGENCY = '182';

/**
 * What a place is to the voyage (3227), as element 115 of X12 calls it: the rest of the house knows those.
 * 147, the stowage cell, is no place.
 */
export const PLACE_ROLES: Record<string, string> = {
  '5': 'L', '9': 'L', '61': 'D', '11': 'D', '60': 'D', '7': 'E', '83': 'E', '88': 'R', '13': 'T', '165': '5',
};

/** The dates of a call as element 374 of X12 calls them. @source UN/EDIFACT code list 2005 */
const DATES: Record<string, string> = { '132': '371', '178': '372', '133': '369', '136': '370', '186': '370' };

/** TDT: voyage, carrier and vessel of the main carriage. C222: identifier, code list, agency, name. */
export function transport(draft: FactsDraft, tdt: EdifactSegment): void {
  if (tdt.part(1) !== MAIN_CARRIAGE) return;
  if (tdt.part(5, 3) === SCAC_AGENCY || /^[A-Z]{4}$/.test(tdt.part(5))) draft.scacOf(tdt.part(5));
  const code = tdt.part(8);
  // A second vessel's voyage is its own.
  if (draft.vessel(code, vesselQualifier(code, tdt.part(8, 2)), tdt.part(8, 4), 'TDT 8213')) draft.voyageOf(tdt.part(2));
}

/**
 * 103 says call sign, 146 and ZZZ say anything: seven digits are an IMO number under any of them, and without a qualifier
 * the rest is taken for a call sign. The letters are those of element 897 of X12, which the vessel calls know.
 */
function vesselQualifier(code: string, codeList: string): string | undefined {
  if (/^\d{7}$/.test(code) || imoOf(code) !== null) return 'L';
  return codeList === '103' ? 'C' : undefined;
}

/** LOC: opens the place, so that the dates that follow are its. */
export function location(draft: FactsDraft, loc: EdifactSegment): void {
  const place = placeOf(loc);
  if (place) draft.placeAt(place);
}

/** The port by UN/LOCODE and, where the sender tells it, the terminal there (C519). Null for what is no place of a voyage. */
export function placeOf(loc: EdifactSegment): ToldPlace | null {
  const role = PLACE_ROLES[loc.part(1)];
  if (role === undefined) return null;
  const code = some(loc.part(2));
  return {
    role, code, qualifier: portQualifier(code, loc.part(2, 2), loc.part(2, 3)), name: some(loc.part(2, 4)),
    terminal: some(loc.part(3)) ?? some(loc.part(3, 4)),
  };
}

/** 139 is a port, 6 is UN/ECE, whose list is UN/LOCODE. Bare codes of that form are seen and mean the same. */
function portQualifier(code: string | null, codeList: string, agency: string): string | null {
  if (code !== null && /^[A-Z]{2}[A-Z2-9]{3}$/.test(code) && (agency === '6' || agency === '')) return 'UN';
  return agency === '' && codeList === '' ? null : 'ZZ';
}

/** DTM after a LOC: arrival and departure there. */
export function placeDate(draft: FactsDraft, dtm: EdifactSegment): void {
  const qualifier = DATES[dtm.part(1)];
  const parts = dateParts(dtm.part(1, 2), dtm.part(1, 3));
  if (qualifier !== undefined && parts) draft.placeTime(qualifier, parts.date, parts.time);
}

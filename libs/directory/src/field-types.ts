import { z } from 'zod';
import { LANGUAGES, languageOf } from '#common';

/**
 * What a field of a terminal's or partner's file may hold. Everything here ends in a file name, a header, an address or a
 * query one day, so control characters are refused at the door.
 */
export const oneLine = z.string().trim().min(1, 'expected text').max(200).regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]*$/u, 'expected one line without control characters');
export const code = z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,31}$/, 'expected 2 to 32 capitals, digits and hyphens such as USLGB-EAST');
export const scac = z.string().regex(/^[A-Z]{2,4}$/, 'expected a SCAC of 2 to 4 capitals');
export const unlocode = z.string().regex(/^[A-Z]{2}[A-Z2-9]{3}$/, 'expected a UN/LOCODE such as USLGB');
export const smdgTerminal = z.string().regex(/^[A-Z0-9]{1,6}$/, 'expected an SMDG terminal code of at most 6 capitals and digits');
export const firms = z.string().regex(/^[A-Z0-9]{4}$/, 'expected a FIRMS code of 4 capitals and digits, in quotes when it is all digits');
/** ISA06, ISA08, GS02, GS03: at most 15 characters, 35 in EDIFACT's UNB and UNG; compared without the blanks that fill them, and case by case. */
export const envelopeId = z.string({ error: 'expected text, in quotes when it is all digits' }).trim().min(1, 'expected an envelope id').max(35).regex(/^[\x20-\x7e]+$/, 'expected printable ASCII');
/** ISA05, ISA07: two characters; EDIFACT's 0007 has up to four. */
export const qualifier = z.string({ error: 'expected text, in quotes when it is all digits' }).regex(/^[A-Z0-9]{1,4}$/, 'expected two characters (EDIFACT: up to four), in quotes when they are digits');
/** A transaction set of X12 or a message of EDIFACT. */
export const setName = z.string({ error: 'expected a set in quotes such as "309", or a message such as COPRAR' }).regex(/^(\d{3}|[A-Z]{6})$/, 'expected three digits in quotes, or a message such as COPRAR');

export const host = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.:_-]{0,251}[A-Za-z0-9])?$|^::1?$/, 'expected a host name or an address');
export const port = z.int().min(1).max(65_535);
export const remotePath = oneLine.refine((path) => !path.split('/').includes('..'), 'expected a path without ".."');
export const zone = z.string().refine(isZone, 'expected an IANA zone such as America/Los_Angeles');
/** A tag of RFC 5646 whose language we write; its region chooses figures and dates, so it has to be one that is known. */
export const language = z.string().refine((tag) => languageOf(tag) !== null && isTag(tag), `expected a language we write (${LANGUAGES.join(', ')}), with or without a region: es-PA`);
export const mailAddress = z.email('expected a mail address').max(254);
/** `Documentation desk <desk@carrier.example>` or the bare address. */
export const mailbox = oneLine.refine((text) => z.email().safeParse(/^[^<>"]*<([^<>]+)>$/.exec(text)?.[1] ?? text).success, 'expected a mail address, with or without a name: Desk <desk@carrier.example>');
export const mailDomain = z.string().regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/, 'expected a domain such as documents.carrier.example');

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0 && name.includes('/') || name === 'UTC';
  } catch (error) {
    // Intl says RangeError for a zone it does not know: that is the answer, not a fault.
    if ((error as Error).name === 'RangeError') return false;
    throw error;
  }
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch (error) {
    // RangeError is Intl's word for what is no tag: the answer, not a fault.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

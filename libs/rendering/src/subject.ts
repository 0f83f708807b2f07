import type { Prepared } from './prepared.js';
import { subjectWordsOf } from './words/titles.js';

const LONGEST = 120;

/**
 * `USLGB-EAST | HARBOUR LARK 048E | MANIFEST 309 v2 REPLACES v1 | HAZ | Ref HW-7F3K2Q`: a fixed order, so that mail rules
 * work (a test says so before all); ASCII and at most 120 signs, so that no client folds or encodes it. No ETA: a changed subject breaks threads.
 */
export function subjectOf({ model, context }: Prepared): string {
  const { set, hazmat, hazardAsReceived } = model;
  const hazardous = hazmat.length > 0 || hazardAsReceived || context.hazardous === true;
  const call = ascii(`${context.vessel.name} ${context.vessel.voyage ?? ''}`);
  const what = ascii(`${subjectWordsOf(set)} ${set} v${context.version}${context.replaces === null ? '' : ` REPLACES ${context.replaces}`}`);
  const parts = (name: string): string => [context.test === true ? 'TEST' : '', ascii(context.terminal.code), name, what, hazardous ? 'HAZ' : '', context.possibleDuplicate ? 'POSSIBLE DUPLICATE' : '', `Ref ${ascii(context.ref)}`].filter((part) => part !== '').join(' | ');
  const whole = parts(call);
  // The vessel's name is the longest and the only part that may be cut: ref, set and version may not.
  const excess = whole.length - LONGEST;
  return excess <= 0 ? whole : parts(call.slice(0, Math.max(0, call.length - excess - 1)).trimEnd()).slice(0, LONGEST);
}

/** Accents are taken off; what has no ASCII form becomes "?"; control characters, above all CR and LF, become blanks. */
export function ascii(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\p{Cc}+/gu, ' ').replace(/[^\x20-\x7E]/gu, '?').replace(/\|/g, '/').replace(/ {2,}/g, ' ').trim();
}

import type { Prepared } from './prepared.js';
import type { RenderingContext } from './types.js';
import { subjectWordsOf } from './words/titles.js';

const LONGEST = 120;

/**
 * `USLGB-EAST | HARBOUR LARK 048E | MANIFEST 309 v2 REPLACES v1 | HAZ | Ref HW-7F3K2Q`: a fixed order, so that mail rules
 * work (a test says so before all, and so does what has no time left: URGENT); ASCII and at most 120 signs, so that no client folds or encodes it. No ETA: a changed subject breaks threads.
 */
export function subjectOf({ model, context }: Prepared): string {
  const { set } = model;
  const hazardous = isHazardous({ model, context });
  const call = ascii(`${context.vessel.name} ${context.vessel.voyage ?? ''}`);
  const what = ascii(`${subjectWordsOf(set)} ${set} v${context.version}${context.replaces === null ? '' : ` REPLACES ${context.replaces}`}`);
  return within(call, (name) => [context.test === true ? 'TEST' : context.urgent === true ? 'URGENT' : '', ascii(context.terminal.code), name, what, hazardous ? 'HAZ' : '', context.possibleDuplicate ? 'POSSIBLE DUPLICATE' : '', `Ref ${ascii(context.ref)}`]);
}

/** Dangerous goods are told of it, by whoever sends it or by its own segments. */
export const isHazardous = ({ model: { hazmat, hazardAsReceived }, context }: Pick<Prepared, 'model' | 'context'>): boolean => hazmat.length > 0 || hazardAsReceived || context.hazardous === true;

/** `USLGB-EAST | HARBOUR LARK 048E | DIGEST OF 12 | Ref HW-7F3K2Q + 11`: the same order; the mail and its X-Hawser-Ref name every ref. */
export function digestSubjectOf({ terminal, vessel, refs, possibleDuplicate }: Pick<RenderingContext, 'terminal' | 'possibleDuplicate'> & { vessel: RenderingContext['vessel'] | null; refs: readonly string[] }): string {
  const call = vessel === null ? 'NO VESSEL CALL' : ascii(`${vessel.name} ${vessel.voyage ?? ''}`);
  return within(call, (name) => [ascii(terminal.code), name, `DIGEST OF ${refs.length}`, possibleDuplicate ? 'POSSIBLE DUPLICATE' : '', `Ref ${ascii(refs[0] ?? '')}${refs.length > 1 ? ` + ${refs.length - 1}` : ''}`]);
}

/** `USLGB-EAST | HARBOUR LARK 048E | PLEASE ANSWER | Ref HW-7F3K2Q + 3`: the first document's call where all are of one. */
export function reminderSubjectOf({ terminal, documents }: { terminal: { code: string }; documents: readonly { ref: string; vessel: string; voyage: string }[] }): string {
  const calls = new Set(documents.map(({ vessel, voyage }) => ascii(`${vessel} ${voyage}`)));
  const [call = ''] = calls.size === 1 ? calls : ['SEVERAL VESSEL CALLS'];
  return within(call, (name) => [ascii(terminal.code), name, 'PLEASE ANSWER', `Ref ${ascii(documents[0]?.ref ?? '')}${documents.length > 1 ? ` + ${documents.length - 1}` : ''}`]);
}

/** The vessel's name is the longest and the only part that may be cut: ref, set and version may not. */
function within(call: string, parts: (name: string) => string[]): string {
  const joined = (name: string): string => parts(name).filter((part) => part !== '').join(' | ');
  const whole = joined(call);
  const excess = whole.length - LONGEST;
  return excess <= 0 ? whole : joined(call.slice(0, Math.max(0, call.length - excess - 1)).trimEnd()).slice(0, LONGEST);
}

/** Accents are taken off; what has no ASCII form becomes "?"; control characters, above all CR and LF, become blanks. */
export function ascii(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\p{Cc}+/gu, ' ').replace(/[^\x20-\x7E]/gu, '?').replace(/\|/g, '/').replace(/ {2,}/g, ' ').trim();
}

import type { ApplicationAdvice } from '../types.js';
import { billOf } from '../facts/bill-number.js';
import { AdviceDraft, type AdviceItemRead, type AdviceVerdict } from './advice-draft.js';
import { verdictWords } from './words.js';

/**
 * What one remark of a 355 says; the first row that fits. The set has no code for it: US Customs tells each error in a K1 after the
 * segment it is in, as a number of three digits and its text, and a clean manifest in plain words. What fits no row decides nothing.
 * @source ASC X12 355 004010 (K1 after M10, P4, M13, M11 …); the error numbers of CBP's Automated Manifest Interface Requirements
 */
const REMARKS: { fits: RegExp; verdict: AdviceVerdict }[] = [
  { fits: /\b(reject(ed|ion)?|not accepted|unaccepted)\b/i, verdict: 'rejected' },
  { fits: /^\d{3}[A-Z]?(\s|$)/, verdict: 'rejected' },
  { fits: /\baccepted\b.*\berrors?\b/i, verdict: 'accepted-with-errors' },
  { fits: /\baccepted\b/i, verdict: 'accepted' },
];
/** The worst remark speaks for the manifest: one refused bill needs a person, however many were taken. */
const WORST_FIRST: readonly AdviceVerdict[] = ['rejected', 'accepted-with-errors', 'accepted'];
const MEANS: Record<string, string> = { rejected: 'rejected', 'accepted-with-errors': 'accepted, with errors', accepted: 'accepted' };

/** AK5-01 and AK9-01, in the 355 of truck manifests, which names the set it answers as a 997 does. P of a group decides nothing. */
const FUNCTIONAL: Record<string, AdviceVerdict> = { A: 'accepted', E: 'accepted-with-errors', R: 'rejected', M: 'rejected', W: 'rejected', X: 'rejected' };

/**
 * Reads one 355, US Customs' answer to a 309, as its segments pass. It is one item that names the manifest and every bill in it (BM);
 * control numbers it tells only where it has AK1 and AK2.
 */
export class AdviceReader355 {
  static readonly segments: readonly string[] = ['M10', 'M13', 'M11', 'K1', 'AK1', 'AK2', 'AK5', 'AK9'];
  private readonly draft = new AdviceDraft();
  private manifest: AdviceItemRead | null = null;
  private group = '';
  private answered: AdviceItemRead | null = null;
  private bill = '';

  segment(elements: string[]): void {
    const [tag = '', ...values] = elements.map((element) => element.trim());
    if (tag === 'M10') this.openManifest([values[0], values[4], values[5]].filter(Boolean).join(' '));
    else if (tag === 'M13') this.names(billOf(values[8] || values[0], values[3]));
    else if (tag === 'M11') this.names(billOf(values[11], values[0]));
    else if (tag === 'K1') this.remark(values.join(' ').trim());
    else this.functional(tag, values);
  }

  advice(): ApplicationAdvice {
    if (this.manifest) this.manifest.words = `355 ${MEANS[this.manifest.verdict ?? ''] ?? 'no verdict that this gateway knows'}: ${this.manifest.words}`;
    const { items } = this.draft.advice();
    // Where sets are answered by their numbers, the manifest's own item would say the same again, or nothing.
    return { items: items.length > 1 ? items.filter((item) => item !== this.manifest) : items };
  }

  private openManifest(name: string): void {
    this.manifest = this.draft.open({ verdict: null, code: '', words: `manifest ${name}` });
  }

  private names(bill: string | undefined): void {
    this.bill = bill ?? '';
    this.draft.reference('BM', bill);
  }

  private remark(text: string): void {
    if (!this.manifest || text === '') return;
    const verdict = REMARKS.find(({ fits }) => fits.test(text))?.verdict ?? null;
    if (rank(verdict) < rank(this.manifest.verdict)) {
      this.manifest.verdict = verdict;
      this.manifest.code = /^\d{3}[A-Z]?\b/.exec(text)?.[0] ?? '';
    }
    this.draft.say(this.bill === '' ? text : `${this.bill}: ${text}`);
  }

  private functional(tag: string, [first = '', second = '', ...rest]: string[]): void {
    if (tag === 'AK1') this.group = second;
    else if (tag === 'AK2') this.answered = this.draft.open({ verdict: null, code: '', gs06: this.group, st01: first, st02: second, words: 'no AK5 follows: no verdict' });
    else if (this.answered && tag === 'AK5') this.decide(this.answered, tag, first, [second, ...rest.slice(0, 3)]);
    else if (tag === 'AK9' && !this.answered && this.group !== '') this.decide(this.draft.open({ verdict: null, code: '', gs06: this.group, words: '' }), tag, first, []);
  }

  private decide(item: AdviceItemRead, tag: string, code: string, reasons: readonly string[]): void {
    item.verdict = FUNCTIONAL[code] ?? null;
    item.code = code.slice(0, 10);
    item.words = verdictWords(tag, item.code, reasons.filter((reason) => reason !== '').map((reason) => reason.slice(0, 10)));
  }
}

function rank(verdict: AdviceVerdict): number {
  const at = WORST_FIRST.indexOf(verdict);
  return at < 0 ? WORST_FIRST.length : at;
}

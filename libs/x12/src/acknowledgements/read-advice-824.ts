import type { ApplicationAdvice } from '../types.js';
import { AdviceDraft, type AdviceVerdict } from './advice-draft.js';

/**
 * OTI-01: its first letter is what it speaks of (batch, group, item, transaction set), its second what became of it. A part accepted
 * and a part not counts as errors, except of a group, where it says nothing of a single set. On hold decides nothing.
 * @source element 110
 */
const VERDICT: Record<string, { verdict: AdviceVerdict; means: string }> = {
  A: { verdict: 'accepted', means: 'accepted' },
  C: { verdict: 'accepted-with-errors', means: 'accepted, the content was changed' },
  E: { verdict: 'accepted-with-errors', means: 'accepted, with errors' },
  H: { verdict: null, means: 'on hold' },
  P: { verdict: 'accepted-with-errors', means: 'accepted in part' },
  R: { verdict: 'rejected', means: 'rejected' },
};
const SCOPE: Record<string, string> = { B: 'the batch', G: 'the group', I: 'the item', T: 'the set' };

/** TED-01, the ones that say more than their text does. @source element 647 */
const CONDITION: Record<string, string> = {
  '006': 'duplicate', '007': 'missing data', '008': 'out of range', '009': 'invalid date', '010': 'totals out of balance',
  '011': 'not matching', '012': 'invalid combination', '848': 'incorrect data', DBL: 'duplicate bill of lading', DUP: 'duplicate set',
};

/** Reads one 824 as its segments pass: each OTI is an item, its REF, TED and NTE belong to it. */
export class AdviceReader824 {
  static readonly segments: readonly string[] = ['OTI', 'REF', 'TED', 'NTE'];
  private readonly draft = new AdviceDraft();

  segment(elements: string[]): void {
    const [tag = '', ...values] = elements.map((element) => element.trim());
    if (tag === 'OTI') {
      const [code = '', qualifier = '', value = '', , , , , gs06 = '', st02 = '', st01 = ''] = values;
      const known = /^[BGIT][ACEHPR]$/.test(code) ? VERDICT[code[1] ?? ''] : undefined;
      const verdict = code === 'GP' ? null : known?.verdict ?? null;
      const meaning = known ? `${SCOPE[code[0] ?? ''] ?? ''} is ${known.means}` : 'a verdict this gateway does not know';
      this.draft.open({ verdict, code, gs06, st01, st02, words: `OTI ${code.slice(0, 10)}: ${meaning}` });
      this.draft.reference(qualifier, value);
    } else if (tag === 'REF') {
      this.draft.reference(values[0], values[1]);
    } else if (tag === 'TED') {
      const [code = '', text = '', segment = '', position = '', , , copy = ''] = values;
      const means = text || CONDITION[code] || 'no text';
      this.draft.say(`TED ${code.slice(0, 10)} ${means}${segment === '' ? '' : ` (segment ${position} ${segment})`}`.replace(/ +/g, ' '), copy);
    } else if (tag === 'NTE') {
      this.draft.say(values[1] ?? '');
    }
  }

  advice(): ApplicationAdvice { return this.draft.advice(); }
}

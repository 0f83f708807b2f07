import { joined, type Draft, type Handlers } from '../draft.js';
import type { Segment } from '../reading/segment.js';
import { SPECIAL_HANDLING } from '../words/handling.js';

/** Sentences of the sender's own: remarks, clauses, handling. Kept line by line, because senders cut words in the middle. */
export const freeText: Handlers = {
  K1: (draft, k1) => { draft.text(draft.words.say('remark'), joined([k1.at(1), k1.at(2)], ' ')); },
  NTE: (draft, nte) => { draft.text(joined([draft.words.say('note'), nte.at(1)], ' '), nte.at(2)); },
  H3: (draft, h3) => { draft.text(draft.words.say('specialHandling'), handlingOf(draft, h3)); },
  C8: (draft, c8) => {
    c8.say(1);
    draft.text(joined([draft.words.say('clause'), c8.at(2)], ' '), c8.at(3));
  },
  // A continuation is the same sentence: it is put behind the line before without a blank, as it was cut.
  C8C: (draft, c8c) => {
    const text = [1, 2, 3].map((n) => c8c.at(n)).join('');
    const last = draft.freeText.at(-1);
    if (last) last.text += text;
    else draft.freeText.push({ where: draft.words.say('clause'), text });
  },
};

export function handlingOf({ words }: Draft, h3: Segment): string {
  return joined([words.code(SPECIAL_HANDLING, h3.at(1)), h3.at(2), h3.at(3), h3.at(4)], ' ');
}

import type { Draft, Handlers } from '../draft.js';
import type { Segment } from '../segment.js';

/** Sentences of the sender's own: remarks, clauses, handling. Kept line by line, because senders cut words in the middle. */
export const freeText: Handlers = {
  K1: (draft, k1) => add(draft, 'remark', [k1.at(1), k1.at(2)]),
  NTE: (draft, nte) => add(draft, nte.at(1) === '' ? 'note' : `note ${nte.at(1)}`, [nte.at(2)]),
  H3: (draft, h3) => add(draft, 'special handling', [h3.at(1), h3.at(2), h3.at(3), h3.at(4)]),
  C8: (draft, c8) => {
    c8.say(1);
    add(draft, c8.at(2) === '' ? 'clause' : `clause ${c8.at(2)}`, [c8.at(3)]);
  },
  // A continuation is the same sentence: it is put behind the line before without a blank, as it was cut.
  C8C: (draft, c8c) => continueLast(draft, c8c),
};

function add(draft: Draft, kind: string, parts: string[]): void {
  const text = parts.filter((part) => part !== '').join(' ');
  if (text !== '') draft.freeText.push({ where: draft.container ? `${kind}, ${draft.container.number}` : draft.bill ? `${kind}, bill ${draft.bill.number}` : kind, text });
}

function continueLast(draft: Draft, segment: Segment): void {
  const text = [1, 2, 3].map((n) => segment.at(n)).join('');
  const last = draft.freeText.at(-1);
  if (last) last.text += text;
  else draft.freeText.push({ where: 'clause', text });
}

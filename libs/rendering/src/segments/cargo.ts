import { addOnce, joined, type Draft, type Handlers } from '../draft.js';
import type { Segment } from '../reading/segment.js';
import { weightInWords, weightRemarks } from '../weight.js';
import { SERVICE_TYPES } from '../words/equipment.js';
import { PACKAGES } from '../words/packages.js';
import { LENGTH_UNITS, VOLUME_UNITS } from '../words/weights.js';
import { weightGiven } from './weight-given.js';

/** L0 lines with the descriptions, measures and marks that follow, and the LX that opens them. */
export const cargo: Handlers = {
  LX: (draft, lx) => {
    lx.say(1);
    draft.startLine();
  },
  L0: (draft, l0) => {
    const { words } = draft;
    const weight = weightGiven(l0.at(4), l0.at(11), l0.at(5));
    const notes = weight ? weightRemarks(weight, words) : [];
    if (l0.peek(2) !== '') notes.push(words.say('billedAs', joined([words.figure(l0.at(2)), l0.at(3)], ' ')));
    if (l0.peek(6) !== '') notes.push(volume(draft, l0, 6));
    if (l0.peek(12) !== '') notes.push(words.say('service', words.code(SERVICE_TYPES, l0.at(12))));
    l0.say(1, 7, 11);
    draft.line = { containers: draft.near.map((row) => row.number), bill: draft.bill?.number ?? '', quantity: l0.at(8), package: words.code(PACKAGES, l0.at(9)), weight, description: [], marks: [], commodity: '', notes };
    draft.cargo.push(draft.line);
    draft.anchor = 'cargo';
    // Goods follow the containers of their line; what comes now is said of the goods.
    if (draft.near.length !== 1) draft.container = null;
  },
  L5: (draft, l5) => {
    const description = l5.at(2);
    const list = (code: string, which: string): string => (code === '' || which === '' ? code : `${code} (${draft.words.say('list', which)})`);
    const commodity = joined([list(l5.at(3), l5.at(4)), list(l5.at(9), l5.at(8))]);
    l5.say(1, 4, 7, 8);
    if (!draft.line) {
      draft.text(draft.words.say('goods'), joined([description, commodity, l5.at(6)]));
      return;
    }
    addOnce(draft.line, 'description', description);
    addOnce(draft.line, 'marks', l5.at(6));
    draft.line.commodity = joined([draft.line.commodity, commodity]);
  },
  L4: (draft, l4) => {
    const { words } = draft;
    const unit = words.word(LENGTH_UNITS, l4.at(4)) || l4.peek(4);
    const pieces = l4.at(5) === '' ? '' : words.sayCount(Number(l4.peek(5)), 'onePiece', 'pieces');
    const size = joined([words.say('size', words.figure(l4.at(1)), words.figure(l4.at(2)), words.figure(l4.at(3)), unit), pieces]);
    const target = draft.line ?? draft.container;
    if (target) addOnce(target, 'notes', size);
    else draft.fact('dimensions', size);
  },
  L3: (draft, l3) => {
    const { words } = draft;
    const weight = weightGiven(l3.at(1), l3.at(12), l3.at(2));
    const pieces = l3.at(11) === '' ? '' : words.sayCount(Number(l3.peek(11)), 'onePiece', 'pieces');
    draft.fact('totalAsStated', joined([weight ? weightInWords(weight, words) : '', pieces, l3.at(9) === '' ? '' : volume(draft, l3, 9)]));
    l3.say(2, 10, 12);
  },
};

/** "volume 58.2 cubic metres (X)": the figure in this element, its unit in the next. */
export function volume({ words }: Draft, segment: Segment, n: number): string {
  return words.say('volume', `${words.figure(segment.at(n))} ${words.code(VOLUME_UNITS, segment.at(n + 1))}`.trim());
}

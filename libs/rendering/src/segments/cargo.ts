import { addOnce, type Handlers } from '../draft.js';
import { grouped, weightInWords, weightOf, weightRemark } from '../weight.js';
import { packages } from '../words/packages.js';
import { serviceTypes } from '../words/equipment.js';
import { volumeUnits } from '../words/weights.js';

/** L0 lines with the descriptions, measures and marks that follow, and the LX that opens them. */
export const cargo: Handlers = {
  LX: (draft, lx) => {
    lx.say(1);
    draft.startLine();
  },
  L0: (draft, l0) => {
    const weight = weightOf(l0.at(4), l0.at(11), l0.at(5));
    const notes = weight ? weightRemark(weight) : [];
    if (l0.peek(6) !== '') notes.push(`volume ${grouped(l0.at(6))} ${volumeUnits(l0.at(7))}`.trim());
    if (l0.peek(12) !== '') notes.push(`service ${serviceTypes(l0.at(12))}`);
    l0.say(1, 7, 11);
    draft.line = { containers: draft.near.map((row) => row.number), bill: draft.bill?.number ?? '', quantity: grouped(l0.at(8)), package: packages(l0.at(9)), weight, description: [], marks: [], commodity: '', notes };
    draft.cargo.push(draft.line);
    draft.anchor = 'cargo';
    // Goods follow the containers of their line; what comes now is said of the goods.
    if (draft.near.length !== 1) draft.container = null;
  },
  L5: (draft, l5) => {
    const description = l5.at(2);
    const commodity = [[l5.at(3), l5.at(4)], [l5.at(9), l5.at(8)]].map(([code, list]) => (code ? `${code}${list ? ` (list ${list})` : ''}` : '')).filter((part) => part !== '').join(', ');
    l5.say(1, 4, 7, 8);
    if (!draft.line) {
      const text = [description, commodity, l5.at(6)].filter((part) => part !== '').join(', ');
      if (text !== '') draft.freeText.push({ where: draft.container?.number ?? 'goods', text });
      return;
    }
    addOnce(draft.line.description, description);
    addOnce(draft.line.marks, l5.at(6));
    draft.line.commodity = [draft.line.commodity, commodity].filter((part) => part !== '').join(', ');
  },
  L4: (draft, l4) => {
    const unit = ({ M: 'm', C: 'cm', E: 'ft', N: 'in' } as Record<string, string>)[l4.at(4)] ?? l4.at(4);
    const size = `length ${l4.at(1)}, width ${l4.at(2)}, height ${l4.at(3)} ${unit}${l4.at(5) === '' ? '' : `, ${l4.at(5)} pieces`}`;
    const target = draft.line?.notes ?? draft.container?.notes;
    if (target) addOnce(target, size);
    else draft.fact('Dimensions', size);
  },
  L3: (draft, l3) => {
    const weight = weightOf(l3.at(1), l3.at(12), l3.at(2));
    const pieces = l3.at(11) === '' ? '' : `${grouped(l3.at(11))} pieces`;
    const volume = l3.at(9) === '' ? '' : `${grouped(l3.at(9))} ${volumeUnits(l3.at(10))}`.trim();
    draft.fact('Total as stated', [weight ? weightInWords(weight) : '', pieces, volume].filter((part) => part !== '').join(', '));
    l3.say(2, 10, 12);
  },
};

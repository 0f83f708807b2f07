import { containerNumber } from '../container-number.js';
import { common } from '../segments/index.js';
import { asWritten } from '../when.js';
import { statuses } from '../words/statuses.js';
import type { SetReader } from './set-reader.js';

/** 322, terminal operations and ramp activity. ZC1 Q5 | N7( V4 DTM M7 W09 W2 NA V1 R4( DTM ) H3 N1(…) K1 N9 L0( L5 H1 ) ). One event, its containers. */
export const terminalActivity322: SetReader = {
  set: '322',
  sharedLines: false,
  handlers: {
    ...common,
    Q5: (draft, q5) => {
      draft.fact('Activity', statuses(q5.at(1)));
      draft.fact('When', asWritten(q5.at(2), q5.at(3), q5.at(4)));
      draft.fact('Where', [q5.at(6), q5.at(7), q5.at(8)].filter((part) => part !== '').join(', '));
      draft.fact('Reason', q5.at(5));
      draft.fact('Equipment', containerNumber(q5.at(9), q5.at(10)));
      if (q5.peek(12) !== '') draft.references.push({ label: `Reference ${q5.at(11)}`.trim(), value: q5.at(12) });
      draft.fact('Direction', q5.at(13));
    },
    ZC1: (draft, zc1) => {
      draft.fact('Corrects', [zc1.at(1), zc1.at(2) + zc1.at(3), zc1.at(4), asWritten(zc1.at(5), '', ''), zc1.at(6) === '' ? '' : `correction ${zc1.peek(6)}`, zc1.at(7)].filter((part) => part !== '').join(', '));
      if (zc1.peek(8) === 'O') zc1.say(8);
    },
    Y7: (draft, y7) => draft.fact('Priority', [y7.at(1), y7.at(2), y7.at(3), y7.at(4), asWritten(y7.at(5), '', '')].filter((part) => part !== '').join(', ')),
  },
};

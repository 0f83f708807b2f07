import { joined } from '../draft.js';
import { containerNumber } from '../container-number.js';
import { common } from '../segments/index.js';
import { REFERENCE_QUALIFIERS } from '../words/references.js';
import { STATUSES } from '../words/statuses.js';
import { defineSet } from './set-reader.js';

/** 322, terminal operations and ramp activity. ZC1 Q5 | N7( V4 DTM M7 W09 W2 NA V1 R4( DTM ) H3 N1(…) K1 N9 L0( L5 H1 ) ). One event, its containers. */
export const terminalActivity322 = defineSet({
  set: '322',
  sharedLines: false,
  handlers: {
    ...common,
    Q5: (draft, q5) => {
      const { words } = draft;
      draft.fact('activity', words.code(STATUSES, q5.at(1)));
      draft.fact('when', words.date(q5.at(2), q5.at(3), q5.at(4)));
      draft.fact('where', joined([q5.at(6), q5.at(7), q5.at(8)]));
      draft.fact('reason', q5.at(5));
      draft.fact('equipmentIs', containerNumber(q5.at(9), q5.at(10)));
      draft.reference(words.code(REFERENCE_QUALIFIERS, q5.at(11)) || words.say('reference'), q5.at(12));
      draft.fact('direction', q5.at(13));
    },
    ZC1: (draft, zc1) => {
      const { words } = draft;
      draft.fact('corrects', joined([zc1.at(1), zc1.at(2) + zc1.at(3), zc1.at(4), words.date(zc1.at(5)), zc1.at(6) === '' ? '' : words.say('correctionOf', zc1.peek(6)), zc1.at(7)]));
      if (zc1.peek(8) === 'O') zc1.say(8);
    },
    Y7: (draft, y7) => { draft.fact('priority', joined([y7.at(1), y7.at(2), y7.at(3), y7.at(4), draft.words.date(y7.at(5))])); },
  },
});

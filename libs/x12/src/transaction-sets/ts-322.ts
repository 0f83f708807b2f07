import { reference } from '../facts/common-segments.js';
import { some } from '../facts/facts-draft.js';
import { defineSet } from './define.js';

/** 322 Terminal operations activity: gate, load and discharge moves. Q5 is the event, N7 or W2 the container; V1 is optional. */
export const ts322 = defineSet({
  set: '322',
  gs01: ['SO'],
  common: ['V1', 'R4', 'DTM', 'N9', 'N7', 'M7', 'H1', 'H2'],
  own: {
    Q5: (draft, q5) => {
      draft.statusOf(q5.text(1), 'Q5-01');
      if (some(q5.text(10)) !== null) draft.container(q5.text(9), q5.text(10), undefined, null, 'Q510');
      // Two references may ride in Q5 itself, told apart as those of N9 are.
      for (const at of [11, 14]) if (some(q5.text(at)) !== null && q5.text(at) !== 'EQ') reference(draft, q5.text(at), q5.text(at + 1));
    },
    W2: (draft, w2) => {
      draft.container(w2.text(1), w2.text(2), w2.text(13), null, 'W202');
      draft.loadEmpty(w2.text(5));
    },
  },
});

import { some } from '../facts/facts-draft.js';
import { defineSet } from './define.js';

/** 322 Terminal operations activity: gate, load and discharge moves. Q5 is the event, N7 or W2 the container; V1 is optional. */
export const ts322 = defineSet({
  set: '322',
  gs01: ['SO'],
  common: ['V1', 'R4', 'DTM', 'N9', 'N7', 'M7', 'H1', 'H2'],
  own: () => ({
    Q5: (draft, q5) => {
      const code = some(q5[1]);
      if (code !== null) draft.status ??= { code, element: 'Q5-01' };
      if (some(q5[10]) !== null) draft.container(q5[9], q5[10], undefined);
    },
    W2: (draft, w2) => {
      draft.container(w2[1], w2[2], w2[13]);
      draft.loadEmpty(w2[5]);
    },
  }),
});

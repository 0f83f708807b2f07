import { COMMON } from '../facts/common-segments.js';
import { defineSet } from './define.js';

/**
 * 324 Vessel stow plan: the whole ship at one port. The places before the first container are the plan's; those under a
 * container are that box's own ports and would tie the plan to calls it is not about.
 */
export const ts324 = defineSet({
  set: '324',
  gs01: ['SO'],
  common: ['V1', 'DTM', 'M7', 'H1', 'H2'],
  memory: () => ({ inContainers: false }),
  own: {
    R4: (draft, r4, { inContainers }) => { if (!inContainers) COMMON.R4(draft, r4); },
    N7: (draft, n7, memory) => {
      memory.inContainers = true;
      COMMON.N7(draft, n7);
    },
    N9: (draft, n9, { inContainers }) => {
      if (n9.is(1, 'BM') || n9.is(1, 'OB')) draft.billOfContainer(draft.billIn(n9, 2));
      else if (n9.is(1, 'BN')) draft.bookingIn(n9, 2);
      else if (!inContainers) COMMON.N9(draft, n9);
    },
  },
});

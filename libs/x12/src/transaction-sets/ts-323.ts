import { defineSet } from './define.js';

/** 323 Vessel schedule: one vessel and voyage, its ports in order, each with its dates, told by DTM or V9. */
export const ts323 = defineSet({
  set: '323',
  gs01: ['SO'],
  timed: true,
  common: ['V1', 'R4', 'DTM'],
  own: {
    V9: (draft, v9) => draft.placeEvent(v9.text(1), v9.text(3), v9.text(4), v9.text(13), v9.text(8)),
  },
});

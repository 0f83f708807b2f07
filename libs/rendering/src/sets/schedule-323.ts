import { addOnce } from '../draft.js';
import { eventOf } from '../segments/events.js';
import { common } from '../segments/index.js';
import { defineSet } from './set-reader.js';

/** 323, vessel schedule: one vessel and voyage, its ports in order, each with its dates. V1 K1 R4( DTM V9 ). */
export const schedule323 = defineSet({
  set: '323',
  sharedLines: false,
  handlers: {
    ...common,
    V9: (draft, v9) => {
      if (draft.place) addOnce(draft.place, 'dates', eventOf(draft, v9));
      else draft.fact('event', eventOf(draft, v9));
    },
  },
});

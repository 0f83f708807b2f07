import { some } from '../facts/facts-draft.js';
import { defineSet } from './define.js';

/** A status that is the vessel's own: it arrived, it left. @source element 157 */
const VESSEL_EVENTS: Record<string, string> = { VA: 'VAR', VD: 'VDP' };

/** 315 Status details: one event of one container. B4 is the event, Q2 the vessel, R4 the journey's places. */
export const ts315 = defineSet({
  set: '315',
  gs01: ['QO'],
  timed: true,
  common: ['N9', 'R4', 'DTM'],
  own: {
    V9: (draft, v9) => draft.placeEvent(v9.text(1), v9.text(3), v9.text(4), v9.text(13), v9.text(8)),
    B4: (draft, b4) => {
      draft.statusOf(b4.text(3), 'B4-03');
      if (some(b4.text(8)) !== null) draft.container(b4.text(7), b4.text(8), b4.text(13), null, 'B408');
      draft.loadEmptyIn(b4, 9);
      draft.sizeTypeIn(b4, 10);
      const where = some(b4.text(11)) ?? some(b4.text(6));
      if (where !== null) {
        draft.placeAt({ role: 'B4', qualifier: some(b4.text(12)), code: where, firms: b4.text(12) === 'FR' ? where : null });
        const of = VESSEL_EVENTS[b4.text(3)];
        if (of !== undefined) draft.placeEvent(of, b4.text(4), b4.text(5));
        draft.leavePlace();
      }
    },
    Q2: (draft, q2) => {
      draft.vessel(q2.text(1), q2.text(12), q2.text(13), 'Q201');
      draft.voyageOf(q2.text(9));
    },
  },
});

import { addOnce, setOnce } from '../draft.js';
import { common } from '../segments/index.js';
import { placeFunctions } from '../words/places.js';
import type { SetReader } from './set-reader.js';

/** 324, vessel stow plan. V1 R4( DTM ) | N7( M7 ED NA V4 R4 W09 H3 H1 N9 ). R4 in a container's loop are its own ports. */
export const stowPlan324: SetReader = {
  set: '324',
  sharedLines: false,
  handlers: {
    ...common,
    R4: (draft, r4) => {
      if (!draft.container) {
        common['R4']?.(draft, r4);
        return;
      }
      const row = draft.container;
      const port = r4.at(3) || r4.peek(4);
      if (r4.peek(1) === 'L') setOnce(row, 'from', port);
      else if (r4.peek(1) === 'D') setOnce(row, 'to', port);
      else addOnce(row.notes, `${placeFunctions(r4.peek(1))} ${port}`);
      r4.say(1, 2);
      const name = [r4.at(4), r4.at(8), r4.at(5), r4.at(6), r4.at(7)].filter((part) => part !== '').join(', ');
      if (name !== '' && !draft.places.some((known) => known.code.startsWith(port) && known.name === name)) {
        draft.places.push({ role: placeFunctions(r4.peek(1)), code: port, name, terminal: '', container: null, dates: [] });
      }
      draft.anchor = 'container';
    },
    // A plan of two thousand boxes repeats its special handling: it stands with the box, not in the free text.
    H3: (draft, h3) => {
      const words = [h3.at(1), h3.at(2), h3.at(3), h3.at(4)].filter((part) => part !== '').join(' ');
      if (draft.container) addOnce(draft.container.notes, `special handling ${words}`);
      else draft.freeText.push({ where: 'special handling', text: words });
    },
  },
};

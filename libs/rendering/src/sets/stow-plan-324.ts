import { addOnce, joined, setOnce } from '../draft.js';
import { handlingOf } from '../segments/free-text.js';
import { common } from '../segments/index.js';
import { PLACE_FUNCTIONS } from '../words/places.js';
import { defineSet } from './set-reader.js';

/** 324, vessel stow plan. V1 R4( DTM ) | N7( M7 ED NA V4 R4 W09 H3 H1 N9 ). R4 in a container's loop are its own ports. */
export const stowPlan324 = defineSet({
  set: '324',
  sharedLines: false,
  handlers: {
    ...common,
    R4: (draft, r4) => {
      const row = draft.container;
      if (!row) {
        common['R4']?.(draft, r4);
        draft.portsNamed.add(`${r4.peek(3)} ${draft.place?.name ?? ''}`);
        return;
      }
      const port = r4.at(3) || r4.peek(4);
      const role = r4.at(1);
      if (role === 'L') setOnce(draft, row, 'from', port);
      else if (role === 'D') setOnce(draft, row, 'to', port);
      else addOnce(row, 'notes', joined([draft.words.code(PLACE_FUNCTIONS, role), port], ' '));
      r4.say(2);
      draft.anchor = 'container';
      const name = joined([r4.at(4), r4.at(8), r4.at(5), r4.at(6), r4.at(7)]);
      if (name === '' || draft.portsNamed.has(`${port} ${name}`)) return;
      draft.portsNamed.add(`${port} ${name}`);
      draft.places.push({ role: draft.words.code(PLACE_FUNCTIONS, role), code: port, name, terminal: '', container: null, dates: [] });
    },
    // A plan of two thousand boxes repeats its special handling: it stands with the box, not in the free text.
    H3: (draft, h3) => {
      if (draft.container) addOnce(draft.container, 'notes', draft.words.say('specialHandlingOf', handlingOf(draft, h3)));
      else draft.text(draft.words.say('specialHandling'), handlingOf(draft, h3));
    },
  },
});

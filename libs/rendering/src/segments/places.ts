import { addOnce, joined, type Draft, type Handlers } from '../draft.js';
import { DATE_QUALIFIERS } from '../words/dates.js';
import { LOCATION_QUALIFIERS, PLACE_FUNCTIONS } from '../words/places.js';
import type { Words } from '../words/words.js';

/** R4 with the dates that follow it. Dates before any place belong to the document, dates in a container's loop to the container. */
export const places: Handlers = {
  R4: (draft, r4) => {
    draft.place = {
      role: draft.words.code(PLACE_FUNCTIONS, r4.at(1)),
      code: placeCode(r4.at(2), r4.at(3), draft.words),
      name: joined([r4.at(4), r4.at(8), r4.at(5)]),
      terminal: joined([r4.at(6), r4.at(7)]),
      container: draft.container?.number ?? null,
      dates: [],
    };
    draft.places.push(draft.place);
    draft.anchor = 'place';
  },
  DTM: (draft, dtm) => {
    const { words } = draft;
    // Of a year of two digits 3060 and earlier give the century apart; beside anything else it stays as received.
    const century = /^(?:19|20)$/.test(dtm.peek(5)) && /^\d{6}$/.test(dtm.peek(2)) ? dtm.at(5) : '';
    const hour = words.date(century + dtm.at(2), dtm.at(3), dtm.at(4));
    addDate(draft, joined([words.code(DATE_QUALIFIERS, dtm.at(1)), hour, dtm.at(6)], ' '));
    if (dtm.peek(2).startsWith(dtm.peek(5)) && dtm.peek(2).length === 8) dtm.say(5);
  },
};

/** "USLGB (UN/LOCODE)"; the qualifier says what the letters are, so a port is never taken for a function. */
export function placeCode(qualifier: string, code: string, words: Words): string {
  const kind = qualifier === '' ? '' : words.word(LOCATION_QUALIFIERS, qualifier) || qualifier;
  if (code === '') return kind === '' ? '' : `(${kind})`;
  return kind === '' ? code : `${code} (${kind})`;
}

function addDate(draft: Draft, sentence: string): void {
  if (draft.anchor === 'place' && draft.place) addOnce(draft.place, 'dates', sentence);
  else if (draft.container) addOnce(draft.container, 'notes', sentence);
  else draft.fact('date', sentence);
}

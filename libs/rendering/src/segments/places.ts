import { addOnce, type Draft, type Handlers } from '../draft.js';
import type { Segment } from '../segment.js';
import { asWritten } from '../when.js';
import { dateQualifiers } from '../words/dates.js';
import { locationQualifiers, placeFunctions } from '../words/places.js';

/** R4 with the dates that follow it. Dates before any place belong to the document, dates in a container's loop to the container. */
export const places: Handlers = {
  R4: (draft, r4) => {
    draft.place = {
      role: placeFunctions(r4.at(1)),
      code: placeCode(r4.at(2), r4.at(3)),
      name: [r4.at(4), r4.at(8), r4.at(5)].filter((part) => part !== '').join(', '),
      terminal: [r4.at(6), r4.at(7)].filter((part) => part !== '').join(', '),
      container: draft.container?.number ?? null,
      dates: [],
    };
    draft.places.push(draft.place);
    draft.anchor = 'place';
  },
  DTM: (draft, dtm) => addDate(draft, `${dateQualifiers(dtm.at(1))} ${[asWritten(dtm.at(2), dtm.at(3), dtm.at(4)), dtm.at(6)].filter((part) => part !== '').join(' ')}`, dtm),
};

/** "USLGB (UN/LOCODE)"; the qualifier says what the letters are, so a port is never taken for a function. */
export function placeCode(qualifier: string, code: string): string {
  if (code === '') return qualifier === '' ? '' : `(${locationQualifiers(qualifier)})`;
  return qualifier === '' ? code : `${code} (${locationQualifiers(qualifier)})`;
}

function addDate(draft: Draft, sentence: string, dtm: Segment): void {
  if (dtm.peek(5) !== '') dtm.at(5);
  if (draft.anchor === 'place' && draft.place) addOnce(draft.place.dates, sentence);
  else if (draft.container) addOnce(draft.container.notes, sentence);
  else draft.fact('Date', sentence);
}

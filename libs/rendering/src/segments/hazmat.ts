import { addOnce, joined, type Draft, type Handlers } from '../draft.js';
import type { HazmatRow } from '../model.js';
import { HAZARD_LISTS } from '../words/purposes.js';
import { degrees } from './temperature.js';

/**
 * H1/H2 (and the rail form LH1 to LH3). They belong to the container of their own loop; under a line that lies in several
 * containers the row names them all, because the document does not say which one.
 */
export const hazmat: Handlers = {
  H1: (draft, h1) => {
    const { words } = draft;
    start(draft, {
      un: h1.at(1), class: h1.at(2), name: h1.at(4), contact: h1.at(5), packingGroup: h1.at(9),
      more: [
        h1.at(3) === '' ? '' : words.say('list', words.code(HAZARD_LISTS, h1.at(3))),
        h1.at(7) === '' ? '' : words.say('flashpoint', degrees(h1.at(7), h1.peek(8), words)),
        h1.at(6) === '' ? '' : words.say('page', h1.at(6)),
      ].filter((part) => part !== ''),
    });
    h1.say(8);
  },
  H2: (draft, h2) => { addName(draft, joined([h2.at(1), h2.at(2)], ' ')); },
  LH1: (draft, lh1) => {
    const more = [joined([lh1.at(2), lh1.at(1)], ' '), joined([lh1.at(7), lh1.at(6)], ' ')].filter((part) => part !== '');
    start(draft, { un: lh1.at(3), class: '', name: '', contact: '', packingGroup: lh1.at(10), more });
  },
  LH2: (draft, lh2) => {
    const row = draft.hazmat.at(-1);
    if (row) row.class = joined([row.class, lh2.at(1)]);
  },
  LH3: (draft, lh3) => { addName(draft, lh3.at(1)); },
};

function start(draft: Draft, row: Pick<HazmatRow, 'un' | 'class' | 'name' | 'contact' | 'packingGroup' | 'more'>): void {
  const boxes = draft.container ? [draft.container] : draft.near;
  for (const box of boxes) addOnce(box, 'un', markOf(draft, row) + (boxes.length > 1 ? '?' : ''));
  draft.hazmat.push({ ...row, weight: draft.line?.weight ?? null, containers: boxes.map((box) => box.number), bill: draft.bill?.number ?? '' });
}

/** What stands beside a container: its UN number, else its class; an entry with neither is dangerous all the same. */
function markOf({ words }: Draft, { un, class: danger }: Pick<HazmatRow, 'un' | 'class'>): string {
  if (un !== '') return unNumber(un);
  return danger === '' ? words.say('hazardous') : words.say('classOf', danger);
}

/** A further line of the shipping name. One that follows no H1 is a sentence of the sender's. */
function addName(draft: Draft, name: string): void {
  const row = draft.hazmat.at(-1);
  if (row) row.name = joined([row.name, name], ' / ');
  else draft.text(draft.words.say('hazardous'), name);
}

/** H101 is seen as 1993, UN1993 and NA1993. Away from a column headed UN, bare digits need the letters. */
export function unNumber(found: string): string { return /^\d{4}$/.test(found) ? `UN${found}` : found; }

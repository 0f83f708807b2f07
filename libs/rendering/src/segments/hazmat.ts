import { addOnce, type Draft, type Handlers } from '../draft.js';
import type { HazmatRow } from '../model.js';
import { hazardLists } from '../words/purposes.js';

/**
 * H1/H2 (and the rail form LH1 to LH3). They belong to the container of their own loop; under a line that lies in several
 * containers the row names them all, because the document does not say which one.
 */
export const hazmat: Handlers = {
  H1: (draft, h1) => {
    const more = [
      h1.at(3) === '' ? '' : `list ${hazardLists(h1.at(3))}`,
      h1.at(7) === '' ? '' : `flashpoint ${h1.at(7)} ${h1.at(8) === 'CE' ? 'C' : h1.at(8) === 'FA' ? 'F' : h1.at(8)}`.trim(),
      h1.at(6) === '' ? '' : `page ${h1.at(6)}`,
    ];
    h1.say(8);
    start(draft, { un: h1.at(1), class: h1.at(2), name: h1.at(4), contact: h1.at(5), packingGroup: h1.at(9), more: more.filter((part) => part !== '') });
  },
  H2: (draft, h2) => {
    const row = draft.hazmat.at(-1);
    const words = [h2.at(1), h2.at(2)].filter((part) => part !== '').join(' ');
    if (row) row.name = [row.name, words].filter((part) => part !== '').join(' / ');
    else draft.freeText.push({ where: 'hazardous', text: words });
  },
  LH1: (draft, lh1) => {
    const more = [[lh1.at(2), lh1.at(1)], [lh1.at(7), lh1.at(6)]].map((pair) => pair.filter((part) => part !== '').join(' ')).filter((part) => part !== '');
    start(draft, { un: lh1.at(3), class: '', name: '', contact: '', packingGroup: lh1.at(10), more });
  },
  LH2: (draft, lh2) => {
    const row = draft.hazmat.at(-1);
    if (row) row.class = row.class === '' ? lh2.at(1) : `${row.class}, ${lh2.at(1)}`;
  },
  LH3: (draft, lh3) => {
    const row = draft.hazmat.at(-1);
    if (row) row.name = [row.name, lh3.at(1)].filter((part) => part !== '').join(' / ');
  },
};

function start(draft: Draft, row: Pick<HazmatRow, 'un' | 'class' | 'name' | 'contact' | 'packingGroup' | 'more'>): void {
  const boxes = draft.container ? [draft.container] : draft.near;
  for (const box of boxes) addOnce(box.un, boxes.length > 1 ? `${unNumber(row.un)}?` : unNumber(row.un));
  draft.hazmat.push({ ...row, weight: draft.line?.weight ?? null, containers: boxes.map((box) => box.number), bill: draft.bill?.number ?? '' });
}

/** H101 is seen as 1993, UN1993 and NA1993. Away from a column headed UN, bare digits need the letters. */
export function unNumber(found: string): string { return /^\d{4}$/.test(found) ? `UN${found}` : found; }

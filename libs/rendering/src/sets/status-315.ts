import { addOnce } from '../draft.js';
import { containerNumber, numberRemark } from '../container-number.js';
import { common } from '../segments/index.js';
import { placeCode } from '../segments/places.js';
import { grouped, weightInWords, weightOf } from '../weight.js';
import { asWritten } from '../when.js';
import { statuses } from '../words/statuses.js';
import { giveOnlyBill, type SetReader } from './set-reader.js';

/** 315, status details. B4 N9 Q2 SG R4( DTM ) V9. One status of one container (or of a bill). */
export const status315: SetReader = {
  set: '315',
  sharedLines: false,
  handlers: {
    ...common,
    B4: (draft, b4) => {
      draft.fact('Status', statuses(b4.at(3)));
      draft.fact('When', asWritten(b4.at(4), b4.at(5), ''));
      draft.fact('Where', [placeCode(b4.at(12), b4.at(11)), b4.at(6) === b4.peek(11) ? '' : b4.peek(6)].filter((part) => part !== '').join(', '));
      draft.fact('Special handling', b4.at(1));
      draft.fact('Inquiry', b4.at(2));
      const number = containerNumber(b4.at(7), b4.at(8), b4.at(13));
      if (number === '') return;
      const row = draft.startContainer(number);
      addOnce(row.notes, numberRemark(number));
      row.loadEmpty = b4.at(9);
      row.type = b4.at(10);
    },
    Q2: (draft, q2) => {
      draft.vessel = { code: q2.at(1), name: q2.at(13), flag: q2.at(2), voyage: q2.at(9), scac: '', qualifier: q2.at(12) };
      for (const [n, label] of [[3, 'Required by'], [4, 'Departure'], [5, 'Arrival or discharge']] as const) draft.fact(label, asWritten(q2.at(n), '', ''));
      if (q2.peek(6) !== '0') draft.fact('Pieces', grouped(q2.at(6)));
      const weight = weightOf(q2.at(7), q2.at(16), q2.at(8));
      if (weight) draft.fact('Weight', weightInWords(weight));
      draft.references.push(...(q2.peek(11) === '' ? [] : [{ label: `Reference ${q2.at(10)}`.trim(), value: q2.at(11) }]));
      q2.say(6, 8, 16);
    },
    SG: (draft, sg) => draft.fact('Further status', [statuses(sg.at(1)), sg.at(2), sg.at(3), asWritten(sg.at(4), sg.at(5), sg.at(6))].filter((part) => part !== '').join(', ')),
    V9: (draft, v9) => draft.fact('Event', [v9.at(1), v9.at(2), asWritten(v9.at(3), v9.at(4), v9.at(13)), [v9.at(5), v9.at(6), v9.at(7)].filter((part) => part !== '').join(' '), v9.at(8), v9.at(12)].filter((part) => part !== '').join(', ')),
    // Only one container: references and places are the whole document's, a seal is the container's.
    N9: (draft, n9) => {
      const { container } = draft;
      const ofTheBox = ['SN', 'EQ', 'OC'].includes(n9.peek(1));
      draft.container = ofTheBox ? container : null;
      common['N9']?.(draft, n9);
      draft.container = container;
    },
    R4: (draft, r4) => {
      common['R4']?.(draft, r4);
      if (draft.place) draft.place.container = null;
    },
  },
  finish: (draft) => giveOnlyBill(draft, draft.references.filter(({ label }) => label.endsWith('(BM)')).map(({ value }) => value)),
};

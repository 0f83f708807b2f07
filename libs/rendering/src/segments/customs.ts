import { addOnce, joined, type Handlers } from '../draft.js';
import { ENTRY_TYPES } from '../words/customs.js';
import { PLACE_FUNCTIONS } from '../words/places.js';
import { MANIFEST_TYPES } from '../words/purposes.js';
import { placeCode } from './places.js';

/** What the sets to and from US customs share: the vessel (M10), the port of arrival (P4), in-bond movements (M12, P5). */
export const customs: Handlers = {
  M10: (draft, m10) => {
    draft.vessel = { code: m10.at(4), name: m10.at(5), flag: m10.at(3), voyage: m10.at(6), scac: m10.at(1), qualifier: m10.at(10) };
    draft.fact('manifestType', draft.words.code(MANIFEST_TYPES, m10.at(9)));
    draft.fact('manifestReference', joined([m10.at(7), m10.at(12)]));
    draft.fact('billsAsStated', draft.words.figure(m10.at(8)));
    // O is ocean, which the heading says.
    if (m10.peek(2) === 'O') m10.say(2);
  },
  P4: (draft, p4) => {
    const { words } = draft;
    draft.startLine();
    draft.bill = null;
    const port = { role: words.say('portOfDischargeP4'), code: placeCode(p4.at(1) === '' ? '' : 'D', p4.peek(1), words), name: '', terminal: p4.at(4) === '' ? '' : words.say('firms', p4.peek(4)), container: null, dates: [] as string[] };
    for (const [date, hour] of [[p4.at(2), p4.at(5)], [p4.at(6), p4.at(7)]] as const) {
      if (date !== '' || hour !== '') port.dates.push(words.say('expectedArrivalAt', words.date(date, hour)));
    }
    if (p4.at(3) !== '') port.dates.push(words.sayCount(Number(p4.peek(3)), 'oneBill', 'bills'));
    draft.place = port;
    draft.places.push(port);
    draft.anchor = 'place';
  },
  M12: (draft, m12) => {
    const { words } = draft;
    const said = joined([
      words.say('entryType', words.code(ENTRY_TYPES, m12.at(1))), m12.at(2) === '' ? '' : words.say('entry', m12.at(2)),
      m12.at(3) === '' ? '' : words.say('toPort', m12.at(3)), m12.at(6) === '' ? '' : words.say('inBondNumber', m12.at(6)),
    ]);
    if (draft.bill) addOnce(draft.bill, 'notes', said);
    else draft.fact('inBond', said);
  },
  P5: (draft, p5) => {
    const said = joined([draft.words.code(PLACE_FUNCTIONS, p5.at(1)), placeCode(p5.at(2), p5.at(3), draft.words)], ' ');
    if (draft.bill) addOnce(draft.bill, 'notes', said);
    else draft.fact('port', said);
  },
};

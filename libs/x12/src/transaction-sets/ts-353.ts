import { checkContainer } from '../facts/container-number.js';
import { some } from '../facts/facts-draft.js';
import { defineSet } from './define.js';

/** M15-01 where M15-02 is a bill: its arrival, its export, its handing over to the next carrier. @source M15-05, required with these */
const OF_A_BILL = new Set(['2', '6', 'B']);

/** 353 Customs events: goods in bond arrived or left, or the ship did. M10 and P4 as in a manifest, each M15 an event. */
export const ts353 = defineSet({
  set: '353',
  gs01: ['AX', 'SO'],
  common: ['M10', 'P4'],
  own: {
    // M15-02 is a bill, a container, an in-bond number or a voyage: only the first two are indexed, each where it shows.
    M15: (draft, m15) => {
      draft.statusOf(m15.text(1), 'M15-01');
      draft.leaveContainer();
      if (OF_A_BILL.has(m15.text(1))) draft.billIn(m15, 2, 5);
      else if (checkContainer(m15.text(2)).expected !== null) draft.container(undefined, m15.text(2), undefined, null, 'M1502');
      draft.seal(m15.text(7));
      const code = some(m15.text(4));
      const city = some(m15.text(10));
      if (code !== null || city !== null) draft.placeAt({ role: 'M15', qualifier: code === null ? null : 'D', code, name: city });
    },
  },
});

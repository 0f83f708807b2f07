import { some } from '../facts/facts-draft.js';
import { localTime } from '../facts/local-time.js';
import { defineSet } from './define.js';

/** 319 Terminal information: what lies at the pier, ready or gone. BA2 names vessel, voyage and pier, each CD1 one container or lot. */
export const ts319 = defineSet({
  set: '319',
  gs01: ['SO'],
  common: [],
  own: {
    BA2: (draft, ba2) => {
      draft.scacOf(ba2.text(1));
      draft.vessel(ba2.text(2), ba2.text(11), undefined, 'BA202');
      draft.voyageOf(ba2.text(3));
      draft.referenceOf(ba2.text(4));
      draft.placeAt({ role: some(ba2.text(8)) ?? '', name: some(ba2.text(9)), terminal: some(ba2.text(7)) ?? some(ba2.text(6)), etaLocal: localTime(ba2.text(10), undefined) });
    },
    CD1: (draft, cd1) => {
      const bill = draft.bill(cd1.text(4));
      draft.container(cd1.text(1), cd1.text(2), undefined, bill, 'CD102');
      draft.sizeType(cd1.text(3));
      if (some(cd1.text(7)) !== null) draft.hazardous(undefined, cd1.text(7), undefined);
      draft.statusOf(cd1.text(26), 'CD1-26');
      draft.statusOf(cd1.text(12), 'CD1-12');
    },
  },
});

import { some } from '../facts/facts-draft.js';
import { localTime } from '../facts/local-time.js';
import { kilograms } from '../facts/weight.js';
import { defineSet } from './define.js';
import { MANIFEST_TYPE, purposeOf } from './purpose.js';

/**
 * 309 Customs manifest. M10 names vessel and voyage, each P4 a US port, each LX/M11 a bill with its containers (VID).
 * GS01 is SO up to 004020 and AQ later; partners send both under 4010.
 */
export const ts309 = defineSet({
  set: '309',
  gs01: ['SO', 'AQ'],
  common: ['M7', 'H1', 'H2'],
  own: () => {
    let bill: string | null = null;
    return {
      M10: (draft, m10) => {
        draft.scacOf(m10[1]);
        draft.vessel(m10[4], m10[10], m10[5]);
        draft.voyageOf(m10[6]);
        draft.purpose = purposeOf(MANIFEST_TYPE, 'M10-09', m10[9]);
      },
      P4: (draft, p4) => {
        draft.leaveContainer();
        draft.placeAt({ role: 'P4', qualifier: 'D', code: some(p4[1]), name: null, firms: some(p4[4]), etaLocal: localTime(p4[2], p4[5]) });
      },
      LX: (draft) => { bill = null; draft.leaveContainer(); },
      // Amendment lines change single bills, whatever M10-09 calls the whole.
      M13: (draft, m13) => {
        bill = draft.bill(billOf(m13[1], m13[4]));
        draft.purpose = { kind: 'amendment', element: 'M13-03', value: some(m13[3]) ?? '' };
      },
      M11: (draft, m11) => {
        draft.leaveContainer();
        bill = draft.bill(billOf(m11[12], m11[1]));
        const lading = some(m11[2]);
        if (lading !== null) draft.placeAt({ role: 'L', qualifier: 'K', code: lading, name: null, firms: null });
      },
      VID: (draft, vid) => {
        draft.container(vid[2], vid[3], undefined, bill);
        draft.seals([vid[4], vid[5]]);
        draft.sizeType(vid[9]);
        draft.loadEmpty(vid[10]);
      },
      N10: (draft, n10) => draft.addWeight(kilograms(n10[8], n10[7])),
    };
  },
});

/** The issuer's SCAC and the number are one bill; senders who glue them together already are left alone. */
function billOf(scac: string | undefined, number: string | undefined): string | undefined {
  const issuer = some(scac) ?? '';
  const bill = some(number);
  return bill === null || bill.startsWith(issuer) ? bill ?? undefined : `${issuer}${bill}`;
}

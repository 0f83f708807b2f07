import { kilograms } from './weight.js';
import type { FactsDraft } from './facts-draft.js';
import { some } from './facts-draft.js';
import { localTime } from './local-time.js';

/** The partners' own codes for places (element 309): for terminals these are SMDG's, or a house's own. */
const OWN_CODES = new Set(['93', '94']);

/**
 * Segments that mean the same in every ocean set. Positions are those of 4010; the releases after it only add to the end.
 * `elements[0]` is the tag, `elements[3]` is element 03.
 */
export const COMMON = {
  V1: (draft, v1) => {
    // A second V1 is another ship, and its voyage too.
    if (draft.vessel(v1[1], v1[8], v1[2], 'V101')) draft.voyageOf(v1[4]);
    draft.scacOf(v1[5]);
  },
  M10: (draft, m10) => {
    draft.scacOf(m10[1]);
    draft.vessel(m10[4], m10[10], m10[5], 'M1004');
    draft.voyageOf(m10[6]);
  },
  P4: (draft, p4) => {
    draft.leaveContainer();
    draft.placeAt({ role: 'P4', qualifier: 'D', code: some(p4[1]), firms: some(p4[4]), etaLocal: localTime(p4[2], p4[5]) });
  },
  R4: (draft, r4) => draft.placeAt(placeOf(r4)),
  DTM: (draft, dtm) => draft.placeTime(dtm[1], dtm[2], dtm[3]),
  N7: (draft, n7) => {
    draft.leavePlace();
    draft.container(n7[1], n7[2], n7[18], null, 'N702');
    draft.sizeType(n7[22]);
    draft.addWeight(kilograms(n7[3], n7[17]));
  },
  VID: (draft, vid) => openVid(draft, vid, null),
  // A new line: what it tells is not about the container of the line before.
  LX: (draft) => draft.leaveContainer(),
  M7: (draft, m7) => { for (let i = 1; i <= 4; i += 1) draft.seal(m7[i]); },
  H1: (draft, h1) => draft.hazardous(h1[1], h1[2], h1[4]),
  H2: (draft, h2) => draft.hazardousText(h2[1]),
  LH1: (draft, lh1) => draft.hazardous(lh1[3], undefined, undefined),
  LH2: (draft, lh2) => draft.hazardClass(lh2[1]),
  LH3: (draft, lh3) => draft.hazardousText(lh3[1]),
  N9: (draft, n9) => {
    switch (n9[1]) {
      case 'BM': case 'OB': draft.bill(n9[2]); break;
      case 'BN': draft.booking(n9[2]); break;
      case 'SCA': draft.scacOf(n9[2]); break;
      case 'VT': draft.callSign(n9[2]); break;
      case 'EQ': case 'OC': draft.container('', n9[2], undefined, null, 'N902'); break;
      default:
    }
  },
} satisfies Record<string, (draft: FactsDraft, elements: string[]) => void>;

/** VID, the container of a manifest, under the bill it stands below. */
export function openVid(draft: FactsDraft, vid: string[], bill: string | null): void {
  draft.container(vid[2], vid[3], vid[20], bill, 'VID03');
  draft.seal(vid[4]);
  draft.seal(vid[5]);
  draft.sizeType(vid[9]);
  draft.loadEmpty(vid[10]);
}

/** R4 as every set writes it. */
export function placeOf(r4: string[]) {
  const code = some(r4[3]);
  return {
    role: some(r4[1]) ?? '', qualifier: some(r4[2]), code, name: some(r4[4]) ?? some(r4[6]), firms: r4[2] === 'FR' ? code : null,
    terminal: some(r4[6]) ?? (OWN_CODES.has(r4[2] ?? '') ? code : null),
  };
}

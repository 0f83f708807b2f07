import { kilograms } from './weight.js';
import type { FactsDraft } from './facts-draft.js';
import { some } from './facts-draft.js';

/**
 * Segments that mean the same in every ocean set. Positions are those of 4010.
 * `elements[0]` is the tag, `elements[3]` is element 03.
 */
export const COMMON = {
  V1: (draft, v1) => {
    draft.vessel(v1[1], v1[8], v1[2]);
    draft.voyageOf(v1[4]);
    draft.scacOf(v1[5]);
  },
  R4: (draft, r4) => draft.placeAt({
    role: some(r4[1]) ?? '', qualifier: some(r4[2]), code: some(r4[3]), name: some(r4[4]) ?? some(r4[6]),
    firms: r4[2] === 'FR' ? some(r4[3]) : null,
  }),
  DTM: (draft, dtm) => draft.placeTime(dtm[1], dtm[2], dtm[3]),
  N7: (draft, n7) => {
    draft.leavePlace();
    draft.container(n7[1], n7[2], n7[18]);
    draft.sizeType(n7[22]);
    draft.addWeight(kilograms(n7[3], n7[17]));
  },
  // A new line: what it tells is not about the container of the line before.
  LX: (draft) => draft.leaveContainer(),
  M7: (draft, m7) => draft.seals(m7.slice(1, 5)),
  H1: (draft, h1) => draft.hazardous(h1[1], h1[2], h1[4]),
  H2: (draft, h2) => draft.hazardousText(h2[1]),
  N9: (draft, n9) => {
    if (n9[1] === 'BM') draft.bill(n9[2]);
    else if (n9[1] === 'BN') draft.booking(n9[2]);
    else if (n9[1] === 'SCA') draft.scacOf(n9[2]);
    else if (n9[1] === 'VT') draft.callSign(n9[2]);
    else if (n9[1] === 'EQ') draft.container('', n9[2], undefined);
  },
} satisfies Record<string, (draft: FactsDraft, elements: string[]) => void>;

import { kilogramsIn } from './weight.js';
import type { FactsDraft } from './facts-draft.js';
import { some, type Bill } from './facts-draft.js';
import { localTime } from './local-time.js';
import type { SegmentElements } from '../reader/segment-elements.js';

/** The partners' own codes for places (element 309): for terminals these are SMDG's, or a house's own. */
const OWN_CODES = new Set(['93', '94']);

/** Where a container's number stands. */
const N7_NUMBER = { initial: 1, number: 2, checkDigit: 18, name: 'N702' } as const;
const VID_NUMBER = { initial: 2, number: 3, checkDigit: 20, name: 'VID03' } as const;

/**
 * Segments that mean the same in every ocean set. Positions are those of 4010; the releases after it only add to the end.
 * `r4.text(3)` is element 03.
 */
export const COMMON = {
  V1: (draft, v1) => {
    // A second V1 is another ship, with a voyage of its own.
    if (draft.vessel(v1.text(1), v1.text(8), v1.text(2), 'V101')) draft.voyageOf(v1.text(4));
    else draft.alsoVessel(v1.text(1), v1.text(8), v1.text(2), v1.text(4));
    draft.scacOf(v1.text(5));
  },
  M10: (draft, m10) => {
    draft.scacOf(m10.text(1));
    draft.vessel(m10.text(4), m10.text(10), m10.text(5), 'M1004');
    draft.voyageOf(m10.text(6));
  },
  P4: (draft, p4) => {
    draft.leaveContainer();
    draft.placeAt({ role: 'P4', qualifier: 'D', code: some(p4.text(1)), firms: some(p4.text(4)), etaLocal: localTime(p4.text(2), p4.text(5)) });
  },
  R4: (draft, r4) => draft.placeAt(placeOf(r4)),
  DTM: (draft, dtm) => draft.placeTime(dtm.text(1), dtm.text(2), dtm.text(3)),
  N7: (draft, n7) => {
    draft.leavePlace();
    openN7(draft, n7, null);
  },
  VID: (draft, vid) => openVid(draft, vid, null),
  // A new line: what it tells is not about the container of the line before.
  LX: (draft) => draft.leaveContainer(),
  M7: (draft, m7) => { for (let i = 1; i <= 4; i += 1) draft.sealIn(m7, i); },
  H1: (draft, h1) => draft.hazardous(h1.text(1), h1.text(2), h1.text(4)),
  H2: (draft, h2) => draft.hazardousText(h2.text(1)),
  LH1: (draft, lh1) => draft.hazardous(lh1.text(3), undefined, undefined),
  LH2: (draft, lh2) => draft.hazardClass(lh2.text(1)),
  LH3: (draft, lh3) => draft.hazardousText(lh3.text(1)),
  N9: (draft, n9) => reference(draft, n9.text(1), n9.text(2)),
} satisfies Record<string, (draft: FactsDraft, elements: SegmentElements) => void>;

/** N9, or one of the pairs that tell the same within another segment. */
export function reference(draft: FactsDraft, qualifier: string, number: string): void {
  switch (qualifier) {
    case 'BM': case 'OB': draft.bill(number); break;
    case 'BN': draft.booking(number); break;
    case 'SCA': draft.scacOf(number); break;
    case 'VT': draft.callSign(number); break;
    case 'EQ': case 'OC': draft.container('', number, undefined, null, 'N902'); break;
    default:
  }
}

/** N7, under the bill it stands below where the set has one. */
export function openN7(draft: FactsDraft, n7: SegmentElements, bill: Bill | null): void {
  draft.containerIn(n7, N7_NUMBER, bill);
  draft.sizeTypeIn(n7, 22);
  draft.addWeight(kilogramsIn(n7, 3, 17));
}

/** VID, the container of a manifest, under the bill it stands below. */
export function openVid(draft: FactsDraft, vid: SegmentElements, bill: Bill | null): void {
  draft.containerIn(vid, VID_NUMBER, bill);
  draft.sealIn(vid, 4);
  draft.sealIn(vid, 5);
  draft.sizeTypeIn(vid, 9);
  draft.loadEmptyIn(vid, 10);
}

/** R4 as every set writes it. */
export function placeOf(r4: SegmentElements) {
  const code = some(r4.text(3));
  return {
    role: some(r4.text(1)) ?? '', qualifier: some(r4.text(2)), code, name: some(r4.text(4)) ?? some(r4.text(6)), firms: r4.text(2) === 'FR' ? code : null,
    terminal: some(r4.text(6)) ?? (OWN_CODES.has(r4.text(2)) ? code : null),
  };
}

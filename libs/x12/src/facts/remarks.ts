import { printable } from '../bytes.js';

/** Where a segment stands within the file. */
export interface SegmentPlace {
  /** 1-based */
  readonly number: number;
  /** of its first byte */
  readonly offset: number;
}

/** Something in the content that looks wrong and refuses nothing: one for each code, at the first, with how many there are. */
export interface Remark {
  code: 'X12.IMO_CHECK' | 'X12.CONTAINER_CHECK';
  /** for example "V101"; null when the reader of the segment did not say */
  element: string | null;
  /** the first value in quotes, cut, and how many more there are: "CSQU3054384" and 2 more */
  found: string;
  expected: string;
  /** of the first; null when the reader of the segment did not say */
  at: SegmentPlace | null;
}

type First = Omit<Remark, 'code'>;

/** At most one remark for each code of a set: a plan with ten thousand wrong numbers is one remark. */
export class Remarks {
  private readonly firsts = new Map<Remark['code'], First>();
  private readonly counts = new Map<Remark['code'], number>();

  add(code: Remark['code'], first: First): void {
    const count = this.counts.get(code) ?? 0;
    this.counts.set(code, count + 1);
    // The place belongs to a segment that is passing: what it says now is copied.
    if (count === 0) this.firsts.set(code, { ...first, found: printable(first.found), at: first.at && { number: first.at.number, offset: first.at.offset } });
  }

  all(): Remark[] {
    return [...this.firsts].map(([code, first]) => {
      const more = (this.counts.get(code) ?? 1) - 1;
      return { code, ...first, found: more === 0 ? first.found : `${first.found} and ${more} more` };
    });
  }
}

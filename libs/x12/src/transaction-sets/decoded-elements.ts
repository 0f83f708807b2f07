/**
 * The segments that fill the large sets, and which of their elements any reader of facts or advice looks at: the others are
 * not made text. A segment that stands nowhere here is decoded whole. That nothing is missing is held by a spec
 * (reader/plain-segments.spec.ts): what is told is the same from whole segments.
 */
export const DECODED: Readonly<Record<string, readonly number[] | undefined>> = {
  LX: [],
  M11: [1, 2, 12],
  VID: [2, 3, 4, 5, 9, 10, 20],
  N10: [7, 8],
  N7: [1, 2, 3, 17, 18, 22],
};

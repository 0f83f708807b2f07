import type fc from 'fast-check';

/** Something that must hold for whatever input. */
export interface Target<Recipe> {
  about: string;
  /** what an input is made from: fast-check makes it from a seed, and shrinks it when it fails */
  arbitrary: fc.Arbitrary<Recipe>;
  /** the input itself, as it is kept when it fails */
  bytesOf(recipe: Recipe): Uint8Array;
  /** how it was tried, for whoever wants to see it fail again: one line */
  wordsOf(recipe: Recipe): string;
  /** @returns ms taken. @throws Error with what does not hold */
  hold(recipe: Recipe): number;
}

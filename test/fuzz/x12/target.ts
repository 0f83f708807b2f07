import fc from 'fast-check';
import { LIMITS } from '#x12';
import type { Target } from '../target.js';
import { hold } from './hold.js';
import { inputOf, recipe, type Recipe } from './input.js';

/** The readers of libs/x12, fed with damaged fixtures and damaged interchanges made by a grammar. */
export const x12: Target<Recipe> = {
  about: 'the X12 and EDIFACT readers: no throw, no hang, no growth, the same in any chunks',
  arbitrary: recipe,
  bytesOf: (recipe) => inputOf(recipe).bytes,
  wordsOf: (recipe) => {
    const { cuts, options: { limits, ...options }, reader } = inputOf(recipe);
    return `${reader.name} ${JSON.stringify(limits === LIMITS ? options : { ...options, limits })}, cut at ${cuts.length > 8 ? 'every byte' : cuts.join(' ') || 'no place'}`;
  },
  hold: (recipe) => hold(inputOf(recipe)),
};

/** For `npm test`: as a property. */
export const x12Property = fc.property(recipe, (one) => { hold(inputOf(one)); });

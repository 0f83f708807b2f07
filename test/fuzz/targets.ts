import type { Target } from './target.js';
import { x12 } from './x12/target.js';

/** `npm run fuzz -- NAME`: a new target is a folder and a line here. */
export const TARGETS: Readonly<Record<string, Target<unknown>>> = { x12 };

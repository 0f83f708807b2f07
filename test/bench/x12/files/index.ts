import { interchangeOf } from './interchange.js';
import { Random } from './random.js';
import { manifest } from './set-309.js';
import { statusEvent } from './set-315.js';
import { stowPlan } from './set-324.js';

/** One port's manifest of a middling ship. */
const MANIFEST_BYTES = 100_000;

/** One interchange of 309s, of `bytes` or up to two per cent more. */
export function file309(bytes: number, seed = 309, control = 1): string {
  const random = new Random(seed);
  const sets: string[][] = [];
  // Envelope and one trailer; what a set has beside its segments is counted with them.
  for (let length = 220; length < bytes;) {
    const set = manifest(random, Math.min(MANIFEST_BYTES, bytes - length));
    sets.push(set);
    length += set.reduce((sum, segment) => sum + segment.length + 2, 30);
  }
  return interchangeOf({ control, gs01: 'SO', st01: '309', sets });
}

/** One stow plan of so many boxes. */
export function file324(boxes: number): string {
  return interchangeOf({ control: 324, gs01: 'SO', st01: '324', sets: [stowPlan(new Random(324), boxes)] });
}

/** So many status events, a set each. */
export function file315(events: number): string {
  const random = new Random(315);
  return interchangeOf({ control: 315, gs01: 'QO', st01: '315', sets: Array.from({ length: events }, () => statusEvent(random)) });
}

/** Interchange after interchange of about 1 MB, each with a number and cargo of its own, until there are so many bytes. */
export function* stream309(bytes: number): Generator<Buffer> {
  for (let made = 0, control = 1; made < bytes; control += 1) {
    const interchange = Buffer.from(file309(Math.min(1_000_000, bytes - made), control, control), 'latin1');
    made += interchange.length;
    yield interchange;
  }
}

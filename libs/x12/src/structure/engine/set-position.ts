import type { CompiledSet, Loop, Place } from './compile-set.js';

/** Where a segment was put, and what had to be said for it. */
export interface Step {
  /** null: it has no place here, and the position has not changed */
  place: Place | null;
  /** the loop that is open now; null outside loops */
  loop: string | null;
  /** mandatory places that were passed over, each with the loop it is missed in */
  missing: { tag: string; loop: string | null }[];
  /** it is one more than its place allows, for the first time */
  excess: boolean;
  /** it belongs before this tag, which has been passed; null when it stands in order */
  tooLateFor: string | null;
}

/** An open loop: where we stand in it, and how often each of its places has been taken. */
interface Frame {
  loop: Loop;
  at: number;
  taken: number[];
  /** a mandatory place is missed once */
  missed: boolean[];
}

/** The open loops, outermost first, and where each stood. */
type Standing = readonly { frame: Frame; at: number }[];

interface Choice { depth: number; index: number; cost: number }

const NOTHING_MISSING: Step['missing'] = [];

/**
 * Follows the order of a set. Of several places a segment could take it chooses the one that leaves least to be said (passed
 * mandatory places, exceeded repeats), the innermost of equals; a place that has been passed only when there is no other. Then
 * it goes on from there, so that what belongs to a segment that came too late is in order again, and returns to where it was
 * when what follows fits there and not here: one segment out of its place is one fault.
 */
export class SetPosition {
  private readonly frames: Frame[];
  private depth = 0;
  private stack: Frame[];
  /** where we stood before a segment that came too late */
  private left: Standing | null = null;

  constructor(set: CompiledSet) {
    this.frames = new Array<Frame>(set.loops);
    this.stack = [this.frameOf(set.root)];
    this.top().at = -1;
  }

  /** The innermost loop that is open; null outside loops. */
  get loop(): string | null {
    return this.top().loop.name;
  }

  enter(tag: string): Step {
    const choice = this.choose(tag);
    if (choice === null) return { place: null, loop: this.loop, missing: NOTHING_MISSING, excess: false, tooLateFor: null };
    const missing = choice.cost === 0 ? NOTHING_MISSING : this.pass(choice);
    this.depth = choice.depth;
    return this.take(choice.index, missing);
  }

  private choose(tag: string): Choice | null {
    const here = this.ahead(tag);
    if (here?.cost === 0) return here;
    const returned = this.back(tag);
    if (returned !== null) return returned;
    if (here !== null) return here;
    const behind = this.behind(tag);
    if (behind !== null) this.left = this.standing();
    return behind;
  }

  /** Goes back to where we stood before a segment that came too late, if there is nothing to be said of this one there. */
  private back(tag: string): Choice | null {
    if (this.left === null) return null;
    const here = this.standing();
    this.stand(this.left);
    const there = this.ahead(tag);
    if (there?.cost === 0) {
      this.left = null;
      return there;
    }
    this.stand(here);
    return null;
  }

  private standing(): Standing {
    return this.stack.slice(0, this.depth + 1).map((frame) => ({ frame, at: frame.at }));
  }

  private stand(standing: Standing): void {
    this.stack = standing.map(({ frame, at }) => Object.assign(frame, { at }));
    this.depth = standing.length - 1;
  }

  private take(index: number, missing: Step['missing']): Step {
    const frame = this.top();
    const place = placeOf(frame.loop, index);
    const tooLateFor = index < frame.at ? placeOf(frame.loop, frame.at).tag : null;
    const before = frame.taken[index] ?? 0;
    frame.at = index;
    frame.taken[index] = before + 1;
    if (place.loop !== null) this.open(place.loop);
    return { place, loop: this.loop, missing, excess: before === place.max && tooLateFor === null, tooLateFor };
  }

  private open(loop: Loop): void {
    this.depth += 1;
    const frame = this.frameOf(loop);
    if (this.left?.some((before) => before.frame === frame)) this.left = null;
    frame.at = 0;
    frame.taken.fill(0);
    frame.taken[0] = 1;
    frame.missed.fill(false);
    this.stack[this.depth] = frame;
  }

  /** The best place at or after where we stand, from the innermost loop outwards. */
  private ahead(tag: string): Choice | null {
    let best: Choice | null = null;
    let closing = 0;
    for (let depth = this.depth; depth >= 0; depth -= 1) {
      const frame = this.frame(depth);
      for (const index of frame.loop.at.get(tag) ?? []) {
        if (index < frame.at) continue;
        const exceeds = (frame.taken[index] ?? 0) >= placeOf(frame.loop, index).max ? 1 : 0;
        const cost = closing + exceeds + missingBetween(frame, frame.at + 1, index);
        if (best === null || cost < best.cost) best = { depth, index, cost };
        if (cost === 0) return best;
      }
      closing += missingBetween(frame, frame.at + 1, frame.loop.places.length);
    }
    return best;
  }

  /** The nearest place that has been passed. */
  private behind(tag: string): Choice | null {
    for (let depth = this.depth; depth >= 0; depth -= 1) {
      const index = this.frame(depth).loop.at.get(tag)?.findLast((place) => place < this.frame(depth).at);
      if (index !== undefined) return { depth, index, cost: 1 };
    }
    return null;
  }

  /** What is missed on the way to a place: the rest of the loops that close, then what is skipped in the one that stays. */
  private pass({ depth, index }: Choice): Step['missing'] {
    const missing: Step['missing'] = [];
    for (let inner = this.depth; inner >= depth; inner -= 1) {
      const frame = this.frame(inner);
      const { places, name } = frame.loop;
      const end = inner === depth ? index : places.length;
      for (let at = frame.at + 1; at < end; at += 1) {
        if (!isMissing(frame, at)) continue;
        frame.missed[at] = true;
        missing.push({ tag: placeOf(frame.loop, at).tag, loop: name });
      }
    }
    return missing;
  }

  private frameOf(loop: Loop): Frame {
    const known = this.frames[loop.number];
    if (known) return known;
    const frame: Frame = { loop, at: 0, taken: loop.places.map(() => 0), missed: loop.places.map(() => false) };
    this.frames[loop.number] = frame;
    return frame;
  }

  private top(): Frame {
    return this.frame(this.depth);
  }

  private frame(depth: number): Frame {
    const frame = this.stack[depth];
    if (!frame) throw new RangeError(`no loop is open at depth ${depth}`);
    return frame;
  }
}

function missingBetween(frame: Frame, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) if (isMissing(frame, at)) count += 1;
  return count;
}

function isMissing(frame: Frame, at: number): boolean {
  return placeOf(frame.loop, at).mandatory && (frame.taken[at] ?? 0) === 0 && frame.missed[at] !== true;
}

function placeOf(loop: Loop, index: number): Place {
  const place = loop.places[index];
  if (!place) throw new RangeError(`loop ${loop.name ?? 'of the set'} has no place ${index}`);
  return place;
}

import { LEFT, ROOM } from './paper.js';
import type { Again, Frame, Piece, Run, Sheet } from './piece.js';

/** Where pieces may stand on the first sheet and on those after it, in points from the top. */
export interface Bounds { firstTop: number; nextTop: number; bottom: number }

/** Puts pieces onto sheets, top down: pieces that belong together move to the next sheet together. */
export function paginated(pieces: readonly Piece[], bounds: Bounds): Sheet[] {
  const flow = new Flow(bounds);
  flow.add(pieces);
  return flow.finished();
}

/** A piece with all that it stays with. */
function groupAt(pieces: readonly Piece[], at: number): Piece[] {
  let end = at + 1;
  while (end < pieces.length && pieces[end - 1]?.keep) end += 1;
  return pieces.slice(at, end);
}

/** Pieces onto sheets as they come: what is full may be taken and drawn, so that a thousand sheets never lie in memory. */
export class Flow {
  private readonly sheets: Sheet[] = [{ runs: [], marks: [] }];
  private y: number;
  private frame: { of: Frame; top: number } | null = null;
  /** what is to be said again before the next piece */
  private said: Piece[] = [];
  /** nothing but what is said again stands on the sheet yet */
  private atTop = true;

  constructor(private readonly bounds: Bounds) { this.y = bounds.firstTop; }

  add(pieces: readonly Piece[]): void {
    for (let at = 0; at < pieces.length;) {
      const group = groupAt(pieces, at);
      const height = group.reduce((sum, one, n) => sum + (n === 0 && this.atTop ? 0 : one.gap) + one.height, 0);
      if (!this.atTop && this.isBetterOnTheNext(height)) this.turn(group[0]?.again ?? null);
      for (const one of group) this.put(one);
      at += group.length;
    }
  }

  /** The sheets nothing more comes onto; they are the caller's from now on. */
  full(): Sheet[] { return this.sheets.splice(0, this.sheets.length - 1); }

  private fits(height: number): boolean { return this.y + height <= this.bounds.bottom; }

  /** What is longer than a sheet need not wait for the next, if there is room to begin. */
  private isBetterOnTheNext(height: number): boolean {
    const sheet = this.bounds.bottom - this.bounds.nextTop;
    return !this.fits(height) && (height <= sheet || this.bounds.bottom - this.y < sheet / 3);
  }

  /** Begins a sheet, with what has to be said again. */
  private turn(again: Again): void {
    this.closeAtFoot();
    this.sheets.push({ runs: [], marks: [] });
    this.y = this.bounds.nextTop;
    this.atTop = true;
    this.said = again?.() ?? [];
  }

  /** A piece that is longer than a sheet is cut between two of its lines, from where it stands; no other is. */
  private put(one: Piece): void {
    this.sayAgain(one.frame);
    if (!this.atTop && !this.fits(one.gap + one.height) && this.wouldFitAlone(one)) {
      this.turn(one.again);
      this.sayAgain(one.frame);
    }
    let rest = one;
    while (!this.fits(rest.height)) {
      const cut = cutOf(rest, this.bounds.bottom - this.y);
      if (cut) this.set(cut.head);
      else if (this.atTop) break;
      rest = cut?.rest ?? rest;
      this.turn(cut ? (rest.whenCut ?? rest.again) : rest.again);
      this.sayAgain(rest.frame);
    }
    this.set(rest);
  }

  private wouldFitAlone({ height, again }: Piece): boolean {
    return (again?.() ?? []).reduce((sum, one) => sum + one.height, height) <= this.bounds.bottom - this.bounds.nextTop;
  }

  finished(): Sheet[] {
    this.close();
    return this.sheets;
  }

  private sayAgain(frame: Frame | null): void {
    const { said } = this;
    this.said = [];
    for (const one of said) {
      one.frame = frame;
      this.set(one);
      this.atTop = true;
    }
  }

  private set(one: Piece): void {
    const sheet = this.sheets.at(-1);
    if (!sheet) return;
    if (this.frame && this.frame.of !== one.frame) this.close();
    if (!this.atTop) this.y += one.gap;
    if (one.frame && !this.frame) this.frame = { of: one.frame, top: this.y };
    for (const run of one.runs) {
      run.y += this.y;
      sheet.runs.push(run);
    }
    for (const mark of one.marks) {
      mark.y += this.y;
      sheet.marks.push(mark);
    }
    this.y += one.height;
    this.atTop = false;
  }

  /** A frame that goes on is closed with a little air, in place of the hairline under its last row. */
  private closeAtFoot(): void {
    if (!this.frame) return;
    const marks = this.sheets.at(-1)?.marks;
    const last = marks?.at(-1);
    if (last?.kind === 'rule' && last.y >= this.y - 1) marks?.pop();
    this.y += 4;
    this.close();
  }

  /** Draws the frame around what stands in it on this sheet. */
  private close(): void {
    if (!this.frame) return;
    const { of, top } = this.frame;
    const height = this.y - top;
    this.frame = null;
    const marks = this.sheets.at(-1)?.marks;
    marks?.push({ kind: 'box', x: LEFT, y: top, width: ROOM, height, weight: of.tone === 'hazard' ? 1.8 : 1.2 });
    if (of.tone === 'hazard') marks?.push({ kind: 'stripes', x: LEFT + 1, y: top + 2, width: 9, height: height - 4 });
  }
}

/** No line is higher, so that only the lines near a cut need be looked at. */
const NEAR = 60;

/** Cuts between two lines, as low as the room allows; null where not one line fits. */
function cutOf(one: Piece, room: number): { head: Piece; rest: Piece } | null {
  const near = one.runs.filter((run) => topOf(run) > Math.max(1, room - NEAR) && topOf(run) <= room);
  const at = near.map(topOf).filter((top) => !near.some((run) => topOf(run) < top - 1 && footOf(run) > top + 1)).reduce((lowest, top) => Math.max(lowest, top), 0);
  if (at === 0) return null;
  const above = one.runs.filter((run) => topOf(run) < at - 0.01);
  const below = one.runs.filter((run) => topOf(run) >= at - 0.01);
  if (above.length === 0) return null;
  for (const moved of [...below, ...one.marks]) moved.y -= at;
  return { head: { ...one, height: at, runs: above, marks: [] }, rest: { ...one, gap: 0, height: one.height - at, runs: below } };
}

function topOf({ y, size }: Run): number { return y - size; }
function footOf({ y, size }: Run): number { return y + size * 0.25; }

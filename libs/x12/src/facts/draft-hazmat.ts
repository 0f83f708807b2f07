import type { ContainerFact } from '../types.js';
import { some } from './some.js';

/** Of one container; a set that tells more keeps its bytes, the index does not. */
const KEPT = { rows: 50, text: 200 } as const;

type Hazmat = ContainerFact['hazmat'][number];

/** The dangerous goods of one set as they are told: what a segment adds to goes on with the row before it. */
export class DraftHazmat {
  /** hazardous cargo was told, of a container or of the whole */
  told = false;
  private last: Hazmat | null = null;

  /** To the rows of what it is about. The UN number is told with or without "UN". A row that names no class belongs to the same number's. */
  add(rows: Hazmat[], code: string | undefined, hazardClass: string | undefined, text: string | undefined): void {
    const row: Hazmat = { un: unNumber(some(code) ?? ''), class: some(hazardClass), text: some(text)?.slice(0, KEPT.text) ?? null };
    const same = rows.find((other) => other.un === row.un && (other.class === row.class || row.class === null));
    this.told = true;
    this.last = same ?? row;
    if (!same && rows.length < KEPT.rows) rows.push(row);
  }

  classed(code: string | undefined): void { if (this.last) this.last.class ??= some(code); }

  /** The description goes on. */
  described(text: string | undefined): void {
    const more = some(text);
    if (!this.last || more === null || this.last.text?.includes(more)) return;
    this.last.text = `${this.last.text === null ? '' : `${this.last.text} `}${more}`.slice(0, KEPT.text);
  }

  /** What follows is about something else. */
  leave(): void { this.last = null; }
}

function unNumber(code: string): string {
  return code.startsWith('U') || code.startsWith('u') ? code.replace(/^UN\s*(?=\d{4}$)/i, '') : code;
}

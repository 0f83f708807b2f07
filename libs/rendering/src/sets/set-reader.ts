import { Draft, type Handler, type Handlers } from '../draft.js';
import type { DocumentModel } from '../model.js';
import type { Segment } from '../reading/segment.js';
import { titleOf } from '../words/titles.js';
import type { Words } from '../words/words.js';

/** How one transaction set becomes the model. A new set adds one file with one of these. */
export interface SetReader {
  set: string;
  /** true: an LX line holds containers first and their goods after (310, 301) */
  sharedLines: boolean;
  handlers: ReadonlyMap<string, Handler>;
  /** after the last segment: what only the whole document tells */
  finish?: (draft: Draft) => void;
}

/** Walks the segments in order. What no handler said is kept for the list of what came, so nothing is dropped. */
export class SetWalk {
  private readonly draft: Draft;
  private readonly unsaid: Segment[] = [];

  /** @param reader null for sets without a file of their own: every segment is listed, by name */
  constructor(private readonly set: string, private readonly reader: SetReader | null, private readonly words: Words) {
    this.draft = new Draft(words, reader?.sharedLines ?? false);
  }

  get inTables(): boolean { return this.reader !== null; }

  segment(segment: Segment): void {
    const handler = this.reader?.handlers.get(segment.tag);
    handler?.(this.draft, segment);
    // A segment nobody handles and that holds nothing still stood in the document.
    if (segment.hasMore() || (handler === undefined && segment.isBare())) this.unsaid.push(segment);
  }

  model(): DocumentModel {
    this.reader?.finish?.(this.draft);
    return this.draft.finish(this.set, titleOf(this.set, this.words), this.unsaid);
  }
}

/** A set's reader from its table of segments. */
export function defineSet({ handlers, ...rest }: Omit<SetReader, 'handlers'> & { handlers: Handlers }): SetReader {
  return { ...rest, handlers: new Map(Object.entries(handlers)) };
}

/** Containers without a bill of their own belong to the document's only one. */
export function giveOnlyBill(draft: Draft, bills: Iterable<string>): void {
  const [only, ...others] = new Set([...bills].filter((bill) => bill !== ''));
  if (only === undefined || others.length > 0) return;
  for (const row of draft.containers) if (row.bills.length === 0) row.bills.push(only);
}

/** What of a segment has no words of its own, by its element: "CD105 HH". */
export function restOf(segment: Segment, first: number, last: number): string[] {
  const rest: string[] = [];
  for (let n = first; n <= last; n += 1) if (segment.at(n) !== '') rest.push(`${segment.tag}${String(n).padStart(2, '0')} ${segment.peek(n)}`);
  return rest;
}

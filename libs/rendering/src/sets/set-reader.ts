import { Draft, type Handlers } from '../draft.js';
import type { DocumentModel } from '../model.js';
import type { ReadSegments } from '../read-set.js';
import { setWords } from '../words/sets.js';

/** How one transaction set becomes the model. A new set adds one file with one of these. */
export interface SetReader {
  set: string;
  /** true: an LX line holds containers first and their goods after (310, 301) */
  sharedLines: boolean;
  handlers: Handlers;
  /** after the last segment: what only the whole document tells */
  finish?: (draft: Draft) => void;
}

/** Walks the segments in order. What no handler said ends in `asReceived`, so nothing is dropped. */
export function modelOf(reader: SetReader, read: ReadSegments): DocumentModel {
  const draft = new Draft(reader.sharedLines);
  for (const segment of read.segments) {
    if (Object.hasOwn(reader.handlers, segment.tag)) reader.handlers[segment.tag]?.(draft, segment);
  }
  reader.finish?.(draft);
  return draft.finish(reader.set, setWords(reader.set).title, read.segments.filter((segment) => segment.hasMore() || isBare(segment, reader)));
}

/** For sets without a file of their own, and for content the reader could not take apart: every segment, by name. */
export function genericModel(set: string, read: ReadSegments): DocumentModel {
  return { ...new Draft(false).finish(set, setWords(set).title, read.segments), shownAsReceived: read.shownAsReceived };
}

/** A segment nobody handles and that holds nothing still stood in the document. */
function isBare(segment: { tag: string; elements: readonly string[] }, reader: SetReader): boolean {
  return !Object.hasOwn(reader.handlers, segment.tag) && segment.elements.every((value) => value.trim() === '');
}

/** Containers without a bill of their own belong to the document's only one. */
export function giveOnlyBill(draft: Draft, bills: readonly string[]): void {
  const [only, ...others] = new Set(bills.filter((bill) => bill !== ''));
  if (only === undefined || others.length > 0) return;
  for (const row of draft.containers) if (row.bills.length === 0) row.bills.push(only);
}

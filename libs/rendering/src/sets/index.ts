import type { DocumentModel } from '../model.js';
import { readSet, type Delimiters } from '../read-set.js';
import { bill310 } from './bill-310.js';
import { booking301 } from './booking-301.js';
import { manifest309 } from './manifest-309.js';
import { genericModel, modelOf, type SetReader } from './set-reader.js';
import { status315 } from './status-315.js';
import { stowPlan324 } from './stow-plan-324.js';
import { terminalActivity322 } from './terminal-activity-322.js';

const READERS: ReadonlyMap<string, SetReader> = new Map([booking301, manifest309, bill310, status315, terminalActivity322, stowPlan324].map((reader) => [reader.set, reader]));

/** One ST..SE as the model every writer starts from. Never throws for content: what cannot be read is listed as received. */
export function documentModel(setBytes: Uint8Array, delimiters: Delimiters, set: string): DocumentModel {
  const read = readSet(setBytes, delimiters);
  const reader = READERS.get(read.st01 === '' ? set : read.st01);
  return reader && read.shownAsReceived === null ? modelOf(reader, read) : genericModel(read.st01 || set, read);
}

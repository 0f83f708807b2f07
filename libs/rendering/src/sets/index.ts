import type { DocumentModel } from '../model.js';
import { readSet } from '../reading/read-set.js';
import type { Delimiters } from '../types.js';
import type { Words } from '../words/words.js';
import { arrivalNotice312 } from './arrival-notice-312.js';
import { bill310 } from './bill-310.js';
import { booking301 } from './booking-301.js';
import { bookingCancellation303 } from './booking-cancellation-303.js';
import { customsStatus350 } from './customs-status-350.js';
import { deliveryOrder317 } from './delivery-order-317.js';
import { manifest309 } from './manifest-309.js';
import { schedule323 } from './schedule-323.js';
import { SetWalk, type SetReader } from './set-reader.js';
import { shippingInstructions304 } from './shipping-instructions-304.js';
import { status315 } from './status-315.js';
import { stowPlan324 } from './stow-plan-324.js';
import { terminalActivity322 } from './terminal-activity-322.js';
import { terminalInformation319 } from './terminal-information-319.js';

const READERS: ReadonlyMap<string, SetReader> = new Map<string, SetReader>([
  booking301, bookingCancellation303, shippingInstructions304, manifest309, bill310, arrivalNotice312, status315, deliveryOrder317, terminalInformation319, terminalActivity322, schedule323, stowPlan324, customsStatus350,
].map((reader): [string, SetReader] => [reader.set, reader]));

/** Sets that become tables; every other one is listed segment by segment, by name. */
export const SETS_WITH_TABLES: readonly string[] = [...READERS.keys()];

/** One ST..SE as the model every writer starts from. Never throws for content: what cannot be read is listed as received. */
export function documentModel(setBytes: Uint8Array, delimiters: Delimiters, set: string, words: Words): DocumentModel {
  // EDIFACT has no tables here; a set that turns out to be cut is walked again without them.
  const model = walked(setBytes, delimiters, set, words, delimiters.release === undefined);
  return model.shownAsReceived === 'notFromStToSe' ? walked(setBytes, delimiters, set, words, false) : model;
}

function walked(setBytes: Uint8Array, delimiters: Delimiters, set: string, words: Words, inTables: boolean): DocumentModel {
  let walk = new SetWalk(set, null, words);
  const shownAsReceived = readSet(setBytes, delimiters, {
    begin: (found) => { walk = new SetWalk(found || set, (inTables ? READERS.get(found || set) : undefined) ?? null, words); },
    segment: (segment) => { walk.segment(segment); },
  });
  return { ...walk.model(), shownAsReceived: shownAsReceived ?? (walk.inTables ? null : 'setWithoutTables') };
}

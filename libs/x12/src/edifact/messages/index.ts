import { baplie } from './baplie.js';
import { coarri } from './coarri.js';
import { codeco } from './codeco.js';
import { coparn } from './coparn.js';
import { coprar } from './coprar.js';
import type { MessageType } from './message-type.js';
import { vermas } from './vermas.js';

/** The messages that are indexed. A further one is a file beside these and a line here. */
export const MESSAGE_TYPES: readonly MessageType[] = [baplie, coarri, codeco, coparn, coprar, vermas];

const BY_TYPE = new Map(MESSAGE_TYPES.map((definition) => [definition.set, definition]));

/** Null for a message that has no extractor: it is carried all the same. */
export function messageType(type: string): MessageType | null {
  return BY_TYPE.get(type) ?? null;
}

import type { Settings } from './settings.js';

/**
 * Is it addressed to Hawser itself? Then it is split and rewrapped instead of relayed. Ids compare as everywhere in the
 * directory: without the blanks that fill them, and case by case. ISA07 is not looked at, since partners write it as they
 * were set up years ago, and no endpoint may claim an id of ours (load-directory refuses it).
 */
export function isOwn({ envelope: { own } }: Pick<Settings, 'envelope'>, sent: { isa07?: string; isa08: string }): boolean {
  const isa08 = sent.isa08.trim();
  return own !== null && (own.id === isa08 || own.alsoKnownAs.includes(isa08));
}

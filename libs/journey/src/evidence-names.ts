import type { Journey } from './journey.js';

/** Says of an actor who it may be shown as. `digest`: what its link of a history covers, where it is one. */
export type NameOf = (actor: string, digest?: string) => string;

/** Sources of reports and ours; roles that are nobody. */
const NOBODY = new Set(['hawser', 'api', 'desk']);
/** Another process of ours, WHAT-HOST-PID-RANDOM: what it is may be told, on which machine it ran is nobody's business. */
const PROCESS = /^(gateway|worker|cli|print)-.+-\d+-[0-9a-f]{8}$/;
/** A mailbox of ours, whose reader applies what was answered. */
const MAILBOX = /^mailbox [a-z0-9-]{1,32}$/;
const REF = /^HW-[0-9A-Z]+$/;
/** Of a digest of 64 signs so many are shown: enough to find the one link, whose salt and name give the whole. */
const SHOWN = 16;

/**
 * What evidence shows of who did something. Names of people enter the chains as salted digests so that they can be purged; a pack that
 * printed them would undo that on every desk it reaches. So a person stands as `person` and the digest, which whoever must prove the name
 * can open for that link alone; partners, endpoints, processes and sources of reports are named. What is not known to be one of these is a
 * person: a name is never shown by mistake.
 *
 * @param names  somebody asked for them, and the pack says so
 */
export function namesIn({ directory: { endpoints, partners }, holder }: Pick<Journey, 'directory' | 'holder'>, names: boolean): NameOf {
  const isKnown = (word: string): boolean => endpoints.has(word) || partners.has(word) || REF.test(word);
  return (actor, digest) => {
    if (actor === holder) return 'hawser';
    const process = PROCESS.exec(actor)?.[1];
    if (process !== undefined) return `hawser (${process})`;
    if (NOBODY.has(actor) || MAILBOX.test(actor) || isKnown(actor) || actor.split(' ').slice(1).some((word) => word === 'desk' || isKnown(word))) return actor;
    if (names) return actor;
    return digest === undefined ? 'a person (not named)' : `person ${digest.slice(0, SHOWN)}`;
  };
}

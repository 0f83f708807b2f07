import type { EvidencePack } from './types.js';

/** How channels and outcomes are called; what has no word here stands as it is. */
const CHANNELS: Readonly<Record<string, string>> = { sftp: 'EDI (SFTP)', email: 'mail', print: 'paper or phone' };
const OUTCOMES: Readonly<Record<string, string>> = { accepted: 'accepted', refused: 'refused', unreachable: 'not reached', unknown: 'in doubt: it may have arrived' };

export const channelWords = (channel: string): string => CHANNELS[channel] ?? channel;
export const outcomeWords = (outcome: string | null): string => (outcome === null ? 'open' : (OUTCOMES[outcome] ?? outcome));

/** How a pack is to be read: what its words mean, and what it does not show. */
export function howToRead({ names, zone }: EvidencePack): string[] {
  return [
    `Every hour is told by the clock of ${zone} and in UTC. A try was written before its first byte left, its outcome after it.`,
    '"Handed over" is a transport\'s word: a server took it. "Acknowledged" is the word of the terminal, with its level: transport, syntax, content or person. The delay counts from the due time to the acknowledgement; where an endpoint answers nothing it ends at the hand-over, and says so.',
    'SHA-256 of a document is taken of its ST..SE (EDIFACT: UNH..UNT) as it came, that of a transmission of the bytes that left. Each change of a document is a link: its hash covers the link before it, so that none can be changed, dropped or put in between unseen.',
    names
      ? 'People are named as they stand in the ledger. Handing this pack on hands their names on.'
      : 'People are not named: in the history each stands as "person" and the salted digest that its link covers. Who must prove one name opens that one link: salt and name give the digest, and say nothing of any other. Reasons are quoted as they were typed, and may name somebody.',
  ];
}

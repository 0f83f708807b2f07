/** One ST..SE as it came in at one site. */
export interface Arrival {
  site: string;
  /** what makes two sets one document to an EDI partner */
  identity: { isa06: string; isa08: string; isa13: string; gs06: string; st02: string };
  st01: string;
  /** SHA-256, hex, of the bytes ST..SE, so ST02 is a part of it */
  sha256: string;
  channel: 'edi' | 'email';
  /** whole: in the interchange as it was sent; extract: in a mail, alone in an interchange, under its original ISA and GS; a digest carries several */
  part: 'whole' | 'extract';
  /** file or mail it came in */
  source: string;
  /** ISO instant of the injected clock */
  at: string;
  /** false: ISA07 and ISA08 are not this site's */
  forUs: boolean;
}

export interface Counts {
  /** sets that came, repeats included; arrivals = documents + seenAgain */
  arrivals: number;
  /** distinct by identity and content; documents = byEdi + byEmail */
  documents: number;
  /** documents by the channel they came by first */
  byEdi: number;
  byEmail: number;
  /** same identity, same content: a repeat, recognised */
  seenAgain: number;
  /** documents that look new and are not: content known under another identity, or an identity known with other content */
  deliveredAsNewTwice: number;
  /** documents addressed to somebody else */
  misaddressed: number;
  /** 997, 999 and CONTRL; no documents, and in none of the figures above */
  answers: number;
}

/**
 * Counts what arrived, as the far side sees it: from its own files and mails, never from what a sender says it sent.
 *
 * Two sets with the same hash at one site are taken for one document delivered twice. That is fair as long as senders
 * number their sets: the hash includes ST02, so equal hashes under two identities mean the same set number and the same
 * content in two interchanges. A sender that restarts ST02 at 0001 in every interchange and sends the same status twice
 * on purpose would be counted here too; fixtures must differ in content.
 */
export function countArrivals(arrivals: readonly Arrival[]): { total: Counts; sites: Record<string, Counts> } {
  const codes = [...new Set(arrivals.map(({ site }) => site))].sort();
  const sites = Object.fromEntries(codes.map((code) => [code, countOfSite(arrivals.filter(({ site }) => site === code))]));
  return { total: Object.values(sites).reduce(sum, nothing()), sites };
}

const ANSWERS = new Set(['997', '999', 'CONTRL']);

function countOfSite(arrivals: readonly Arrival[]): Counts {
  const counts = nothing();
  const seen = new Set<string>();
  const identities = new Set<string>();
  const contents = new Set<string>();
  for (const arrival of arrivals) {
    if (ANSWERS.has(arrival.st01)) {
      counts.answers += 1;
      continue;
    }
    counts.arrivals += 1;
    const { isa06, isa08, isa13, gs06, st02 } = arrival.identity;
    const identity = JSON.stringify([isa06, isa08, isa13, gs06, st02]);
    const both = `${identity} ${arrival.sha256}`;
    if (seen.has(both)) {
      counts.seenAgain += 1;
      continue;
    }
    if (identities.has(identity) || contents.has(arrival.sha256)) counts.deliveredAsNewTwice += 1;
    seen.add(both);
    identities.add(identity);
    contents.add(arrival.sha256);
    counts.documents += 1;
    counts[arrival.channel === 'edi' ? 'byEdi' : 'byEmail'] += 1;
    if (!arrival.forUs) counts.misaddressed += 1;
  }
  return counts;
}

function nothing(): Counts {
  return { arrivals: 0, documents: 0, byEdi: 0, byEmail: 0, seenAgain: 0, deliveredAsNewTwice: 0, misaddressed: 0, answers: 0 };
}

function sum(a: Counts, b: Counts): Counts {
  const both = nothing();
  for (const key of Object.keys(both) as (keyof Counts)[]) both[key] = a[key] + b[key];
  return both;
}

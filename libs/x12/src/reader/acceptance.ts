import type { Finding, ReadFile, ReadGroup, ReadInterchange, ReadSet, Verdict } from '../types.js';

/**
 * What is refused and what is left. A fatal finding refuses what it stands in and all within: of an interchange everything,
 * of a group its sets, of a set the set. Sets that were handed over are counted with the others.
 */
export class Acceptance {
  /** sets that are left, and interchanges that hold nothing but a TA1 */
  private taken = 0;
  /** of the open interchange: its sets, and how many of each group have no fatal finding of their own */
  private sets = 0;
  private sound = new Map<ReadGroup, number>();

  /** @param complete false where the set has no SE */
  setEnds(set: ReadSet, group: ReadGroup, complete: boolean): void {
    set.accepted = complete && !refuses(set.findings);
    this.sets += 1;
    if (set.accepted) this.sound.set(group, (this.sound.get(group) ?? 0) + 1);
  }

  interchangeEnds(interchange: ReadInterchange): void {
    interchange.accepted = !refuses(interchange.findings);
    for (const group of interchange.groups) {
      group.accepted = interchange.accepted && !refuses(group.findings);
      if (group.accepted) this.taken += this.sound.get(group) ?? 0;
      else for (const set of group.sets) set.accepted = false;
    }
    // An empty interchange beside what is refused is nothing that was left.
    if (this.sets === 0 && interchange.ta1.length > 0 && interchange.accepted && interchange.groups.every(({ accepted }) => accepted)) this.taken += 1;
    this.sets = 0;
    this.sound = new Map();
  }

  verdict(syntax: ReadFile['syntax'], { refused, erred }: { refused: boolean; erred: boolean }): Verdict {
    if (syntax === 'unknown') return 'unreadable';
    if (refused) return this.taken > 0 ? 'partially-accepted' : 'rejected';
    return erred ? 'accepted-with-errors' : 'accepted';
  }
}

function refuses(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'fatal');
}

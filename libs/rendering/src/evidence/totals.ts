import { createHash, type Hash } from 'node:crypto';
import { minutesSaid } from './hours.js';
import type { EvidenceDocument, EvidenceFact } from './types.js';

/** Refs that are named in a total; how many more there are is said. */
const NAMED = 8;

/** The sums of a pack, added up from the very documents it shows: the first sheet cannot say what the others do not. */
export class Totals {
  private readonly counts = new Map<string, number>();
  private readonly sets = new Map<string, number>();
  private readonly mails = new Set<string>();
  private readonly broken: string[] = [];
  private readonly heads: Hash = createHash('sha256');
  private worst: { ref: string; minutes: number } | null = null;

  add(doc: EvidenceDocument): void {
    this.count('documents');
    this.sets.set(doc.set, (this.sets.get(doc.set) ?? 0) + 1);
    if (doc.handedOverAt !== null) this.count(`by ${doc.handedOverBy ?? 'sftp'}`);
    if (doc.acknowledgedAt !== null) this.count('acknowledged');
    this.count(`now ${doc.state}`);
    if ((doc.handOverDelayMinutes ?? 0) > 0) this.count('late to hand-over');
    if (doc.delayMinutes !== null && doc.delayMinutes > 0) {
      this.count('late');
      if (doc.dueIsLaw) this.count('late by law');
      if (!doc.settled) this.count('late and growing');
      if (this.worst === null || doc.delayMinutes > this.worst.minutes) this.worst = { ref: doc.ref, minutes: doc.delayMinutes };
    }
    if ((doc.outageMinutes ?? 0) > 0) {
      this.count('by an outage');
      this.count('outage minutes', doc.outageMinutes ?? 0);
    }
    for (const one of doc.tries) {
      this.count('tries');
      this.count(`try ${one.outcome ?? 'open'}`);
      if (one.channel === 'email') this.mails.add(one.transmission.identity);
    }
    this.count('parts', doc.parts.length);
    this.count('answers', doc.answers.length);
    this.count('links', doc.chain.links);
    if (doc.chain.fault !== null) this.broken.push(doc.ref);
    this.heads.update(`${doc.ref} ${doc.chain.head}\n`);
  }

  /** In reading order. To be asked once, when all documents are added. */
  facts(): EvidenceFact[] {
    const n = (key: string): number => this.counts.get(key) ?? 0;
    const said = (key: string, words: string): string[] => (n(key) === 0 ? [] : [`${figure(n(key))} ${words}`]);
    const sets = [...this.sets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([set, count]) => `${figure(count)} of ${set}`).join(', ');
    const handed = n('by sftp') + n('by email') + n('by print');
    return [
      { label: 'Documents', value: `${figure(n('documents'))}${sets === '' ? '' : `: ${sets}`}` },
      { label: 'Handed over', value: [figure(handed), ...[said('by sftp', 'first by EDI'), said('by email', 'first by mail'), said('by print', 'first on paper')].flat()].join(', ') },
      { label: 'Acknowledged', value: [figure(n('acknowledged')), ...said('now rejected', 'rejected'), ...said('now superseded', 'superseded'), ...said('now cancelled', 'cancelled')].join(', ') },
      { label: 'Late', value: [`${figure(n('late'))} to the acknowledgement`, ...(this.worst === null ? [] : [`the worst ${this.worst.ref} by ${minutesSaid(this.worst.minutes)}`]), ...said('late by law', 'due by law'), ...said('late and growing', 'not delivered yet'), `${figure(n('late to hand-over'))} to the hand-over`].join(', ') },
      { label: 'By an outage', value: n('by an outage') === 0 ? 'no delay of theirs is put down to an outage' : `${figure(n('by an outage'))} documents, ${minutesSaid(n('outage minutes'))} in all` },
      { label: 'Tries', value: [figure(n('tries')), ...[said('try accepted', 'accepted'), said('try refused', 'refused'), said('try unreachable', 'not reached'), said('try unknown', 'in doubt'), said('try open', 'open')].flat()].join(', ') },
      { label: 'Mails', value: [figure(this.mails.size), ...said('parts', 'parts of mails')].join(', ') },
      { label: 'Answers', value: figure(n('answers')) },
      { label: 'History', value: `${figure(n('links'))} links in ${figure(n('documents'))} chains, ${this.broken.length === 0 ? 'every chain is whole' : `BROKEN: ${this.broken.slice(0, NAMED).join(', ')}${this.broken.length > NAMED ? ` and ${figure(this.broken.length - NAMED)} more` : ''}`}` },
      { label: 'Head of all heads', value: this.heads.copy().digest('hex') },
    ];
  }

  private count(key: string, by = 1): void { this.counts.set(key, (this.counts.get(key) ?? 0) + by); }
}

function figure(n: number): string { return n.toLocaleString('en'); }

import type { FunctionalAcknowledgement, InterchangeAcknowledgement } from '../../types.js';
import type { EdifactSegment } from '../edifact-segment.js';
import { actionWords, verdictOfAction } from './words.js';

/** The segments of a CONTRL that say what became of an interchange, its groups and its messages, and why. */
export const CONTRL_SEGMENTS = ['UCI', 'UCF', 'UCM', 'UCS', 'UCD'] as const;

/** More answered messages than any interchange we read may hold; what lies beyond is not kept. */
const MOST_SETS = 100_000;
/** Reasons told of one message; the rest is in the bytes. */
const MOST_REASONS = 5;
/** 0083: interchange received. */
const RECEIVED = '8';

/**
 * Reads one CONTRL as its segments pass. The interchange's own verdict (UCI) is told as a group's: A speaks for every
 * message that is not named, R for all. A group's (UCF) takes its place where one group alone is answered.
 */
export class ContrlReader {
  private readonly read: FunctionalAcknowledgement = { isa13: null, gs01: '', gs06: '', groupVerdict: '', sets: [] };
  private open: { set: FunctionalAcknowledgement['sets'][number]; action: string; errors: string[] } | null = null;
  private interchangeVerdict = '';
  private received = false;
  private groups = 0;

  segment(passing: EdifactSegment): void {
    switch (passing.part(0)) {
      case 'UCI':
        this.read.isa13 = passing.part(1);
        this.received = passing.part(4) === RECEIVED;
        this.interchangeVerdict = verdictOfAction(passing.part(4), '');
        this.read.groupVerdict = this.interchangeVerdict;
        break;
      case 'UCF': this.group(passing); break;
      case 'UCM': this.message(passing); break;
      // UCS: where, and what; UCD: what, and which element.
      case 'UCS': this.because(passing.part(2)); break;
      case 'UCD': this.because(passing.part(1)); break;
    }
  }

  acknowledgement(): FunctionalAcknowledgement { return this.read; }

  /** A UCI that says "received" and no more proves arrival, as a TA1 does. */
  receipt(): InterchangeAcknowledgement | null {
    return this.received && this.read.isa13 !== null ? { isa13: this.read.isa13, date: '', time: '', code: 'A', note: '', words: actionWords('UCI', RECEIVED, []) } : null;
  }

  private group(ucf: EdifactSegment): void {
    this.groups += 1;
    this.open = null;
    const verdict = verdictOfAction(ucf.part(4), '');
    // Of several groups none is the one that is answered: then it is the interchange, and references tell the messages apart.
    this.read.gs06 = this.groups === 1 ? ucf.part(1) : '';
    // A refused interchange refuses its groups. Groups that fared differently leave what is not named unanswered.
    if (this.interchangeVerdict === 'R' || verdict === '') return;
    this.read.groupVerdict = this.groups === 1 || this.read.groupVerdict === verdict ? verdict : 'P';
  }

  private message(ucm: EdifactSegment): void {
    const action = ucm.part(3);
    const error = ucm.part(4);
    const errors = error === '' ? [] : [error];
    const set = { st01: ucm.part(2), st02: ucm.part(1), verdict: verdictOfAction(action, error), words: actionWords('UCM', action, errors) };
    this.open = { set, action, errors };
    if (this.read.sets.length < MOST_SETS) this.read.sets.push(set);
  }

  private because(error: string): void {
    const { open } = this;
    if (!open || error === '' || open.errors.includes(error) || open.errors.length >= MOST_REASONS) return;
    open.errors.push(error);
    open.set.verdict = verdictOfAction(open.action, error);
    open.set.words = actionWords('UCM', open.action, open.errors);
  }
}

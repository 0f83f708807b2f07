import type { FoundFacts } from '../finding-kind.js';
import type { Limits } from '../limits.js';
import type { Finding, ReadGroup, ReadInterchange, ReadSet } from '../types.js';

/** What stands open where something is found. */
export interface StandsOpen {
  interchange: ReadInterchange | null;
  group: ReadGroup | null;
  set: { read: ReadSet } | null;
}

/** A syntax's own table of findings, and the three it uses here. */
export interface Findings<Code extends string> {
  of: (facts: FoundFacts<Code>, innermost: Finding['level']) => Finding;
  nul: Code;
  tooMany: Code;
  cut: Code;
}

/** Files each finding of either syntax with what it is about, and keeps their number bounded. */
export class FiledFindings<Code extends string> {
  /** what belongs to no interchange */
  readonly ofFile: Finding[] = [];
  /** reading goes on no further; what was read stands, refused */
  gaveUp = false;
  /** something is refused; something is taken with errors */
  refused = false;
  erred = false;

  /** the sets, groups and interchanges (the file, where none is open) whose NUL was told */
  private readonly nulTold = new WeakSet<object>();
  private faults = 0;
  private listed = 0;

  constructor(private readonly limits: Limits, private readonly open: StandsOpen, private readonly table: Findings<Code>) {}

  report(facts: FoundFacts<Code>): void {
    if (this.gaveUp) return;
    const { interchange, group, set } = this.open;
    const finding = this.table.of(facts, set ? 'set' : group ? 'group' : 'interchange');
    const target = finding.level === 'set' ? set?.read : finding.level === 'group' ? group : interchange;
    const list = target?.findings ?? interchange?.findings ?? this.ofFile;
    if (finding.severity === 'fatal') this.refused = true;
    if (finding.severity === 'error') this.erred = true;
    // What refuses a set or group is answered there, and reading goes on: each of them has its own answer.
    if (finding.severity !== 'fatal' || finding.level !== 'interchange') return this.list(finding, list, facts);
    list.push(finding);
    this.faults += 1;
    if (this.faults === this.limits.findings) {
      this.giveUp({ code: this.table.tooMany, segment: facts.segment, offset: facts.offset, found: `${this.faults}`, expected: `${this.limits.findings}` });
    }
  }

  /** A fault after which nothing more is read: it refuses the interchange, or the file where none is open. */
  giveUp(facts: FoundFacts<Code>): void {
    if (this.gaveUp) return;
    this.gaveUp = true;
    this.refused = true;
    (this.open.interchange?.findings ?? this.ofFile).push(this.table.of(facts, 'interchange'));
  }

  /** A NUL stands in what is open: told once for each, at the first. */
  tellNul(at: { segment: number; offset: number }): void {
    const place = this.open.set?.read ?? this.open.group ?? this.open.interchange ?? this.ofFile;
    if (this.nulTold.has(place)) return;
    this.nulTold.add(place);
    this.report({ code: this.table.nul, ...at, found: 'a NUL byte (0x00)', expected: 'a character' });
  }

  /** So many are listed. But nothing stands refused, or taken with errors, without a reason: an answer is made of it. */
  private list(finding: Finding, list: Finding[], facts: FoundFacts<Code>): void {
    const most = this.limits.findings;
    this.listed += 1;
    if (this.listed <= most || (finding.severity !== 'note' && list.every(({ severity }) => severity !== finding.severity))) list.push(finding);
    if (this.listed === most + 1) {
      list.push(this.table.of({ code: this.table.cut, segment: facts.segment, offset: facts.offset, found: 'more', expected: String(most) }, 'interchange'));
    }
  }
}

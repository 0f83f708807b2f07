import type { Limits } from '../limits.js';
import type { StandsOpen } from '../reader/filed-findings.js';
import type { Finding } from '../types.js';
import { edifactFinding, type EdifactFault } from './edifact-finding.js';

/** Files each finding with what it is about, and keeps their number bounded. */
export class FiledFaults {
  /** what belongs to no interchange */
  readonly ofFile: Finding[] = [];
  /** reading goes on no further; what was read stands, refused */
  gaveUp = false;
  refused = false;

  private readonly nulTold = new WeakSet<object>();
  private faults = 0;
  private notes = 0;

  /** @param open `group` is the one a UNG opened: without UNG, what is wrong is wrong with the interchange */
  constructor(private readonly limits: Limits, private readonly open: StandsOpen) {}

  report(fault: EdifactFault): void {
    if (this.gaveUp) return;
    const { interchange, group, set } = this.open;
    const finding = edifactFinding(fault, set ? 'set' : group ? 'group' : 'interchange');
    const about = { set: set?.read, group, interchange }[finding.level] ?? interchange;
    const list = about?.findings ?? this.ofFile;
    if (finding.severity === 'note') return this.note(finding, list, fault);
    list.push(finding);
    this.refused = true;
    this.faults += 1;
    const most = this.limits.findings;
    if (this.faults === most) this.giveUp({ code: 'EDIFACT.TOO_MANY_FINDINGS', segment: fault.segment, offset: fault.offset, found: String(most), expected: String(most) });
  }

  /** A fault after which nothing more is read: it refuses the interchange, or the file where none is open. */
  giveUp(fault: EdifactFault): void {
    if (this.gaveUp) return;
    this.gaveUp = true;
    this.refused = true;
    (this.open.interchange?.findings ?? this.ofFile).push(edifactFinding(fault, 'interchange'));
  }

  /** A NUL stands in what is open: told once for each, at the first. */
  tellNul(at: { segment: number; offset: number }): void {
    const place = this.open.set?.read ?? this.open.group ?? this.open.interchange ?? this.ofFile;
    if (this.nulTold.has(place)) return;
    this.nulTold.add(place);
    this.report({ code: 'EDIFACT.NUL', ...at, found: 'a NUL byte (0x00)', expected: 'a character' });
  }

  private note(finding: Finding, list: Finding[], fault: EdifactFault): void {
    const most = this.limits.findings;
    this.notes += 1;
    if (this.notes <= most) list.push(finding);
    else if (this.notes === most + 1) list.push(edifactFinding({ ...fault, code: 'EDIFACT.NOTES_CUT', found: 'more', expected: String(most) }, 'interchange'));
  }
}

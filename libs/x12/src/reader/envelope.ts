import { printable } from '../bytes.js';
import { FINDINGS, findingOf, type FindingFacts, type FindingKind } from '../findings.js';
import type { Limits } from '../limits.js';
import { expectedGs01 } from '../transaction-sets/index.js';
import type { Finding, ReadFile, ReadGroup, ReadInterchange } from '../types.js';
import type { Digests } from './digests.js';
import { tagOf } from './elements.js';
import { OpenSet } from './open-set.js';
import type { PassingSegment } from './passing-segment.js';
import type { IsaHeader } from './read-isa.js';
import { declaredCount, trailerFaults, type Trailer } from './trailers.js';

const GS = tagOf('GS');
const GE = tagOf('GE');
const ST = tagOf('ST');
const SE = tagOf('SE');
const TA1 = tagOf('TA1');
export const IEA = tagOf('IEA');
/** Control segments that may stand between ISA and the groups beside TA1: deferred delivery and interchange status. */
const INTERCHANGE_SERVICES = new Set([tagOf('ISB'), tagOf('ISE'), tagOf('TA3')]);

/** Puts passing segments where they belong, counts them, and says what does not fit. Knows nothing of bytes and chunks. */
export class Envelope {
  readonly interchanges: ReadInterchange[] = [];
  readonly fileFindings: Finding[] = [];
  interchange: ReadInterchange | null = null;
  set: OpenSet | null = null;
  /** reading goes on no further; what was read stands, refused */
  gaveUp = false;

  private group: ReadGroup | null = null;
  private st02s = new Set<string>();
  private remarkedGs01 = new Set<string>();
  private misplaced = false;
  /** the sets, groups and interchanges (the file, where none is open) whose NUL was told */
  private readonly nulTold = new WeakSet<object>();
  private opened = 0;
  private faults = 0;
  private notes = 0;

  constructor(private readonly limits: Limits, private readonly digests: Digests) {}

  openInterchange(isa: IsaHeader, at: { number: number; offset: number; start: number; endOffset: number }): void {
    const [, , , , , isa05 = '', isa06 = '', isa07 = '', isa08 = '', , , , isa12 = '', isa13 = '', , isa15 = ''] = isa.elements;
    this.interchange = {
      start: at.offset, end: at.offset, isaEnd: at.endOffset, sha256: '', coreSha256: '', isa05, isa06, isa07, isa08, isa12, isa13, isa15,
      delimiters: isa.delimiters, groups: [], ta1: [], findings: [],
    };
    this.interchanges.push(this.interchange);
    this.digests.openInterchange(at.start);
    this.misplaced = false;
    if (isa.unpadded) this.report({ code: 'X12.ISA_UNPADDED', segment: at.number, offset: at.offset, ...isa.unpadded });
    this.countOpened(at);
  }

  /**
   * A NUL stands in what is open behind a header, and before a trailer: a header's and a trailer's own is its set's or group's.
   *
   * @returns true when it was the IEA and the interchange is read, but for its end
   */
  segment(passing: PassingSegment): boolean {
    switch (passing.tag) {
      case ST: this.openSet(passing); this.nulIn(passing); return false;
      case SE: this.nulIn(passing); this.closeSet(passing); return false;
      case GS: this.openGroup(passing); this.nulIn(passing); return false;
      case GE: this.dropSet(passing, 'GE'); this.nulIn(passing); this.closeGroup(passing); return false;
      case IEA: this.closeTrailer(passing); this.nulIn(passing); return true;
      default: this.nulIn(passing); this.other(passing); return false;
    }
  }

  /** A segment that is counted and not looked at: binary data, or one over the limit. */
  passOver(): void {
    if (this.set) this.set.read.segments += 1;
  }

  /** The bytes of the interchange are known to their end. */
  endInterchange(index: number, offset: number): void {
    if (!this.interchange) return;
    this.interchange.end = offset;
    this.interchange.sha256 = this.digests.closeInterchange(index);
    if (this.interchange.coreSha256 === '') this.interchange.coreSha256 = this.interchange.sha256;
    this.interchange = null;
  }

  /** The interchange stops here without its trailers: another ISA begins, or the bytes end. */
  breakOff(at: { number: number; offset: number; start: number }, by: string): void {
    if (!this.interchange) return;
    this.dropGroup(at, by);
    this.report({ code: 'X12.IEA_MISSING', segment: at.number, offset: at.offset, element: 'IEA', found: by, expected: `IEA for ISA13 ${printable(this.interchange.isa13, 20)}` });
    this.endInterchange(at.start, at.offset);
  }

  /** A NUL stands in what is open: told once for each, at the first. */
  tellNul(at: { segment: number; offset: number }): void {
    const place = this.set?.read ?? this.group ?? this.interchange ?? this.fileFindings;
    if (this.nulTold.has(place)) return;
    this.nulTold.add(place);
    this.report({ code: 'X12.NUL', ...at, found: 'a NUL byte (0x00)', expected: 'a character' });
  }

  /** Files a finding with what it refuses. */
  report(facts: FindingFacts): void {
    if (this.gaveUp) return;
    const finding = findingOf(facts, this.set ? 'set' : this.group ? 'group' : 'interchange');
    const kind: FindingKind = FINDINGS[facts.code];
    const target = finding.level === 'set' ? this.set?.read : finding.level === 'group' ? this.group : this.interchange;
    const list = target?.findings ?? this.interchange?.findings ?? this.fileFindings;
    if (kind.severity === 'note') {
      this.notes += 1;
      if (this.notes <= this.limits.findings) list.push(finding);
      if (this.notes === this.limits.findings + 1) {
        list.push(findingOf({ ...facts, code: 'X12.NOTES_CUT', found: 'more', expected: String(this.limits.findings) }, 'interchange'));
      }
      return;
    }
    list.push(finding);
    this.faults += 1;
    if (this.faults === this.limits.findings) {
      this.giveUp({ code: 'X12.TOO_MANY_FINDINGS', segment: facts.segment, offset: facts.offset, found: `${this.faults}`, expected: `${this.limits.findings}` });
    }
  }

  /** A fault after which nothing more is read: it refuses the interchange, or the file where none is open. */
  giveUp(facts: FindingFacts): void {
    if (this.gaveUp) return;
    this.gaveUp = true;
    (this.interchange?.findings ?? this.fileFindings).push(findingOf(facts, 'interchange'));
  }

  result(byteLength: number, sha256: string, syntax: ReadFile['syntax']): ReadFile {
    const findings = [
      this.fileFindings,
      ...this.interchanges.flatMap((one) => [one.findings, ...one.groups.flatMap((group) => [group.findings, ...group.sets.map((set) => set.findings)])]),
    ];
    const refused = findings.some((list) => list.some((finding) => finding.severity === 'fatal'));
    return { syntax, byteLength, sha256, verdict: refused ? 'rejected' : 'accepted', interchanges: this.interchanges, findings: this.fileFindings };
  }

  private openGroup(passing: PassingSegment): void {
    this.dropGroup(passing, 'GS');
    const [, gs01 = '', gs02 = '', gs03 = '', , , gs06 = '', , gs08 = ''] = trimmed(passing);
    this.group = { gs01, gs02, gs03, gs06, gs08, gsStart: passing.offset, gsEnd: passing.endOffset, findings: [], sets: [] };
    this.interchange?.groups.push(this.group);
    this.st02s = new Set();
    this.remarkedGs01 = new Set();
    this.misplaced = false;
    this.countOpened(passing);
  }

  private closeGroup(passing: PassingSegment): void {
    if (!this.group) return this.outsideItsPlace(passing, 'a GS before it');
    const [, declared = '', control = ''] = trimmed(passing);
    this.checkTrailer({ tag: 'GE', declared, control, counted: this.group.sets.length, header: this.group.gs06 }, passing);
    if (this.group.sets.length === 0) this.report({ code: 'X12.EMPTY_GROUP', segment: passing.number, offset: passing.offset, found: 'no set', expected: 'at least one' });
    this.group = null;
    this.misplaced = false;
  }

  private openSet(passing: PassingSegment): void {
    if (!this.group) return this.outsideItsPlace(passing, 'a GS before it');
    this.dropSet(passing, 'ST');
    this.set = new OpenSet(passing.elements(), passing.offset);
    this.group.sets.push(this.set.read);
    this.digests.openSet(passing.start);
    this.misplaced = false;
    this.countOpened(passing);
    this.remarkOnSt(this.set.read.st01, this.set.read.st02, this.group, passing);
  }

  private closeSet(passing: PassingSegment): void {
    if (!this.set) return this.outsideItsPlace(passing, 'an ST before it');
    const { read } = this.set;
    read.segments += 1;
    const [, declared = '', control = ''] = trimmed(passing);
    read.declaredSegments = declaredCount(declared);
    this.checkTrailer({ tag: 'SE', declared, control, counted: read.segments, header: read.st02 }, passing);
    this.endSet(passing.end, passing.endOffset, passing.number);
  }

  private closeTrailer(passing: PassingSegment): void {
    if (!this.interchange) return;
    this.dropGroup(passing, 'IEA');
    this.interchange.coreSha256 = this.digests.interchangeTo(passing.end);
    const [, declared = '', control = ''] = trimmed(passing);
    const { groups, ta1, isa13 } = this.interchange;
    this.checkTrailer({ tag: 'IEA', declared, control, counted: groups.length, header: isa13 }, passing);
    if (groups.length === 0 && ta1.length === 0) {
      this.report({ code: 'X12.EMPTY_INTERCHANGE', segment: passing.number, offset: passing.offset, found: 'neither a group nor a TA1', expected: 'at least one' });
    }
  }

  private other(passing: PassingSegment): void {
    if (this.set) {
      this.set.read.segments += 1;
      if (this.set.wanted.has(passing.tag)) this.set.see(passing.elements());
    } else if (passing.tag === TA1 && !this.group) {
      const [, isa13 = '', , , code = '', note = ''] = trimmed(passing);
      this.interchange?.ta1.push({ isa13, code, note });
      this.countOpened(passing);
    } else if (this.group || !INTERCHANGE_SERVICES.has(passing.tag)) {
      this.outsideItsPlace(passing, this.group ? 'ST or GE' : 'GS or IEA');
    }
  }

  private outsideItsPlace(passing: PassingSegment, expected: string): void {
    if (this.misplaced) return;
    this.misplaced = true;
    const tag = (passing.elements()[0] ?? '').trim();
    this.report({ code: 'X12.SEGMENT_MISPLACED', segment: passing.number, offset: passing.offset, found: printable(tag, 10), expected });
  }

  private nulIn(passing: PassingSegment): void {
    if (passing.nul >= 0) this.tellNul({ segment: passing.number, offset: passing.nul });
  }

  private checkTrailer(trailer: Trailer, passing: PassingSegment): void {
    for (const fault of trailerFaults(trailer)) this.report({ ...fault, segment: passing.number, offset: passing.offset });
  }

  private remarkOnSt(st01: string, st02: string, group: ReadGroup, passing: PassingSegment): void {
    const usual = expectedGs01(st01);
    if (usual && !usual.includes(group.gs01) && !this.remarkedGs01.has(st01)) {
      this.remarkedGs01.add(st01);
      this.report({
        code: 'X12.GS01_UNEXPECTED', element: 'GS01', segment: passing.number, offset: passing.offset,
        found: printable(group.gs01, 10), expected: `${usual.join(' or ')} for a ${st01}`,
      });
    }
    if (this.st02s.has(st02)) this.report({ code: 'X12.ST02_REPEATED', element: 'ST02', segment: passing.number, offset: passing.offset, found: printable(st02, 20), expected: 'a number of its own' });
    this.st02s.add(st02);
  }

  /** The set ends without SE. */
  private dropSet(at: { number: number; offset: number; start: number }, by: string): void {
    if (!this.set) return;
    this.report({ code: 'X12.SE_MISSING', element: 'SE', segment: at.number, offset: at.offset, found: by, expected: `SE for ST02 ${printable(this.set.read.st02, 20)}` });
    this.endSet(at.start, at.offset, at.number);
  }

  /** The group ends without GE. */
  private dropGroup(at: { number: number; offset: number; start: number }, by: string): void {
    this.dropSet(at, by);
    if (!this.group) return;
    this.report({ code: 'X12.GE_MISSING', element: 'GE', segment: at.number, offset: at.offset, found: by, expected: `GE for GS06 ${printable(this.group.gs06, 20)}` });
    this.group = null;
  }

  private endSet(index: number, offset: number, number: number): void {
    if (!this.set) return;
    const cut = this.set.close(offset, this.digests.closeSet(index));
    if (cut) this.report({ code: 'X12.INDEX_CUT', segment: number, offset, found: cut.what, expected: `${cut.kept} ${cut.what}` });
    this.set = null;
  }

  private countOpened(at: { number: number; offset: number }): void {
    this.opened += 1;
    if (this.opened > this.limits.sets) {
      this.giveUp({ code: 'X12.TOO_MANY_SETS', segment: at.number, offset: at.offset, found: `more than ${this.limits.sets}`, expected: `${this.limits.sets}` });
    }
  }
}

function trimmed(passing: PassingSegment): string[] {
  return passing.elements().map((element) => element.trim());
}

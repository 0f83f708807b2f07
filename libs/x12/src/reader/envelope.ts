import { interchangeWords } from '../acknowledgements/words.js';
import { printable } from '../bytes.js';
import { findingOf, type FindingCode } from '../findings.js';
import type { Limits } from '../limits.js';
import type { ReadOptions } from '../read-options.js';
import { structureCheck } from '../structure/index.js';
import { FactsDraft } from '../facts/facts-draft.js';
import { expectedGs01 } from '../transaction-sets/index.js';
import type { Finding, ReadFile, ReadGroup, ReadInterchange, Strictness } from '../types.js';
import { Acceptance } from './acceptance.js';
import type { Digests } from './digests.js';
import { tagOf } from './elements.js';
import { FiledFindings, type Findings, type StandsOpen } from './filed-findings.js';
import { OpenSet } from './open-set.js';
import type { PassingSegment } from './passing-segment.js';
import type { IsaHeader } from './read-isa.js';
import { SegmentElements } from './segment-elements.js';
import { declaredCount, trailerFaults, type Trailer } from './trailers.js';

const GS = tagOf('GS');
const GE = tagOf('GE');
const ST = tagOf('ST');
const SE = tagOf('SE');
const TA1 = tagOf('TA1');
export const IEA = tagOf('IEA');
/** Control segments that may stand between ISA and the groups beside TA1: deferred delivery and interchange status. */
const INTERCHANGE_SERVICES = new Set([tagOf('ISB'), tagOf('ISE'), tagOf('TA3')]);

const TABLE: Findings<FindingCode> = { of: findingOf, nul: 'X12.NUL', tooMany: 'X12.TOO_MANY_FINDINGS', cut: 'X12.NOTES_CUT' };

const SEVERITY: Record<Strictness, Finding['severity']> = { reject: 'fatal', 'accept-with-errors': 'error', note: 'note' };

/** Puts passing segments where they belong, counts them, and says what does not fit. Knows nothing of bytes and chunks. */
export class Envelope implements StandsOpen {
  readonly interchanges: ReadInterchange[] = [];
  readonly findings: FiledFindings<FindingCode>;
  interchange: ReadInterchange | null = null;
  group: ReadGroup | null = null;
  set: OpenSet | null = null;

  private readonly acceptance = new Acceptance();
  /** of the open set; one serves for all. Null where no facts are wanted */
  private readonly draft: FactsDraft | null;
  /** sets of the open group, kept or handed over */
  private setsInGroup = 0;
  /** where the open group's GS01 stands */
  private gs01At = { segment: 0, offset: 0 };
  private st02s = new Set<string>();
  private remarkedGs01 = new Set<string>();
  private misplaced = false;
  private opened = 0;

  constructor(private readonly limits: Limits, private readonly digests: Digests, private readonly options: ReadOptions) {
    this.findings = new FiledFindings(limits, this, TABLE);
    this.draft = options.facts === false ? null : new FactsDraft();
  }

  openInterchange(isa: IsaHeader, at: { number: number; offset: number; start: number; endOffset: number }): void {
    const [, , , , , isa05 = '', isa06 = '', isa07 = '', isa08 = '', isa09 = '', isa10 = '', , isa12 = '', isa13 = '', isa14 = '', isa15 = ''] = isa.elements;
    this.interchange = {
      syntax: 'x12', accepted: true, start: at.offset, end: at.offset, isaEnd: at.endOffset, sha256: '', coreSha256: '',
      isa05, isa06, isa07, isa08, isa09, isa10, isa12, isa13, isa15, asksForAnswer: isa14 === '1',
      delimiters: isa.delimiters, groups: [], ta1: [], findings: [],
    };
    this.interchanges.push(this.interchange);
    this.digests.openInterchange(at.start);
    this.misplaced = false;
    if (isa.oddVersion) {
      const { at: index, ...words } = isa.oddVersion;
      this.findings.report({ code: 'X12.ISA12_UNKNOWN', segment: at.number, offset: at.offset + index - at.start, ...words });
    }
    if (isa.unpadded) {
      const { at: index, ...words } = isa.unpadded;
      this.findings.report({ code: 'X12.ISA_UNPADDED', segment: at.number, offset: at.offset + index - at.start, ...words });
    }
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
    this.acceptance.interchangeEnds(this.interchange);
    this.interchange = null;
  }

  /** The interchange stops here without its trailers: another ISA begins, or the bytes end. */
  breakOff(at: { number: number; offset: number; start: number }, by: string): void {
    if (!this.interchange) return;
    this.dropGroup(at, by);
    this.findings.report({ code: 'X12.IEA_MISSING', segment: at.number, offset: at.offset, element: 'IEA', found: by, expected: `IEA for ISA13 ${printable(this.interchange.isa13, 20)}` });
    this.endInterchange(at.start, at.offset);
  }

  result(byteLength: number, sha256: string, syntax: ReadFile['syntax']): ReadFile {
    return { syntax, byteLength, sha256, verdict: this.acceptance.verdict(syntax, this.findings), interchanges: this.interchanges, findings: this.findings.ofFile };
  }

  private openGroup(passing: PassingSegment): void {
    this.dropGroup(passing, 'GS');
    const [, gs01 = '', gs02 = '', gs03 = '', , , gs06 = '', , gs08 = ''] = passing.trimmedElements();
    this.group = { gs01, gs02, gs03, gs06, gs08, gsStart: passing.offset, gsEnd: passing.endOffset, accepted: true, findings: [], sets: [] };
    this.interchange?.groups.push(this.group);
    this.setsInGroup = 0;
    this.gs01At = { segment: passing.number, offset: passing.elementOffset(1) };
    this.st02s = new Set();
    this.remarkedGs01 = new Set();
    this.misplaced = false;
    this.countOpened(passing);
  }

  private closeGroup(passing: PassingSegment): void {
    if (!this.group) return this.outsideItsPlace(passing, 'a GS before it');
    const [, declared = '', control = ''] = passing.trimmedElements();
    this.checkTrailer({ tag: 'GE', declared, control, counted: this.setsInGroup, header: this.group.gs06 }, passing);
    if (this.setsInGroup === 0) this.reportOf(passing, 'X12.EMPTY_GROUP', { found: 'no set', expected: 'at least one' });
    this.group = null;
    this.misplaced = false;
  }

  private openSet(passing: PassingSegment): void {
    if (!this.group || !this.interchange) return this.outsideItsPlace(passing, 'a GS before it');
    this.dropSet(passing, 'ST');
    const elements = passing.elements();
    const [, st01 = '', , st03 = ''] = elements.map((element) => element.trim());
    const check = this.options.structure ? structureCheck(st01, st03 || this.group.gs08, this.interchange.delimiters) : null;
    this.set = new OpenSet(elements, passing.offset, this.draft, check);
    this.setsInGroup += 1;
    this.digests.openSet(passing.start);
    this.misplaced = false;
    if (!this.options.onSet) this.group.sets.push(this.set.read);
    this.countOpened(passing);
    this.remarkOnSt(this.set.read.st01, this.set.read.st02, this.group, passing);
    this.checkStructure(elements, passing);
  }

  private closeSet(passing: PassingSegment): void {
    if (!this.set) return this.outsideItsPlace(passing, 'an ST before it');
    const { read } = this.set;
    read.segments += 1;
    const [, declared = '', control = ''] = passing.trimmedElements();
    read.declaredSegments = declaredCount(declared);
    this.checkTrailer({ tag: 'SE', declared, control, counted: read.segments, header: read.st02 }, passing);
    if (this.set.checked) this.checkStructure(passing.elements(), passing);
    this.endSet(passing.end, passing.endOffset, passing.number, true);
  }

  private closeTrailer(passing: PassingSegment): void {
    if (!this.interchange) return;
    this.dropGroup(passing, 'IEA');
    this.interchange.coreSha256 = this.digests.interchangeTo(passing.end);
    const [, declared = '', control = ''] = passing.trimmedElements();
    const { groups, ta1, isa13 } = this.interchange;
    this.checkTrailer({ tag: 'IEA', declared, control, counted: groups.length, header: isa13 }, passing);
    if (groups.length === 0 && ta1.length === 0) this.reportOf(passing, 'X12.EMPTY_INTERCHANGE', { found: 'neither a group nor a TA1', expected: 'at least one' });
  }

  private other(passing: PassingSegment): void {
    const { set } = this;
    if (set) {
      set.read.segments += 1;
      const seen = set.wanted.look(passing.tag);
      if (!set.checked && seen <= 0) return;
      const elements = passing.elements();
      if (seen > 0) set.see(seen, SegmentElements.of(elements), passing);
      this.checkStructure(elements, passing);
    } else if (passing.tag === TA1 && !this.group) {
      const [, isa13 = '', date = '', time = '', code = '', note = ''] = passing.trimmedElements();
      this.interchange?.ta1.push({ isa13, date, time, code, note, words: interchangeWords(code, note) });
      this.countOpened(passing);
    } else if (this.group || !INTERCHANGE_SERVICES.has(passing.tag)) {
      this.outsideItsPlace(passing, this.group ? 'ST or GE' : 'GS or IEA');
    }
  }

  private checkStructure(elements: string[], passing: PassingSegment): void {
    if (!this.set || !this.interchange) return;
    for (const { code, element, found, expected, inSet } of this.set.faultsOf(elements)) {
      const offset = passing.placeOffset(inSet, this.interchange.delimiters);
      this.findings.report({ code, segment: passing.number, offset, element, found, expected, inSet, severity: SEVERITY[this.options.structure ?? 'note'] });
    }
  }

  private outsideItsPlace(passing: PassingSegment, expected: string): void {
    if (this.misplaced) return;
    this.misplaced = true;
    const tag = (passing.elements()[0] ?? '').trim();
    this.reportOf(passing, 'X12.SEGMENT_MISPLACED', { found: printable(tag, 10), expected });
  }

  private nulIn(passing: PassingSegment): void {
    if (passing.nul >= 0) this.findings.tellNul({ segment: passing.number, offset: passing.nul });
  }

  private checkTrailer(trailer: Trailer, passing: PassingSegment): void {
    for (const { n, ...fault } of trailerFaults(trailer)) this.findings.report({ ...fault, segment: passing.number, offset: passing.elementOffset(n) });
  }

  private remarkOnSt(st01: string, st02: string, group: ReadGroup, passing: PassingSegment): void {
    const usual = expectedGs01(st01);
    if (usual && !usual.includes(group.gs01) && !this.remarkedGs01.has(st01)) {
      this.remarkedGs01.add(st01);
      this.findings.report({ code: 'X12.GS01_UNEXPECTED', element: 'GS01', ...this.gs01At, found: printable(group.gs01, 10), expected: `${usual.join(' or ')} for a ${st01}` });
    }
    if (st01 === '') this.findings.report({ code: 'X12.ST01_MISSING', element: 'ST01', segment: passing.number, offset: passing.elementOffset(1), found: 'nothing', expected: 'the number of a transaction set' });
    if (st02 === '') this.findings.report({ code: 'X12.ST02_MISSING', element: 'ST02', segment: passing.number, offset: passing.elementOffset(2), found: 'nothing', expected: 'a control number' });
    else if (this.st02s.has(st02)) {
      this.findings.report({ code: 'X12.ST02_REPEATED', element: 'ST02', segment: passing.number, offset: passing.elementOffset(2), found: printable(st02, 20), expected: 'a number of its own' });
    } else if (this.st02s.size < this.limits.sets) {
      this.st02s.add(st02);
    }
  }

  /** The set ends without SE. */
  private dropSet(at: { number: number; offset: number; start: number }, by: string): void {
    if (!this.set) return;
    this.findings.report({ code: 'X12.SE_MISSING', element: 'SE', segment: at.number, offset: at.offset, found: by, expected: `SE for ST02 ${printable(this.set.read.st02, 20)}` });
    this.endSet(at.start, at.offset, at.number, false);
  }

  /** The group ends without GE. */
  private dropGroup(at: { number: number; offset: number; start: number }, by: string): void {
    this.dropSet(at, by);
    if (!this.group) return;
    this.findings.report({ code: 'X12.GE_MISSING', element: 'GE', segment: at.number, offset: at.offset, found: by, expected: `GE for GS06 ${printable(this.group.gs06, 20)}` });
    this.group = null;
  }

  private endSet(index: number, offset: number, number: number, complete: boolean): void {
    const { set, group, interchange } = this;
    if (!set || !group || !interchange) return;
    const cut = set.close(offset, this.digests.closeSet(index));
    if (cut) this.findings.report({ code: 'X12.INDEX_CUT', segment: number, offset, found: cut.what, expected: `${cut.kept} ${cut.what}` });
    for (const { at, ...remark } of set.remarks()) this.findings.report({ ...remark, segment: at?.number ?? number, offset: at?.offset ?? offset });
    this.set = null;
    this.acceptance.setEnds(set.read, group, complete);
    this.options.onSet?.(set.read, group, interchange);
  }

  private reportOf({ number, offset }: PassingSegment, code: FindingCode, words: { found: string; expected: string }): void {
    this.findings.report({ code, segment: number, offset, ...words });
  }

  private countOpened(at: { number: number; offset: number }): void {
    this.opened += 1;
    if (this.opened > this.limits.sets) {
      this.findings.giveUp({ code: 'X12.TOO_MANY_SETS', segment: at.number, offset: at.offset, found: `more than ${this.limits.sets}`, expected: `${this.limits.sets}` });
    }
  }
}

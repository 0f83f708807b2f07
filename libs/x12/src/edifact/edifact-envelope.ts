import { printable } from '../bytes.js';
import { FactsDraft } from '../facts/facts-draft.js';
import type { Limits } from '../limits.js';
import { Acceptance } from '../reader/acceptance.js';
import type { Digests } from '../reader/digests.js';
import { tagOf } from '../reader/elements.js';
import { FiledFindings, type Findings } from '../reader/filed-findings.js';
import { declaredCount } from '../reader/trailers.js';
import type { ReadOptions } from '../read-options.js';
import type { ReadFile, ReadGroup, ReadInterchange } from '../types.js';
import type { EdifactSegment } from './edifact-segment.js';
import { edifactFinding, type EdifactFindingCode } from './edifact-finding.js';
import type { EdifactMarks } from './marks.js';
import { OpenMessage } from './open-message.js';
import { edifactTrailerFaults, type EdifactTrailer } from './trailer.js';
import { faultsOfUnb, interchangeOfUnb } from './unb.js';

const UNG = tagOf('UNG');
const UNE = tagOf('UNE');
const UNH = tagOf('UNH');
const UNT = tagOf('UNT');
export const UNZ = tagOf('UNZ');
/** Segments of security, which may stand outside messages. @source ISO 9735-5 */
const SECURITY = new Set(['USA', 'USB', 'USC', 'USD', 'USE', 'USF', 'USH', 'USL', 'USR', 'UST', 'USU', 'USX', 'USY'].map(tagOf));

const TABLE: Findings<EdifactFindingCode> = { of: edifactFinding, nul: 'EDIFACT.NUL', tooMany: 'EDIFACT.TOO_MANY_FINDINGS', cut: 'EDIFACT.NOTES_CUT' };

interface Place { number: number; offset: number; start: number }

/** Puts passing segments where they belong, counts them, and says what does not fit. Knows nothing of bytes and chunks. */
export class EdifactEnvelope {
  readonly interchanges: ReadInterchange[] = [];
  readonly findings: FiledFindings<EdifactFindingCode>;
  interchange: ReadInterchange | null = null;
  set: OpenMessage | null = null;
  /** the one a UNG opened, and a UNE must close */
  group: ReadGroup | null = null;

  /** where messages stand that are in no UNG; after another UNG a new one, so that all stand in the order of the bytes */
  private unnamed: ReadGroup | null = null;
  private mixed = false;
  private misplaced = false;
  private references = new Set<string>();
  /** messages of the open interchange, by group: those handed over are not in it any more */
  private counted = new Map<ReadGroup, number>();
  private readonly acceptance = new Acceptance();
  /** of the open message; one serves for all. Null where no facts are wanted */
  private readonly draft: FactsDraft | null;
  private opened = 0;

  constructor(private readonly limits: Limits, private readonly digests: Digests, private readonly options: ReadOptions) {
    this.findings = new FiledFindings(limits, this, TABLE);
    this.draft = options.facts === false ? null : new FactsDraft();
  }

  openInterchange(unb: EdifactSegment, marks: EdifactMarks, head: { start: number; offset: number }): void {
    this.interchange = interchangeOfUnb(unb, marks, { start: head.offset, end: unb.endOffset });
    this.interchanges.push(this.interchange);
    this.digests.openInterchange(head.start);
    this.misplaced = false;
    this.mixed = false;
    this.unnamed = null;
    this.references = new Set();
    this.counted = new Map();
    this.nulIn(unb);
    for (const { at: [n, m], ...fault } of faultsOfUnb(unb)) this.findings.report({ ...fault, segment: unb.number, offset: unb.partOffset(n, m) });
    this.countOpened(unb);
  }

  /** @returns true when it was the UNZ and the interchange is read, but for its end */
  segment(passing: EdifactSegment): boolean {
    switch (passing.tag) {
      case UNH: this.openMessage(passing); this.nulIn(passing); return false;
      case UNT: this.nulIn(passing); this.closeMessage(passing); return false;
      case UNG: this.openGroup(passing); this.nulIn(passing); return false;
      case UNE: this.dropMessage(passing, 'UNE'); this.nulIn(passing); this.closeGroup(passing); return false;
      case UNZ: this.closeTrailer(passing); this.nulIn(passing); return true;
      default: this.nulIn(passing); this.other(passing); return false;
    }
  }

  /** A segment over the limit: counted and not looked at. */
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

  /** The interchange stops here without its trailers: another begins, or the bytes end. */
  breakOff(at: Place, by: string): void {
    if (!this.interchange) return;
    this.dropGroup(at, by);
    this.findings.report({ code: 'EDIFACT.UNZ_MISSING', segment: at.number, offset: at.offset, element: 'UNZ', found: by, expected: `UNZ for ${printable(this.interchange.isa13, 20)}` });
    this.endInterchange(at.start, at.offset);
  }

  result(byteLength: number, sha256: string, sawUnb: boolean): ReadFile {
    const { interchanges, findings } = this;
    const syntax = sawUnb ? 'edifact' : 'unknown';
    const verdict = this.acceptance.verdict(syntax, findings);
    return { syntax, byteLength, sha256, verdict, interchanges, findings: findings.ofFile };
  }

  private openGroup(passing: EdifactSegment): void {
    this.dropGroup(passing, 'UNG');
    if (this.unnamed) this.tellMixed(passing, 'UNG', 'no group after messages without one');
    this.unnamed = null;
    const gs08 = [1, 2, 3].map((m) => passing.part(7, m)).filter((one) => one !== '').join('.');
    this.group = { gs01: passing.part(1), gs02: passing.part(2), gs03: passing.part(3), gs06: passing.part(5), gs08, gsStart: passing.offset, gsEnd: passing.endOffset, accepted: true, findings: [], sets: [] };
    this.interchange?.groups.push(this.group);
    this.misplaced = false;
    this.countOpened(passing);
  }

  private closeGroup(passing: EdifactSegment): void {
    if (!this.group) return this.outsideItsPlace(passing, 'a UNG before it');
    const counted = this.counted.get(this.group) ?? 0;
    this.checkTrailer({ tag: 'UNE', declared: passing.part(1), reference: passing.part(2), counted, header: this.group.gs06 }, passing);
    if (counted === 0) this.findings.report({ code: 'EDIFACT.EMPTY_GROUP', segment: passing.number, offset: passing.offset, found: 'no message', expected: 'at least one' });
    this.group = null;
    this.misplaced = false;
  }

  private openMessage(passing: EdifactSegment): void {
    this.dropMessage(passing, 'UNH');
    const group = this.group ?? this.groupWithoutName(passing);
    this.set = new OpenMessage(passing, group, this.draft);
    const { read } = this.set;
    if (!this.options.onSet) group.sets.push(read);
    this.counted.set(group, (this.counted.get(group) ?? 0) + 1);
    this.digests.openSet(passing.start);
    this.misplaced = false;
    // Those handed over cost no memory.
    if (!this.options.onSet) this.countOpened(passing);
    const lacks = read.st02 === '' ? 'UNH 0062' : read.st01 === '' ? 'UNH 0065' : null;
    if (lacks) this.findings.report({ code: 'EDIFACT.UNH_UNREADABLE', element: lacks, segment: passing.number, offset: passing.partOffset(lacks === 'UNH 0062' ? 1 : 2), found: 'nothing', expected: lacks === 'UNH 0062' ? 'a message reference' : 'a message type' });
    if (this.references.has(read.st02)) this.findings.report({ code: 'EDIFACT.REFERENCE_REPEATED', element: 'UNH 0062', segment: passing.number, offset: passing.partOffset(1), found: printable(read.st02, 20), expected: 'a reference of its own' });
    if (this.references.size < this.limits.sets) this.references.add(read.st02);
  }

  private closeMessage(passing: EdifactSegment): void {
    if (!this.set) return this.outsideItsPlace(passing, 'a UNH before it');
    const { read } = this.set;
    read.segments += 1;
    read.declaredSegments = declaredCount(passing.part(1));
    this.checkTrailer({ tag: 'UNT', declared: passing.part(1), reference: passing.part(2), counted: read.segments, header: read.st02 }, passing);
    this.endMessage(passing.end, passing.endOffset, passing.number, true);
  }

  private closeTrailer(passing: EdifactSegment): void {
    if (!this.interchange) return;
    this.dropGroup(passing, 'UNZ');
    this.interchange.coreSha256 = this.digests.interchangeTo(passing.end);
    const { groups, isa13 } = this.interchange;
    const named = groups.filter((group) => group.gsStart < group.gsEnd).length;
    const messages = groups.reduce((sum, group) => sum + (this.counted.get(group) ?? 0), 0);
    this.checkTrailer({ tag: 'UNZ', declared: passing.part(1), reference: passing.part(2), counted: named > 0 ? named : messages, header: isa13 }, passing);
    if (groups.length === 0) this.findings.report({ code: 'EDIFACT.EMPTY_INTERCHANGE', segment: passing.number, offset: passing.offset, found: 'no message', expected: 'at least one' });
  }

  private other(passing: EdifactSegment): void {
    if (this.set) {
      this.set.read.segments += 1;
      if (this.set.wanted.has(passing.tag)) this.set.see(passing);
    } else if (!SECURITY.has(passing.tag)) {
      this.outsideItsPlace(passing, this.group ? 'UNH or UNE' : 'UNH or UNZ');
    }
  }

  private outsideItsPlace(passing: EdifactSegment, expected: string): void {
    if (this.misplaced) return;
    this.misplaced = true;
    this.findings.report({ code: 'EDIFACT.SEGMENT_MISPLACED', segment: passing.number, offset: passing.offset, found: printable(passing.part(0), 10), expected });
  }

  private tellMixed(passing: EdifactSegment, found: string, expected: string): void {
    if (this.mixed) return;
    this.mixed = true;
    this.findings.report({ code: 'EDIFACT.GROUPS_MIXED', segment: passing.number, offset: passing.offset, found, expected });
  }

  private groupWithoutName(passing: EdifactSegment): ReadGroup {
    if (this.unnamed) return this.unnamed;
    const groups = this.interchange?.groups ?? [];
    if (groups.length > 0) this.tellMixed(passing, 'UNH', 'a UNG before it');
    const at = this.interchange?.isaEnd ?? passing.offset;
    this.unnamed = { gs01: '', gs02: '', gs03: '', gs06: '', gs08: '', gsStart: at, gsEnd: at, accepted: true, findings: [], sets: [] };
    groups.push(this.unnamed);
    return this.unnamed;
  }

  private nulIn(passing: EdifactSegment): void {
    if (passing.nul >= 0) this.findings.tellNul({ segment: passing.number, offset: passing.nul });
  }

  private checkTrailer(trailer: EdifactTrailer, passing: EdifactSegment): void {
    for (const { n, ...fault } of edifactTrailerFaults(trailer)) this.findings.report({ ...fault, segment: passing.number, offset: passing.partOffset(n) });
  }

  /** The message ends without UNT. */
  private dropMessage(at: Place, by: string): void {
    if (!this.set) return;
    this.findings.report({ code: 'EDIFACT.UNT_MISSING', element: 'UNT', segment: at.number, offset: at.offset, found: by, expected: `UNT for ${printable(this.set.read.st02, 20)}` });
    this.endMessage(at.start, at.offset, at.number, false);
  }

  /** The group ends without UNE. */
  private dropGroup(at: Place, by: string): void {
    this.dropMessage(at, by);
    if (!this.group) return;
    this.findings.report({ code: 'EDIFACT.UNE_MISSING', element: 'UNE', segment: at.number, offset: at.offset, found: by, expected: `UNE for ${printable(this.group.gs06, 20)}` });
    this.group = null;
  }

  private endMessage(index: number, offset: number, number: number, complete: boolean): void {
    if (!this.set || !this.interchange) return;
    const { read, group } = this.set;
    for (const remark of this.set.remarks()) this.findings.report(remark);
    const cut = this.set.close(offset, this.digests.closeSet(index));
    const receipt = this.set.receipt();
    if (receipt) this.interchange.ta1.push(receipt);
    if (cut) this.findings.report({ code: 'EDIFACT.INDEX_CUT', segment: number, offset, found: cut.what, expected: `${cut.kept} ${cut.what}` });
    this.set = null;
    this.acceptance.setEnds(read, group, complete);
    this.options.onSet?.(read, group, this.interchange);
  }

  private countOpened(at: { number: number; offset: number }): void {
    this.opened += 1;
    if (this.opened > this.limits.sets) {
      this.findings.giveUp({ code: 'EDIFACT.TOO_MANY_MESSAGES', segment: at.number, offset: at.offset, found: `more than ${this.limits.sets}`, expected: String(this.limits.sets) });
    }
  }
}

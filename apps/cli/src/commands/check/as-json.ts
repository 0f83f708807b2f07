import type { Finding } from '#x12';
import type { CheckedFile, CheckedInterchange } from './read-checked.js';

/** One file as one line for machines; the keys are a contract (apps/cli/README.md). */
export function asJson({ file, syntax, verdict, findings, interchanges }: CheckedFile): string {
  return JSON.stringify({ file, syntax, verdict, findings, interchanges: interchanges.map((one) => (one.read.syntax === 'edifact' ? ofEdifact(one) : ofX12(one))) });
}

/** The line of a file that cannot be opened, so that each file has its own and in order: what was found is why. */
export function unopenedAsJson(file: string, found: string, sentence: string): string {
  const finding: Finding = {
    code: 'FILE.CANNOT_OPEN', severity: 'fatal', level: 'interchange', segment: 0, element: null, offset: 0,
    found, expected: 'a file that can be read', sentence, answer: null, inSet: null,
  };
  return JSON.stringify({ file, syntax: 'unknown', verdict: 'unreadable', findings: [finding], interchanges: [] });
}

function ofX12({ read, groups }: CheckedInterchange) {
  return {
    isa13: read.isa13.trim(), sender: read.isa06.trim(), receiver: read.isa08.trim(), findings: read.findings,
    groups: groups.map(({ read: { gs01, gs06, gs08, findings }, sets }) => ({
      gs01, gs06, version: gs08, findings,
      sets: sets.map((set) => ({ st01: set.st01, st02: set.st02, segments: set.segments, declaredSegments: set.declaredSegments, accepted: set.accepted, findings: set.findings })),
    })),
  };
}

/** The contract knows no groups in EDIFACT: what is found in a UNG stands with its interchange. */
function ofEdifact({ read, groups }: CheckedInterchange) {
  return {
    reference: read.isa13.trim(), sender: read.isa06.trim(), receiver: read.isa08.trim(),
    findings: [...read.findings, ...groups.flatMap((group) => group.read.findings)],
    messages: groups.flatMap(({ sets }) => sets.map((set) => ({
      type: set.st01, release: set.release, reference: set.st02, segments: set.segments, declaredSegments: set.declaredSegments, accepted: set.accepted, findings: set.findings,
    }))),
  };
}

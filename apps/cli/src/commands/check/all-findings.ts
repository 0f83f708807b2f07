import type { Finding, ReadInterchange } from '#x12';
import type { CheckedFile } from './read-checked.js';
import { visible } from './glyphs.js';

/** A finding with the name of what it stands in, and the delimiters to find its element by. */
export interface Standing {
  finding: Finding;
  /** "the set 309 0001", "the group SO 7", "the interchange 000000007", "the file", "what belongs to no interchange" */
  standsIn: string;
  /** null outside interchanges */
  delimiters: ReadInterchange['delimiters'] | null;
}

/** Every finding of a file in the order of the bytes. */
export function allFindings({ findings, interchanges }: CheckedFile): Standing[] {
  // Beside interchanges that were read, what is none takes nothing along.
  const outside = ({ severity }: Finding) => (severity === 'note' || interchanges.length === 0 ? 'the file' : 'what belongs to no interchange');
  const all: Standing[] = findings.map((finding) => ({ finding, standsIn: outside(finding), delimiters: null }));
  for (const { read, groups } of interchanges) {
    const { delimiters } = read;
    const guest = read.syntax === 'edifact';
    const add = (list: readonly Finding[], standsIn: string) => { for (const finding of list) all.push({ finding, standsIn: visible(standsIn), delimiters }); };
    add(read.findings, `the interchange ${read.isa13.trim()}`.trim());
    for (const group of groups) {
      add(group.read.findings, `the group ${group.read.gs01} ${group.read.gs06}`.trim());
      for (const set of group.sets) add(set.findings, `the ${guest ? 'message' : 'set'} ${set.st01} ${set.st02}`.trim());
    }
  }
  // A sort by offset alone is stable: what was found first at one place stays first.
  return all.sort((a, b) => a.finding.offset - b.finding.offset);
}

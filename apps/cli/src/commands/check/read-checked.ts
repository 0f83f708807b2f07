import { readEdi, type Finding, type ReadGroup, type ReadInterchange, type Strictness, type Verdict } from '#x12';

/** What is printed of a set; the rest of what was read is dropped at its end, so that memory does not grow with the file. */
export interface CheckedSet { st01: string; st02: string; release: string | null; segments: number; declaredSegments: number | null; accepted: boolean; findings: Finding[] }
export interface CheckedGroup { read: ReadGroup; sets: CheckedSet[] }
export interface CheckedInterchange { read: ReadInterchange; groups: CheckedGroup[] }

export interface CheckedFile {
  /** as it was given on the command line */
  file: string;
  syntax: 'x12' | 'edifact' | 'unknown';
  verdict: Verdict;
  findings: Finding[];
  interchanges: CheckedInterchange[];
}

/** Reads one file as it comes and keeps what a check prints. Rejects only when the chunks do. */
export async function readChecked(file: string, chunks: AsyncIterable<Uint8Array>, structure: Strictness): Promise<CheckedFile> {
  const sets = new Map<ReadGroup, CheckedSet[]>();
  const read = await readEdi(chunks, {
    structure, hashes: false,
    onSet: (set, group) => {
      const kept = sets.get(group) ?? [];
      if (kept.length === 0) sets.set(group, kept);
      const { st01, st02, release, segments, declaredSegments, accepted, findings } = set;
      kept.push({ st01, st02, release, segments, declaredSegments, accepted, findings });
    },
  });
  return {
    file, syntax: read.syntax, verdict: read.verdict, findings: read.findings,
    interchanges: read.interchanges.map((interchange) => ({
      read: interchange,
      groups: interchange.groups.map((group) => {
        const accepted = group.accepted && interchange.accepted;
        return { read: group, sets: (sets.get(group) ?? group.sets).map((set) => ({ ...set, accepted: set.accepted && accepted })) };
      }),
    })),
  };
}

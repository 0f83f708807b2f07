/**
 * Something that is measured, in a process of its own. It is made once from `argument` (say, the path of a file), which is
 * not timed, and then run again and again.
 */
export type MakeSubject = (argument: string) => Subject | Promise<Subject>;

export interface Subject { run(): Work | Promise<Work> }

export interface Work {
  /** what was got done, by name: two subjects that did the same work agree here, or nothing is measured */
  counts: Readonly<Record<string, number>>;
  /** the figure itself, for a subject that does not measure how long it takes; its unit is the row's */
  figure?: number;
}

/** One measured run of a subject. */
export interface Run {
  counts: Readonly<Record<string, number>>;
  /** of one call, in ms; a run of a short subject is many calls */
  ms: number;
  calls: number;
  figure: number | null;
}

/** What the child is asked, and what it answers. */
export type Ask = { runFor: number };
export type Answer = { ready: true } | { run: Run } | { failed: string };

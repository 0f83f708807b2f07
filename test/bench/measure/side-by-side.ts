import { isDeepStrictEqual } from 'node:util';
import { median } from './median.js';
import { SubjectProcess, type SubjectOptions } from './subject-process.js';
import type { Run } from './subject.js';

/** So many times as long as a run: until the hot paths are compiled. */
const WARM_UP = 4;

export interface Contender extends Pick<SubjectOptions, 'subject' | 'heapMiB'> {
  /** fewer rounds than the others, for one that takes long */
  runs?: number;
}

export interface Heat<Name extends string> {
  /** URL of the module that exports the subjects, and what each is made from */
  module: string;
  argument: string;
  contenders: Readonly<Record<Name, Contender>>;
  runs: number;
  /** a run of a short subject calls it again until so many ms have passed; 0 for one call */
  runFor: number;
  /** a process for each run and no warm-up: for what is a property of a whole process, such as its peak of memory */
  freshEachRun?: boolean;
  say: (line: string) => void;
}

/** What came of one contender. */
export interface Measured {
  /** median of one call, in ms */
  ms: number;
  /** of subjects that have one: each run's */
  figures: number[];
  /** that of the warm-up, where there is one: what a cold process does */
  cold: number | null;
  runs: number;
}

/**
 * Measures contenders side by side: each in a process of its own, a warm-up each, and then round by round, one after the
 * other, so that a machine that gets busy slows all of them.
 *
 * @throws when they did not do the same work, told by their counts
 */
export async function sideBySide<Name extends string>(heat: Heat<Name>): Promise<Record<Name, Measured>> {
  const { module, argument, runs, runFor, say } = heat;
  const lanes = (Object.keys(heat.contenders) as Name[]).map((name) => ({
    name, contender: heat.contenders[name], process: null as SubjectProcess | null, cold: null as Run | null, runs: [] as Run[],
  }));
  let work: { of: string; counts: Run['counts'] } | null = null;

  const runOf = async (lane: (typeof lanes)[number], lasting = runFor): Promise<Run> => {
    lane.process ??= await SubjectProcess.start({ ...lane.contender, module, argument });
    const run = await lane.process.run(lasting);
    work ??= { of: lane.name, counts: run.counts };
    if (!isDeepStrictEqual(run.counts, work.counts)) {
      throw new Error(`${lane.name} did other work (${JSON.stringify(run.counts)}) than ${work.of} (${JSON.stringify(work.counts)}): nothing to compare`);
    }
    return run;
  };

  try {
    if (!heat.freshEachRun) {
      say(`warm-up of ${lanes.map(({ name }) => name).join(', ')}`);
      for (const lane of lanes) lane.cold = await runOf(lane, WARM_UP * runFor);
    }
    for (let round = 1; round <= runs; round += 1) {
      say(`run ${round} of ${runs}`);
      for (const lane of lanes) {
        if (round > (lane.contender.runs ?? runs)) continue;
        lane.runs.push(await runOf(lane));
        if (!heat.freshEachRun) continue;
        await lane.process?.stop();
        lane.process = null;
      }
    }
  } finally {
    for (const lane of lanes) await lane.process?.stop();
  }
  return Object.fromEntries(lanes.map((lane) => [lane.name, {
    ms: median(lane.runs.map(({ ms }) => ms)),
    figures: lane.runs.flatMap(({ figure }) => (figure === null ? [] : [figure])),
    cold: lane.cold?.figure ?? null,
    runs: lane.runs.length,
  }])) as Record<Name, Measured>;
}

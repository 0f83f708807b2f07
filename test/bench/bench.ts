/** One line of a bench's result. Times in ms, memory in MiB, growth in per cent, throughput in MB/s of 1,000,000 bytes. */
export interface Row {
  id: string;
  /** what was measured, on what, with what switched on: enough to repeat it */
  what: string;
  unit: string;
  better: 'higher' | 'lower';
  /** median over the runs */
  ours: number;
  /** the same of what nothing could beat, or of what `ratio` compares with; null where there is none */
  limit: number | null;
  /** others that do the same work, by name */
  peers: Record<string, number>;
  /** ours / limit; null where there is no limit */
  ratio: number | null;
  /** what `ratio` (or `ours`, where there is no limit) is held to; null for a row that only informs */
  target: number | null;
  pass: boolean;
  /** measured runs behind `ours`, warm-up apart */
  runs: number;
}

export type Figures = Pick<Row, 'id' | 'what' | 'unit' | 'better' | 'ours' | 'runs'> & Partial<Pick<Row, 'limit' | 'peers' | 'target'>>;

/** Three significant digits are more than a shared machine repeats. */
export function rowOf({ limit = null, peers = {}, target = null, ...figures }: Figures): Row {
  const ratio = limit === null ? null : figures.ours / limit;
  const held = ratio ?? figures.ours;
  const pass = target === null || (figures.better === 'higher' ? held >= target : held <= target);
  return {
    id: figures.id, what: figures.what, unit: figures.unit, better: figures.better,
    ours: round(figures.ours), limit: limit === null ? null : round(limit),
    peers: Object.fromEntries(Object.entries(peers).map(([name, value]) => [name, round(value)])),
    ratio: ratio === null ? null : round(ratio), target, pass, runs: figures.runs,
  };
}

const round = (value: number) => Number(value.toPrecision(4));

/** What a bench is given to work with. */
export interface Bench {
  /** for the list of benches: one line */
  about: string;
  run(at: BenchPlace): Promise<Row[]>;
}

export interface BenchPlace {
  /** fewer and smaller: to see that it runs, not how fast we are */
  quick: boolean;
  /** an empty folder for files made by the bench; removed afterwards */
  folder: string;
  /** one line to whoever waits */
  say: (line: string) => void;
}

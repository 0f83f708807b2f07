/** Stories of one property; RUNS=1000 for a long look. */
const RUNS = Number(process.env['RUNS'] ?? 0);
/** What they are made from: fixed, so that one commit always says the same; SEED=random goes where none has been. */
const SEED = process.env['SEED'] === 'random' ? Date.now() : Number(process.env['SEED'] ?? 20_180_724);

/** @param runs  how many, where nobody said otherwise */
export const atRandom = (runs: number) => ({ numRuns: RUNS || runs, seed: SEED, endOnFailure: true });

import type pg from 'pg';
import type { Journey } from '#journey';
import { rowOf, type Bench, type BenchPlace, type Row } from '../bench.js';
import { median } from '../measure/median.js';
import { percentile } from '../measure/percentile.js';
import { etaChanges } from './eta-change.js';
import { inWords, proofOf, type Proof } from './plans.js';
import { questionsOf, type Question } from './questions.js';
import { setStage, type Stage } from './stage.js';
import { LARGE } from './year.js';

/** A year at a carrier of middling size, and two smaller ones that show how the figures grow. Fifty documents a call. */
const SIZES = [{ name: '10 thousand', documents: 10_000 }, { name: '100 thousand', documents: 100_000 }, { name: '1 million', documents: 1_000_000 }] as const;

const ANSWER_MS = 100;
const ETA_CHANGE_MS = 2_000;

/** What was measured at one size, by the row's id; and of the largest, how. */
interface Figures { size: string; loaded: string; answers: Map<string, Answer>; eta: { ms: number[] } }
interface Answer { question: Question; p95s: number[]; proof: Proof }
interface Plan { runs: number; asks: number; changes: number }

/** What people and screens ask of a year of calls; and how soon a changed arrival has reached its documents. */
export const calls: Bench = {
  about: 'a year of calls, up to a million documents: boards, delays, searches, a changed arrival',
  run: async (at) => {
    const plan = at.quick ? { runs: 2, asks: 20, changes: 2 } : { runs: 7, asks: 100, changes: 7 };
    const sizes = at.quick ? SIZES.slice(0, 2) : SIZES;
    const stage = await setStage(at.folder);
    try {
      const all: Figures[] = [];
      for (const size of sizes) all.push(await measure(at, stage, size, plan));
      return rows(all, plan);
    } finally {
      await stage.close();
    }
  },
};

async function measure(at: BenchPlace, stage: Stage, { name, documents }: (typeof SIZES)[number], plan: Plan): Promise<Figures> {
  const say = (line: string) => { at.say(`${name}: ${line}`); };
  const { house, loaded, close } = await stage.year({ calls: documents / 50, documents }, say);
  try {
    const inAll = Object.values(loaded.rows).reduce((sum, rows) => sum + rows, 0);
    const words = `${loaded.documents.toLocaleString('en')} documents over ${loaded.calls.length.toLocaleString('en')} calls, ${inAll.toLocaleString('en')} rows by COPY in ${Math.round(loaded.seconds)} s with indexes and ANALYZE`;
    say(words);
    const answers = await answered(house, questionsOf(house, loaded), plan, say);
    const eta = { ms: await etaChanges(house, loaded.calls, plan.changes, say) };
    return { size: name, loaded: words, answers, eta };
  } finally {
    await close();
  }
}

/** Round by round, so that a machine that gets busy slows all of them; each time another call, bill, box, voyage, number. */
async function answered(house: Journey, questions: readonly Question[], { runs, asks }: Plan, say: (line: string) => void): Promise<Map<string, Answer>> {
  const pool = (house.ledger.db as unknown as { $client: pg.Pool }).$client;
  const asked = new Map<string, number>();
  const next = (question: Question) => { const n = asked.get(question.id) ?? 0; asked.set(question.id, n + 1); return question.ask(n); };
  const answers = new Map<string, Answer>();
  say('what EXPLAIN says of each');
  for (const question of questions) answers.set(question.id, { question, p95s: [], proof: await proofOf(pool, Array.from({ length: 5 }, () => () => next(question))) });
  for (let run = 1; run <= runs; run += 1) {
    say(`run ${run} of ${runs}: ${asks} times each`);
    for (const { question, p95s } of answers.values()) {
      const times: number[] = [];
      for (let n = 0; n < asks; n += 1) {
        const start = performance.now();
        await next(question);
        times.push(performance.now() - start);
      }
      p95s.push(percentile(times, 0.95));
    }
  }
  return answers;
}

function rows(all: readonly Figures[], { asks }: Plan): Row[] {
  const largest = all.at(-1);
  if (!largest) return [];
  const smaller = all.slice(0, -1);
  const answers = [...largest.answers.values()].map(({ question: { id, what }, p95s, proof }) => {
    const row = rowOf({
      id, unit: 'ms', better: 'lower', target: ANSWER_MS, ours: median(p95s), runs: p95s.length,
      peers: Object.fromEntries(smaller.map((one) => [`at ${one.size}`, median(one.answers.get(id)?.p95s ?? [])])),
      what: `p95 of ${asks} questions a run, each with other parameters, asked by the functions that gateway and CLI use, to the last row read: ${what}; ${largest.loaded}; ${inWords(proof)}`,
    });
    // Fast today and slower with every document is not what was asked for.
    return { ...row, pass: row.pass && proof.whole.length === 0 };
  });
  return [...answers, rowOf({
    id: 'eta-change', unit: 'ms', better: 'lower', target: ETA_CHANGE_MS, ours: median(largest.eta.ms), runs: largest.eta.ms.length,
    peers: Object.fromEntries(smaller.map((one) => [`at ${one.size}`, median(one.eta.ms)])),
    what: `a report that moves the arrival of a call with ${LARGE.toLocaleString('en')} open documents, from its first byte to the commit, with each due time moved and in its document's history; the slowest took ${Math.round(Math.max(...largest.eta.ms)).toLocaleString('en')} ms; ${largest.loaded}`,
  })];
}

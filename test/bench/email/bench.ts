import { availableParallelism } from 'node:os';
import { rowOf, type Bench, type BenchPlace, type Row } from '../bench.js';
import { median } from '../measure/median.js';
import { sideBySide, type Measured } from '../measure/side-by-side.js';
import { LANES } from './place.js';
import { setStage, type Stage } from './stage.js';
import { wholeBound } from './whole-bound.js';

const SUBJECTS = new URL('./subjects.js', import.meta.url).href;

/** A manifest of a few bills, as most are. */
const DOCUMENT_BYTES = 3_000;

/** Mails through the lanes and the ledger against what they are made of, each part alone; and what the worker holds after ten thousand. */
export const email: Bench = {
  about: 'mails through the lanes: speed against their parts, memory',
  run: async (at) => {
    const stage = await setStage(at.folder, DOCUMENT_BYTES);
    try {
      return [...await speed(at, stage), await memory(at, stage)];
    } finally {
      await stage.close();
    }
  },
};

/** A few hundred mails are some seconds: long beside the start of the first and the end of the last. */
async function speed(at: BenchPlace, stage: Stage): Promise<Row[]> {
  const runs = at.quick ? 3 : 7;
  const heat = (mails: number, name: string) => ({ argument: JSON.stringify({ ...stage.place, mails }), runs, runFor: 0, say: (line: string) => { at.say(`${name}: ${line}`); } });
  const few = at.quick ? 80 : 400;
  const lanes = await sideBySide({ ...heat(few, 'prepared'), module: SUBJECTS, contenders: { raw: { subject: 'raw' }, ledger: { subject: 'ledger' }, ours: { subject: 'prepared' } } });
  const fewer = at.quick ? 40 : 120;
  const all = await sideBySide({ ...heat(fewer, 'whole'), module: SUBJECTS, contenders: { raw: { subject: 'raw' }, ledger: { subject: 'storingLedger' }, render: { subject: 'render' }, seal: { subject: 'seal' }, ours: { subject: 'whole' } } });
  const ms = (measured: Measured) => median(measured.figures);
  const a = { raw: ms(lanes.raw), ledger: ms(lanes.ledger), ours: ms(lanes.ours) };
  const b = { raw: ms(all.raw), ledger: ms(all.ledger), render: ms(all.render), seal: ms(all.seal), ours: ms(all.ours) };
  const perSecond = (of: number) => 1_000 / of;
  const bound = wholeBound({ ...b, threads: stage.threads, cores: availableParallelism() });
  const mail = `a mail of ${(stage.mailBytes / 1_000).toFixed(0)} KB about a 309 of ${(stage.documentBytes / 1_000).toFixed(0)} KB, ${LANES.length} lanes with one delivery each, ${stage.sink} takes it`;
  return [
    rowOf({
      id: 'prepared', unit: 'mails/s', better: 'higher', target: 0.7, ours: perSecond(a.ours), limit: perSecond(a.raw + a.ledger), peers: { 'nodemailer raw': perSecond(a.raw), 'ledger alone': perSecond(a.ledger) }, runs: lanes.ours.runs,
      what: `composed and stored mails through BullMQ, the worker and the ledger, from their release to the last outcome's commit: ${mail}; limit: 1 / (${words(a.raw)} nodemailer's pool with ${LANES.length} connections and the same bytes + ${words(a.ledger)} claim and outcome alone, ${LANES.length} at once)`,
    }),
    rowOf({
      id: 'whole', unit: 'mails/s', better: 'higher', target: 0.8, ours: perSecond(b.ours), limit: perSecond(bound), peers: { 'rendering alone': perSecond(b.render), 'sealing alone': perSecond(b.seal) }, runs: all.ours.runs,
      what: `documents that wait, each read, rendered as text, HTML, PDF and XLSX in ${stage.threads} threads, signed (S/MIME and DKIM, RSA), stored and sent: ${mail}; limit: 1 / ${words(bound)}, the longest of the loop's parts (raw ${words(b.raw)} + ledger, storing, ${words(b.ledger)} + sealing ${words(b.seal)}), the threads' (rendering ${words(b.render)}), and all of them on ${availableParallelism()} cores that never rest`,
    }),
  ];
}

const words = (ms: number) => `${ms.toPrecision(3)} ms`;

/** So many windows before which nothing counts: what is made once is made. */
const WINDOWS = { all: 20, first: 5, last: 5 };

async function memory(at: BenchPlace, stage: Stage): Promise<Row> {
  const mails = at.quick ? 40 : 500;
  const { ours } = await sideBySide({ module: SUBJECTS, argument: JSON.stringify({ ...stage.place, mails }), runs: WINDOWS.all, runFor: 0, say: (line) => { at.say(`memory: ${line}`); }, contenders: { ours: { subject: 'memory' } } });
  const first = median(ours.figures.slice(0, WINDOWS.first));
  const last = median(ours.figures.slice(-WINDOWS.last));
  return rowOf({
    id: 'memory', unit: '%', better: 'lower', target: 5, ours: (last / first - 1) * 100, runs: 1,
    what: `growth of the worker's heap and external memory, garbage collected, over ${mails * WINDOWS.all} mails in ${WINDOWS.all} windows: median of the first ${WINDOWS.first} (${first.toFixed(1)} MiB) against that of the last ${WINDOWS.last} (${last.toFixed(1)} MiB); one run, because it is windows of one long one that are compared`,
  });
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freemem } from 'node:os';
import { X12Reader } from '#x12';
import { rowOf, type Bench, type BenchPlace, type Row } from '../bench.js';
import { median } from '../measure/median.js';
import { sideBySide, type Contender, type Measured } from '../measure/side-by-side.js';
import { file309, file315, file324 } from './files/index.js';

const SUBJECTS = new URL('./subjects.js', import.meta.url).href;
const MB = 1_000_000;
const MIB = 2 ** 20;
/** node-x12 takes about 100 bytes for one of the file's: 5 GiB for 50 MB. */
const NODE_X12_HEAP_MIB = 8_192;

const FLOOR = 'limit: a bare indexOf loop over the terminators of the same Buffer';
const PEERS = 'peers: String.split into elements and node-x12 parse (both from text decoded beforehand), x12-parser by its stream';
const OURS = 'pushed in 64 KiB chunks';
/** What is done and what is put off, said in every row that it concerns. */
const INDEX = 'envelope, counts and index (facts on, hashes off, structure off; every fact read, checked, joined, told apart and kept as bytes and numbers of the reader\'s own)';
const UNASKED = 'the objects and strings they are told by not asked for, so not made';

/** The envelope reader against the floor and against others. Targets: issue H2. */
export const x12: Bench = {
  about: 'the X12 reader: speed, memory, event loop',
  run: async (at) => [...await large(at), ...await small(at), await memory(at), await block(at)],
};

/** 50 MB of 309: the rows that are held to the scan. */
async function large(at: BenchPlace): Promise<Row[]> {
  const file = made(at, '309-50mb', file309(at.quick ? 5 * MB : 50 * MB));
  const nodeX12 = at.quick || freemem() > NODE_X12_HEAP_MIB * MIB;
  const runs = at.quick ? 3 : 9;
  const measured = await sideBySide({
    module: SUBJECTS, argument: file.path, runs, runFor: 100, say: file.say,
    contenders: {
      scan: { subject: 'scan' },
      envelope: { subject: 'envelope' },
      index: { subject: 'index' },
      asked: { subject: 'indexAsked' },
      handedOver: { subject: 'indexHandedOver' },
      intake: { subject: 'intake' },
      structure: { subject: 'structure' },
      split: { subject: 'split', heapMiB: 4_096, runs: at.quick ? 1 : 5 },
      x12Parser: { subject: 'x12Parser', runs: at.quick ? 1 : 5 },
      ...(nodeX12 ? { nodeX12: { subject: 'nodeX12', heapMiB: NODE_X12_HEAP_MIB, runs: 1 } } : {}),
    } as Record<'scan' | 'envelope' | 'index' | 'asked' | 'handedOver' | 'intake' | 'structure' | 'split' | 'x12Parser' | 'nodeX12', Contender>,
  });
  const speed = file.speedOf(measured);
  const row = (id: string, name: keyof typeof measured, on: string, more: { target?: number; peers?: Record<string, number> } = {}) => rowOf({
    id, what: `309, ${file.size}, ${on}, ${OURS}; ${FLOOR}`, unit: 'MB/s', better: 'higher', ours: speed(name), limit: speed('scan'), runs: measured[name].runs, ...more,
  });
  return [
    row('envelope-50mb', 'envelope', 'envelope and counts (facts off, hashes off, structure off)', { target: 0.333 }),
    row('index-50mb', 'index', `${INDEX}, every set kept, ${UNASKED}; ${PEERS}; peers' runs: ${measured.split.runs}${nodeX12 ? ', node-x12 1 because it takes long and gigabytes' : '; node-x12 left out: too little memory free'}`, {
      target: 0.1667, peers: { 'String.split': speed('split'), ...(nodeX12 ? { 'node-x12': speed('nodeX12') } : {}), 'x12-parser': speed('x12Parser') },
    }),
    row('index-asked-50mb', 'asked', 'the same, and at the end every set asked for all of its facts, which it keeps as objects and strings'),
    row('index-handed-over-50mb', 'handedOver', 'the same, each set asked for its facts and handed over as it ends, and none kept (onSet)'),
    row('intake-50mb', 'intake', 'as the gateway takes it in (SHA-256 of file, interchange and set; every set asked for its facts)'),
    row('structure-50mb', 'structure', 'as the gateway takes it in, and the structure of every set checked'),
  ];
}

/** The files of X12.md part B, each with everybody on it; and the row that is held to node-x12. */
async function small(at: BenchPlace): Promise<Row[]> {
  const rows: Row[] = [];
  const runs = at.quick ? 3 : 7;
  for (const [id, about, text] of [
    ['309-10kb', '309, one set', file309(10_000)],
    ['309-1mb', '309', file309(MB)],
    ['324-12000', '324, one set of 12,000 boxes', file324(12_000)],
    ['315-10000', '315, 10,000 sets', file315(10_000)],
  ] as const) {
    const file = made(at, id, text);
    const measured = await sideBySide({
      module: SUBJECTS, argument: file.path, runs, runFor: at.quick ? 100 : 300, say: file.say,
      contenders: { scan: { subject: 'scan' }, index: { subject: 'index' }, asked: { subject: 'indexAsked' }, split: { subject: 'split' }, nodeX12: { subject: 'nodeX12' }, x12Parser: { subject: 'x12Parser' } },
    });
    const speed = file.speedOf(measured);
    rows.push(rowOf({
      id, what: `${about}, ${file.size}: ${INDEX}, ${UNASKED} where they are many, ${OURS}; ${FLOOR}; ${PEERS}; asked: ours, every set asked for its facts at the end`, unit: 'MB/s', better: 'higher',
      ours: speed('index'), limit: speed('scan'), runs: measured.index.runs,
      peers: { asked: speed('asked'), 'String.split': speed('split'), 'node-x12': speed('nodeX12'), 'x12-parser': speed('x12Parser') },
    }));
    if (id === '309-1mb') {
      const versus = (row: string, name: 'index' | 'asked', what: string, more: { target?: number }) => rowOf({
        id: row, what: `309, ${file.size}: ${what}, ${OURS}; limit: node-x12's strict parse of the same bytes decoded beforehand. On 1 MB because node-x12 fits into memory there: on 50 MB it takes gigabytes and twice as long for a byte`,
        unit: 'MB/s', better: 'higher', ours: speed(name), limit: speed('nodeX12'), peers: { 'node-x12': speed('nodeX12') }, runs: measured[name].runs, ...more,
      });
      rows.push(
        versus('index-vs-node-x12', 'index', `${INDEX}, ${UNASKED}`, { target: 40 }),
        versus('index-asked-vs-node-x12', 'asked', 'the same, and at the end every set asked for all of its facts', {}),
      );
    }
  }
  return rows;
}

async function memory(at: BenchPlace): Promise<Row> {
  const bytes = (at.quick ? 64 : 1_024) * MIB;
  const say = (line: string) => { at.say(`memory-1gib: ${line}`); };
  const { ours, drain } = await sideBySide({
    module: new URL('./memory.js', import.meta.url).href, argument: String(bytes), runs: at.quick ? 2 : 5, runFor: 0, freshEachRun: true, say,
    contenders: { ours: { subject: 'readStream' }, drain: { subject: 'drainStream', runs: at.quick ? 1 : 2 } },
  });
  return rowOf({
    id: 'memory-1gib', unit: 'MiB', better: 'lower', target: 64, ours: median(ours.figures), peers: { 'the pipe alone': median(drain.figures) }, runs: ours.runs,
    what: `peak RSS of the whole process above what it has when idle, while it reads ${bytes / MIB} MiB of 309 interchanges from a pipe (facts and hashes on, onSet); made meanwhile by another process; a new process each run; worst ${Math.max(...ours.figures).toFixed(1)}`,
  });
}

async function block(at: BenchPlace): Promise<Row> {
  const file = made(at, 'block-324', file324(12_000));
  const { ours, nodeX12 } = await sideBySide({
    module: new URL('./event-loop-block.js', import.meta.url).href, argument: file.path, runs: at.quick ? 5 : 15, runFor: 0, say: file.say,
    contenders: { ours: { subject: 'readChunks' }, nodeX12: { subject: 'parseWhole', runs: at.quick ? 1 : 5 } },
  });
  return rowOf({
    id: 'block-324', unit: 'ms', better: 'lower', target: 20, ours: median(ours.figures), peers: { 'node-x12': median(nodeX12.figures) }, runs: ours.runs,
    what: `longest block of the event loop (monitorEventLoopDelay, 1 ms) while a 324 of 12,000 boxes, ${file.size}, is read from disk in 64 KiB chunks and asked for its facts as the gateway does it; median of the runs' longest, worst ${Math.max(...ours.figures).toFixed(1)}, in a cold process ${ours.cold?.toFixed(1) ?? '?'}`,
  });
}

/** Writes a file, once our reader has nothing to say about it: what is refused is read in no time. */
function made(at: BenchPlace, name: string, text: string) {
  const bytes = Buffer.from(text, 'latin1');
  const reader = new X12Reader();
  reader.push(bytes);
  const { verdict, findings, interchanges } = reader.end();
  const found = [...findings, ...interchanges.flatMap((one) => [...one.findings, ...one.groups.flatMap((group) => [...group.findings, ...group.sets.flatMap((set) => set.findings)])])][0];
  if (verdict !== 'accepted' || found) throw new Error(`${name}: a file made for the bench is ${verdict}: ${found?.sentence ?? ''}`);
  const path = join(at.folder, `${name}.edi`);
  writeFileSync(path, bytes);
  return {
    path,
    size: bytes.length >= MB ? `${(bytes.length / MB).toFixed(1)} MB` : `${(bytes.length / 1_000).toFixed(1)} KB`,
    say: (line: string) => { at.say(`${name}: ${line}`); },
    /** MB of 1,000,000 bytes a second */
    speedOf: <Name extends string>(measured: Record<Name, Measured>) => (name: Name) => bytes.length / MB / (measured[name].ms / 1_000),
  };
}

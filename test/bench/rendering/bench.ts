import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderDocument } from '#rendering';
import { rowOf, type Bench, type BenchPlace, type Row } from '../bench.js';
import { median } from '../measure/median.js';
import { sideBySide } from '../measure/side-by-side.js';
import { file309, file324 } from '../x12/files/index.js';
import { documentsOf } from './subjects.js';

const SUBJECTS = new URL('./subjects.js', import.meta.url).href;
const FORMS = ['text', 'html', 'csv', 'pdf', 'xlsx'] as const;
type FormName = (typeof FORMS)[number];

/** Reading and writing of a document in each form: CPU of the whole process, from the bytes of its sets to those of the form. */
export const rendering: Bench = {
  about: 'a document as text, HTML, PDF, XLSX and CSV: CPU',
  run: async (at) => {
    const manifest = await measured(at, '309-1mb', 'a 309 of 1.0 MB', file309(at.quick ? 200_000 : 1_000_000));
    const plan = await measured(at, '324-12000', 'a 324 of 12,000 boxes', file324(at.quick ? 1_000 : 12_000));
    const blocked = await block(at);
    const small = await measured(at, '309-10kb', 'a 309 of 10.7 KB', file309(10_000));
    return [
      ...FORMS.map((form) => heldRow(form, [manifest, plan])), ...blocked,
      ...[manifest, plan, small].flatMap((file) => FORMS.map((form) => informingRow(form, file))),
      ...FORMS.map((form) => rowOf({
        id: `${form}-per-1000`, what: `${form}: CPU ms for 1,000 containers, of ${plan.about}`, unit: 'ms', better: 'lower', ours: plan.ms[form] / plan.containers * 1_000, runs: plan.runs,
      })),
    ];
  },
};

/** A thread renders a plan of 12,000 boxes in every form; the loop that asked goes on, and what comes back is small enough to mail. */
async function block(at: BenchPlace): Promise<Row[]> {
  const path = join(at.folder, 'block.edi');
  writeFileSync(path, file324(at.quick ? 1_000 : 12_000), 'latin1');
  const { ours } = await sideBySide({ module: SUBJECTS, argument: path, runs: at.quick ? 3 : 9, runFor: 0, say: (line) => { at.say(`block-324: ${line}`); }, contenders: { ours: { subject: 'blockOfAsking' } } });
  const [document] = documentsOf(path);
  const sizes = document ? (await renderDocument(document, ['pdf', 'xlsx'])).files : {};
  return [
    rowOf({ id: 'block-324', what: `longest block of the event loop (monitorEventLoopDelay, 1 ms) while a thread renders a 324 of 12,000 boxes as text, HTML, CSV, PDF and XLSX and hands them over; worst ${Math.max(...ours.figures).toFixed(1)}, with the thread's start ${ours.cold?.toFixed(1) ?? '?'}`, unit: 'ms', better: 'lower', target: 20, ours: median(ours.figures), runs: ours.runs }),
    ...(['pdf', 'xlsx'] as const).map((form) => rowOf({ id: `${form}-324-size`, what: `bytes of a 324 of 12,000 boxes as ${form}, in MB`, unit: 'MB', better: 'lower', target: 10, ours: (sizes[form]?.byteLength ?? Infinity) / 1_000_000, runs: 1 })),
  ];
}

interface MeasuredFile { id: string; about: string; documents: number; containers: number; runs: number; ms: Record<FormName, number>; limits: Record<FormName, number> }

const LIMITS: Record<FormName, { subject: 'nodeX12' | 'barePdf' | 'bareXlsx'; target: number; words: string }> = {
  text: { subject: 'nodeX12', target: 1, words: "node-x12's strict parse of the same file, decoded beforehand" },
  html: { subject: 'nodeX12', target: 1, words: "node-x12's strict parse of the same file, decoded beforehand" },
  csv: { subject: 'nodeX12', target: 1, words: "node-x12's strict parse of the same file, decoded beforehand" },
  pdf: { subject: 'barePdf', target: 1.5, words: 'pdfkit alone writing the same lines in the same faces' },
  xlsx: { subject: 'bareXlsx', target: 1.5, words: 'write-excel-file alone writing the same cells' },
};

async function measured(at: BenchPlace, id: string, about: string, text: string): Promise<MeasuredFile> {
  const path = join(at.folder, `${id}.edi`);
  writeFileSync(path, text, 'latin1');
  const runs = at.quick ? 3 : 7;
  const heat = { module: SUBJECTS, argument: path, runs, runFor: 0, say: (line: string) => { at.say(`${id}: ${line}`); } };
  const words = await sideBySide({ ...heat, contenders: { text: { subject: 'text' }, html: { subject: 'html' }, csv: { subject: 'csv' }, nodeX12: { subject: 'nodeX12' } } });
  const paper = await sideBySide({ ...heat, contenders: { pdf: { subject: 'pdf' }, barePdf: { subject: 'barePdf' } } });
  const sheets = await sideBySide({ ...heat, contenders: { xlsx: { subject: 'xlsx' }, bareXlsx: { subject: 'bareXlsx' } } });
  const cpu = { ...words, ...paper, ...sheets };
  const of = (name: keyof typeof cpu): number => median(cpu[name].figures);
  return {
    id, about, documents: documentsOf(path).length, containers: readFileSync(path, 'latin1').split(/~\s*(?:VID|N7)\*/).length - 1, runs,
    ms: { text: of('text'), html: of('html'), csv: of('csv'), pdf: of('pdf'), xlsx: of('xlsx') },
    limits: { text: of('nodeX12'), html: of('nodeX12'), csv: of('nodeX12'), pdf: of('barePdf'), xlsx: of('bareXlsx') },
  };
}

/** The row of the issue: the file on which the form does worst. */
function heldRow(form: FormName, files: readonly MeasuredFile[]): Row {
  const [worst] = [...files].sort((a, b) => b.ms[form] / b.limits[form] - a.ms[form] / a.limits[form]);
  if (!worst) throw new RangeError('nothing was measured');
  return row(form, form, worst, { target: LIMITS[form].target, more: `; the worse of ${files.map(({ about }) => about).join(' and ')}` });
}

function informingRow(form: FormName, file: MeasuredFile): Row { return row(`${form}-${file.id}`, form, file, { more: '' }); }

function row(id: string, form: FormName, file: MeasuredFile, { target, more }: { target?: number; more: string }): Row {
  const { documents, containers, runs, ms, limits } = file;
  return rowOf({
    id, unit: 'ms', better: 'lower', ours: ms[form], limit: limits[form], runs, ...(target === undefined ? {} : { target }),
    what: `${form} of ${file.about} (${documents} documents, ${containers} containers): CPU from the bytes to the form, ${(ms[form] / documents).toPrecision(3)} ms a document${more}; limit: ${LIMITS[form].words}`,
  });
}

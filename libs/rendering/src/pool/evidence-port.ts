import { on } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { evidenceCsv, evidencePdf, type EvidenceDocument, type EvidencePack } from '../evidence/index.js';

/** The forms of a pack. */
export type EvidenceForm = 'pdf' | 'csv';
export const EVIDENCE_WRITERS = { pdf: evidencePdf, csv: evidenceCsv } as const satisfies Record<EvidenceForm, unknown>;

/** What the thread says: it wants more documents, here are bytes, that is all. */
type FromThread = { want: 'more' } | { chunk: Uint8Array } | { want: 'nothing' };
/** What it is given: documents, or null when there are no more. */
interface ToThread { documents: EvidenceDocument[] | null }

/** Documents go over by the dozen: each asks its sender for the next, so that neither side runs ahead of the other. */
const AT_ONCE = 20;

/** The thread's side: writes the pack as documents come. */
export async function writeAtPort(port: MessagePort, form: EvidenceForm, pack: EvidencePack): Promise<void> {
  const say = (message: FromThread) => { port.postMessage(message); };
  try {
    for await (const chunk of EVIDENCE_WRITERS[form](pack, asked(port, say))) say({ chunk });
    say({ want: 'nothing' });
  } finally {
    port.close();
  }
}

async function* asked(port: MessagePort, say: (message: FromThread) => void): AsyncGenerator<EvidenceDocument> {
  const inbox = on(port, 'message', { close: ['close'] }) as AsyncIterable<[ToThread]>;
  say({ want: 'more' });
  for await (const [{ documents }] of inbox) {
    if (documents === null) return;
    yield* documents;
    say({ want: 'more' });
  }
  throw new Error('the documents of a pack ended before they were all given: whoever gave them gave up');
}

/** The other side: gives documents as they are wanted, and the bytes as they come. `done`: the thread's end, which brings its error. */
export async function* bytesFromPort(port: MessagePort, documents: AsyncIterable<EvidenceDocument>, done: Promise<unknown>): AsyncGenerator<Uint8Array> {
  const source = documents[Symbol.asyncIterator]();
  let whole = false;
  try {
    for await (const [message] of on(port, 'message', { close: ['close'] }) as AsyncIterable<[FromThread]>) {
      if ('chunk' in message) yield message.chunk;
      else if (message.want === 'more') port.postMessage({ documents: await some(source) } satisfies ToThread);
      else { whole = true; break; }
    }
    await done;
    if (!whole) throw new Error('the thread that wrote a pack ended before its end');
  } finally {
    port.close();
    await source.return?.();
  }
}

async function some(source: AsyncIterator<EvidenceDocument>): Promise<EvidenceDocument[] | null> {
  const taken: EvidenceDocument[] = [];
  while (taken.length < AT_ONCE) {
    const next = await source.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken.length === 0 ? null : taken;
}

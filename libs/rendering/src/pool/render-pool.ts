import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { projectRoot } from '#common';
import type { Form } from '../forms.js';
import type { Rendered } from '../render-document.js';
import type { Attach, RenderedMail } from '../render-mail.js';
import type { DocumentToRender } from '../types.js';
import type { FolderToRender, RenderedFolder } from '../render-folder.js';
import type { EvidenceDocument, EvidencePack } from '../evidence/index.js';
import { bytesFromPort, type EvidenceForm } from './evidence-port.js';
import type { EvidenceJob, FolderJob, FormsJob, MailJob } from './render-thread.js';

/** A thread that had nothing to do for so long ends: an outage brings thousands of documents at once, a calm day none. */
const IDLE_MS = 30_000;

type Job = FormsJob | MailJob | FolderJob | EvidenceJob;
type Made = Rendered | RenderedMail | RenderedFolder | undefined;

/**
 * Renders in threads of its own, so that a plan of 12,000 boxes holds up nobody: neither a lane's lock nor a door. Threads
 * start with the first document.
 */
export class RenderPool {
  private pool: Piscina<Job, Made> | null = null;

  constructor(private readonly options: { threads: number }) {}

  /** @throws what a thread threw, or its end; content is no reason for either */
  async render(document: DocumentToRender, forms: readonly Form[]): Promise<Rendered> {
    return await this.threads().run({ document, forms }, { name: 'forms' }) as Rendered;
  }

  /** A mail about a document. @throws as render() does */
  async renderMail(document: DocumentToRender, attach: Attach): Promise<RenderedMail> {
    return await this.threads().run({ document, attach }, { name: 'mail' }) as RenderedMail;
  }

  /** Documents on paper, and their phone list. @throws as render() does */
  async renderFolder(folder: FolderToRender): Promise<RenderedFolder> {
    return await this.threads().run({ folder }, { name: 'folder' }) as RenderedFolder;
  }

  /** An evidence pack, in chunks as they come; documents are taken as they are needed. @throws what the thread or `documents` threw: what came until then is no pack */
  async *evidence(form: EvidenceForm, pack: EvidencePack, documents: AsyncIterable<EvidenceDocument>): AsyncGenerator<Uint8Array> {
    const { port1, port2 } = new MessageChannel();
    const done = this.threads().run({ evidence: { port: port2, form, pack } }, { name: 'evidence', transferList: [port2] });
    // A thread that ends before it began closes no port.
    done.catch(() => { port1.close(); });
    yield* bytesFromPort(port1, documents, done);
  }

  /** Ends the threads; what is being rendered is given up. */
  async close(): Promise<void> {
    await this.pool?.destroy();
    this.pool = null;
  }

  private threads(): Piscina<Job, Made> {
    return this.pool ??= new Piscina({ filename: threadFile(), minThreads: 1, maxThreads: this.options.threads, idleTimeout: IDLE_MS });
  }
}

/** A thread runs compiled code: beside this file, or in dist/ where this one runs as source, as in the specs. */
function threadFile(): string {
  const beside = fileURLToPath(new URL('./render-thread.js', import.meta.url));
  return existsSync(beside) ? beside : join(projectRoot(), 'dist', 'libs', 'rendering', 'src', 'pool', 'render-thread.js');
}

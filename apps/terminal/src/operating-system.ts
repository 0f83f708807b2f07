import { watch, type FSWatcher } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wordsOf, type Clock } from '#common';
import { answersTo } from './answers-to.js';
import type { SiteBehaviour } from './behaviour.js';
import type { SiteConfig } from './config.js';
import type { Received } from './received.js';

/** Folder events are lost now and then (and differ between systems); a look each second finds what they missed. */
const LOOK_EVERY_MS = 1_000;
const LARGEST_FILE = 64 * 1024 * 1024;

/**
 * The terminal operating system of one site: takes what appears in the inbox under a final name, books it, and answers
 * it from the outbox.
 */
export class OperatingSystem {
  private watcher: FSWatcher | null = null;
  private timer: NodeJS.Timeout | null = null;
  private readonly answersDue = new Set<NodeJS.Timeout>();
  /** one look after the other; a look asked for during a look is made after it */
  private looking: Promise<void> = Promise.resolve();
  private readonly alreadyRead = new Set<string>();
  private lastControlNumber = 0;
  private lastSent = 0;

  constructor(
    private readonly site: SiteConfig,
    private readonly root: string,
    private readonly behaviour: () => SiteBehaviour,
    private readonly received: Received,
    private readonly clock: Clock,
    private readonly log: (line: string) => void,
  ) {}

  async open(): Promise<void> {
    for (const folder of ['inbox', 'outbox', 'processed']) await mkdir(join(this.root, folder), { recursive: true });
    this.watcher = watch(join(this.root, 'inbox'), () => this.look());
    // Without events the timer still looks.
    this.watcher.on('error', (error) => this.log(`${this.site.code}: inbox events: ${wordsOf(error)}`));
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.look();
  }

  /** Puts a document of the site's own into its outbox. @returns the file's name */
  async send(bytes: Buffer): Promise<string> {
    this.lastSent += 1;
    return this.putOut(`${this.site.code}-${String(this.lastSent).padStart(6, '0')}.edi`, bytes);
  }

  async close(): Promise<void> {
    this.watcher?.close();
    if (this.timer) clearInterval(this.timer);
    for (const answer of this.answersDue) clearTimeout(answer);
    this.answersDue.clear();
    await this.looking;
  }

  private look(): void {
    this.looking = this.looking.then(() => this.takeAll()).catch((error: unknown) => this.log(`${this.site.code}: inbox: ${wordsOf(error)}`));
  }

  private async takeAll(): Promise<void> {
    for (const name of (await readdir(join(this.root, 'inbox'))).sort()) {
      if (isFinal(name)) await this.take(name);
    }
  }

  private async take(name: string): Promise<void> {
    const path = join(this.root, 'inbox', name);
    const stats = await stat(path);
    if (!stats.isFile() || stats.size > LARGEST_FILE) return;
    const version = `${name} ${stats.ino} ${stats.size} ${stats.mtimeMs}`;
    if (this.alreadyRead.has(version)) return;
    this.alreadyRead.add(version);
    const taken = this.site.leavesFiles ? path : await this.moveToProcessed(path, name);
    const read = await this.received.book(this.site, await readFile(taken), { channel: 'edi', source: name });
    this.answerLater(read);
  }

  private async moveToProcessed(path: string, name: string): Promise<string> {
    // The same name comes twice when a sender repeats; both are kept.
    const kept = join(this.root, 'processed', `${String(this.alreadyRead.size).padStart(6, '0')}-${name}`);
    await rename(path, kept);
    return kept;
  }

  private answerLater(read: Awaited<ReturnType<Received['book']>>): void {
    const { answers, answerDelayMs, lateByMs } = this.behaviour();
    if (answers === 'silent') return;
    const timer = setTimeout(() => {
      this.answersDue.delete(timer);
      this.answer(read, answers).catch((error: unknown) => this.log(`${this.site.code}: answer: ${wordsOf(error)}`));
    }, answerDelayMs + (answers === 'late' ? lateByMs : 0));
    this.answersDue.add(timer);
  }

  private async answer(read: Awaited<ReturnType<Received['book']>>, manner: SiteBehaviour['answers']): Promise<void> {
    const nextNumber = (): string => String(this.lastControlNumber += 1).padStart(9, '0');
    for (const { isa13, bytes } of answersTo(read, { manner, at: this.clock.now(), nextNumber })) {
      await this.putOut(`997-${this.site.code}-${isa13}.edi`, bytes);
    }
  }

  private async putOut(name: string, bytes: Buffer): Promise<string> {
    const path = join(this.root, 'outbox', name);
    await writeFile(`${path}.tmp`, bytes);
    await rename(`${path}.tmp`, path);
    return name;
  }
}

function isFinal(name: string): boolean {
  return !name.startsWith('.') && !/\.(tmp|part|filepart)$/i.test(name);
}

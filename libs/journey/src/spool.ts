import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Above this a body goes to a file: many large bodies at once must not fill the memory. */
const IN_MEMORY = 1024 * 1024;

/**
 * A body while it arrives: kept aside until it is whole, so that no database transaction waits for a slow sender, and a
 * sender that breaks off leaves nothing half-done.
 */
export class Spool {
  private readonly held: Uint8Array[] = [];
  private file: FileHandle | null = null;
  private folder = '';
  private path = '';
  private readonly hash = createHash('sha256');
  byteLength = 0;

  async write(chunk: Uint8Array): Promise<void> {
    this.hash.update(chunk);
    this.byteLength += chunk.length;
    if (this.file) { await this.file.writeFile(chunk); return; }
    this.held.push(Buffer.from(chunk));
    if (this.byteLength > IN_MEMORY) await this.toFile();
  }

  private async toFile(): Promise<void> {
    // A folder of its own each time, ours alone: a shared one would be somebody else's after the next account runs us.
    this.folder = await mkdtemp(join(tmpdir(), 'hawser-spool-'));
    this.path = join(this.folder, 'body');
    this.file = await open(this.path, 'wx', 0o600);
    for (const chunk of this.held.splice(0)) await this.file.writeFile(chunk);
  }

  sha256(): string { return this.hash.copy().digest('hex'); }

  /** Bytes from `start` up to `end`, in chunks. May be read more than once. */
  async *read(start: number, end: number): AsyncIterable<Uint8Array> {
    if (end <= start) return;
    if (this.file) { yield* createReadStream(this.path, { start, end: end - 1 }) as AsyncIterable<Buffer>; return; }
    let at = 0;
    for (const chunk of this.held) {
      const from = Math.max(0, start - at);
      const to = Math.min(chunk.length, end - at);
      if (from < to) yield chunk.subarray(from, to);
      at += chunk.length;
    }
  }

  async discard(): Promise<void> {
    this.held.length = 0;
    if (!this.file) return;
    await this.file.close();
    this.file = null;
    await rm(this.folder, { recursive: true, force: true });
  }
}

import { createHash, type Hash } from 'node:crypto';
import type { ByteWindow } from './byte-window.js';

/** What is hashed while it passes. All places are indexes into the window. */
export interface Digests {
  /** Hashes up to here; then the bytes before it may go. */
  advance(to: number): void;
  openInterchange(at: number): void;
  /** Of the open interchange so far; it stays open. */
  interchangeTo(at: number): string;
  closeInterchange(at: number): string;
  openSet(at: number): void;
  closeSet(at: number): string;
  /** Of everything that was pushed. */
  closeFile(): string;
}

/** Where nobody asked for hashes. */
export const NO_DIGESTS: Digests = {
  advance: () => undefined, openInterchange: () => undefined, interchangeTo: () => '', closeInterchange: () => '',
  openSet: () => undefined, closeSet: () => '', closeFile: () => '',
};

/**
 * SHA-256, hex, of the file, of the interchange and of the set that are open, each byte hashed as it passes.
 * An interchange that begins the file shares the file's hash until it ends: one pass less over nearly every file.
 */
export class Sha256Digests implements Digests {
  private readonly file = createHash('sha256');
  private interchange: Hash | 'as-file' | null = null;
  private set: Hash | null = null;
  /** offset within the file up to which everything is hashed */
  private hashedTo = 0;

  constructor(private readonly window: ByteWindow) {}

  advance(to: number): void {
    const from = this.window.index(this.hashedTo);
    if (to <= from) return;
    const bytes = this.window.bytes.subarray(from, to);
    this.file.update(bytes);
    if (this.interchange !== null && this.interchange !== 'as-file') this.interchange.update(bytes);
    this.set?.update(bytes);
    this.hashedTo = this.window.offset(to);
  }

  openInterchange(at: number): void {
    this.advance(at);
    this.interchange = this.window.offset(at) === 0 ? 'as-file' : createHash('sha256');
  }

  interchangeTo(at: number): string {
    this.advance(at);
    return (this.interchange === 'as-file' || this.interchange === null ? this.file : this.interchange).copy().digest('hex');
  }

  closeInterchange(at: number): string {
    this.advance(at);
    const hash = this.interchange === 'as-file' || this.interchange === null ? this.file.copy() : this.interchange;
    this.interchange = null;
    return hash.digest('hex');
  }

  openSet(at: number): void {
    this.advance(at);
    this.set = createHash('sha256');
  }

  closeSet(at: number): string {
    this.advance(at);
    const hash = this.set ?? createHash('sha256');
    this.set = null;
    return hash.digest('hex');
  }

  closeFile(): string {
    this.advance(this.window.end);
    return this.file.digest('hex');
  }
}

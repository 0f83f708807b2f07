/**
 * The bytes that were pushed and are not yet read, in one piece, so that a segment cut by a chunk's end is whole.
 * Grows to what one segment needs and no further; chunks are copied in, so a caller may reuse its buffer.
 */
export class ByteWindow {
  /** valid from `start` to `end`; what lies outside is left over, and never somebody else's */
  bytes = Buffer.alloc(64 * 1024);
  start = 0;
  end = 0;
  /** offset within the file of `bytes[0]` */
  private base = 0;

  get length(): number { return this.end - this.start; }

  /** The offset within the file of an index into `bytes`. */
  offset(index: number): number { return this.base + index; }

  /** The other way round. Only for what is still in the window. */
  index(offset: number): number { return offset - this.base; }

  append(chunk: Uint8Array): void {
    if (this.end + chunk.length > this.bytes.length) this.makeRoom(chunk.length);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
  }

  private makeRoom(wanted: number): void {
    const kept = this.bytes.subarray(this.start, this.end);
    let size = this.bytes.length;
    while (size < kept.length + wanted) size *= 2;
    const target = size === this.bytes.length ? this.bytes : Buffer.alloc(size);
    // Within one buffer the regions may overlap; copy() moves as memmove does.
    kept.copy(target, 0);
    this.base += this.start;
    this.end = kept.length;
    this.start = 0;
    this.bytes = target;
  }
}

/**
 * One segment as it stood in the document. Reading an element through `at` says: "this will be shown in words".
 * What nobody said by the end is listed as received, so no element of a document can vanish from its rendering.
 */
export class Segment {
  private readonly said = new Set<number>();

  /**
   * @param elements values in order, the tag not among them
   * @param position 1-based within the set; ST is 1
   */
  constructor(readonly tag: string, readonly elements: readonly string[], readonly position: number) {}

  /** Element n (1-based as the standard counts), trimmed; empty when absent. Marks it as said. */
  at(n: number): string {
    this.said.add(n);
    return this.peek(n);
  }

  /** The same without marking it. */
  peek(n: number): string {
    return (this.elements[n - 1] ?? '').trim();
  }

  /** For elements that hold nothing a reader misses: counters, and codes a heading already says. */
  say(...elements: number[]): void {
    for (const n of elements) this.said.add(n);
  }

  /** Does any element hold something that was not said? */
  hasMore(): boolean {
    return this.elements.some((value, index) => value.trim() !== '' && !this.said.has(index + 1));
  }

  /** The segment as a person reads it in a list of things received: elements parted by " | ", empty ones kept as "-". */
  asReceived(): string {
    return this.elements.map((value) => value.trim() || '-').join(' | ');
  }
}

/** Elements 1 to 31 are remembered in one number; the few segments with more need no quick way. */
const IN_A_WORD = 31;

/**
 * One segment as it stood in the document. Reading an element through `at` says: "this will be shown in words".
 * What nobody said by the end is listed as received, so no element of a document can vanish from its rendering.
 */
export class Segment {
  private said = 0;
  private readonly saidBeyond: Set<number> | null;

  /**
   * @param fields the tag, then its elements in order, as #x12's `segmentsOf` gives them
   * @param position 1-based within the set; ST is 1
   */
  constructor(private readonly fields: readonly string[], readonly position: number) {
    this.saidBeyond = fields.length > IN_A_WORD ? new Set() : null;
  }

  get tag(): string { return this.fields[0] ?? ''; }

  get elements(): readonly string[] { return this.fields.slice(1); }

  /** Element n (1-based as the standard counts), trimmed; empty when absent. Marks it as said. */
  at(n: number): string {
    if (n <= IN_A_WORD) this.said |= 1 << n;
    else this.saidBeyond?.add(n);
    return this.peek(n);
  }

  /** The same without marking it. */
  peek(n: number): string {
    const value = this.fields[n];
    return value === undefined || value === '' ? '' : trimmed(value);
  }

  /** For elements that hold nothing a reader misses: counters, and codes a heading already says. */
  say(...elements: number[]): void {
    for (const n of elements) this.at(n);
  }

  /** Does any element hold something that was not said? */
  hasMore(): boolean {
    const { fields } = this;
    for (let n = 1; n < fields.length; n += 1) {
      if (fields[n] !== '' && !this.wasSaid(n) && trimmed(fields[n] ?? '') !== '') return true;
    }
    return false;
  }

  /** Nothing but a tag. */
  isBare(): boolean {
    return this.fields.every((value, n) => n === 0 || value.trim() === '');
  }

  /** The segment as a person reads it in a list of things received: elements parted by " | ", empty ones kept as "-". */
  asReceived(): string {
    return this.elements.map((value) => value.trim() || '-').join(' | ');
  }

  private wasSaid(n: number): boolean {
    return n <= IN_A_WORD ? (this.said & (1 << n)) !== 0 : this.saidBeyond?.has(n) === true;
  }
}

/** Most values have no blanks around them: looking is quicker than trimming. */
function trimmed(value: string): string {
  return value.charCodeAt(0) > 0x20 && value.charCodeAt(value.length - 1) > 0x20 && value.charCodeAt(value.length - 1) < 0xa0 ? value : value.trim();
}

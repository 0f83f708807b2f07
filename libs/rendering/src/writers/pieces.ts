/** Pieces are joined when there are so many. */
const MANY = 1_000;

/**
 * A long text in the making. One that grows by += is kept as all its pieces, and each takes more memory than it says; these
 * are joined many at a time, in one list that is filled again and again.
 */
export class Pieces {
  private readonly list: string[] = [];
  private count = 0;
  private joined = '';

  add(piece: string): void {
    this.list[this.count] = piece;
    this.count += 1;
    if (this.count === MANY) this.join();
  }

  text(): string {
    this.join();
    return this.joined;
  }

  private join(): void {
    if (this.list.length > this.count) this.list.length = this.count;
    this.joined += this.list.join('');
    this.count = 0;
  }
}

/** Lines that stay, and one line at the bottom that moves; where nobody watches, only the lines. */
export class Progress {
  private readonly live = process.stdout.isTTY;
  private bottom = '';

  line(text: string): void {
    this.clear();
    process.stdout.write(`${text}\n`);
    this.draw();
  }

  /** @param done  0 … 1 */
  show(done: number, text: string): void {
    if (!this.live) return;
    const width = 24;
    const full = Math.round(Math.min(1, Math.max(0, done)) * width);
    this.clear();
    this.bottom = `[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${text}`.slice(0, (process.stdout.columns || 100) - 1);
    this.draw();
  }

  end(): void { this.clear(); this.bottom = ''; }

  private clear(): void { if (this.live && this.bottom) process.stdout.write(`\r${' '.repeat(this.bottom.length)}\r`); }
  private draw(): void { if (this.live && this.bottom) process.stdout.write(this.bottom); }
}

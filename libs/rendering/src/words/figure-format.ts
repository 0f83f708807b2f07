/** Most figures are such. */
const PLAIN = /^[1-9]\d*$/;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/**
 * Figures as a language writes them: 21,400.5 · 21.400,5 · 21 400,5. Of the digits none is lost, added or rounded: what a
 * sender wrote with three decimals keeps three.
 */
export class FigureFormat {
  private readonly group: string;
  private readonly decimal: string;
  /** digits before the point from which on they are grouped: Spanish leaves 2400 alone */
  private readonly grouped: number;

  constructor(tag: string) {
    const parts = new Intl.NumberFormat(tag).formatToParts(1_234_567.5);
    // A narrow blank is not in every face a printer or a mail client has; one that does not break lines is.
    this.group = (parts.find(({ type }) => type === 'group')?.value ?? ',').replace(/\s/u, '\u00A0');
    this.decimal = parts.find(({ type }) => type === 'decimal')?.value ?? '.';
    this.grouped = new Intl.NumberFormat(tag).format(1_234).length > 4 ? 4 : 5;
  }

  write(found: string): string {
    const digits = found.length;
    if (PLAIN.test(found)) {
      if (digits < this.grouped) return found;
      return digits <= 6 ? found.slice(0, -3) + this.group + found.slice(-3) : this.inGroups(found);
    }
    if (!NUMBER.test(found)) return found;
    const sign = /^[+-]/.test(found) ? found.slice(0, 1) : '';
    const [whole = '', decimals] = found.slice(sign.length).split('.');
    const bare = whole.replace(/^0+(?=\d)/, '');
    return `${sign}${bare.length >= this.grouped ? this.inGroups(bare) : bare}${decimals === undefined ? '' : `${this.decimal}${decimals}`}`;
  }

  private inGroups(digits: string): string {
    let rest = digits;
    let grouped = '';
    for (; rest.length > 3; rest = rest.slice(0, -3)) grouped = this.group + rest.slice(-3) + grouped;
    return rest + grouped;
  }
}

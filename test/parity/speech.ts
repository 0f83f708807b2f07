import type { Language } from '#common';

/** Figures, dates and instants as a language writes them, by Intl alone: what the proof looks for. */
export class Speech {
  readonly group: string;
  readonly decimal: string;
  private readonly months: string[];

  constructor(readonly language: Language) {
    const parts = new Intl.NumberFormat(language).formatToParts(7_654_321.5);
    const sign = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
    this.group = sign('group').replace(/\s/u, '\u00A0');
    this.decimal = sign('decimal');
    const month = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' });
    this.months = Array.from({ length: 12 }, (_, n) => month.format(new Date(Date.UTC(2020, n, 1))).replaceAll('.', ''));
  }

  /** "0021400.50" is 21,400.50: grouped, no figure of it lost. What is no number is itself. */
  figure(found: string): string {
    const [, sign = '', whole, decimals] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(found) ?? [];
    if (whole === undefined) return found;
    return `${sign}${new Intl.NumberFormat(this.language).format(BigInt(whole)).replace(/\s/gu, '\u00A0')}${decimals === undefined ? '' : this.decimal + decimals}`;
  }

  /** "26 Jul 2018 14:00 LT"; what is no day stays as it came. */
  date(day: string, hour = '', zone = ''): string {
    const [, given, year = '', month, of] = /^(\d\d)?(\d\d)(\d\d)(\d\d)$/.exec(day) ?? [];
    const century = given ?? (Number(year) < 70 ? '20' : '19');
    const name = this.months[Number(month) - 1];
    const known = name !== undefined && !Number.isNaN(Date.parse(`${century}${year}-${month}-${of}T00:00Z`)) && new Date(`${century}${year}-${month}-${of}T00:00Z`).getUTCDate() === Number(of);
    return [known ? `${of} ${name} ${century}${year}` : day, clock(hour), zone].filter((part) => part !== '').join(' ');
  }

  /** The day and the hour of an instant, in a zone, as pieces. */
  instant(instant: Date, zone: string): string[] {
    const part = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options }).format(instant);
    return [part({ day: '2-digit' }), part({ year: 'numeric' }), part({ hour: '2-digit', minute: '2-digit' })];
  }
}

/** 1512 is 15:12, 151233 is 15:12:33, 15120000 has no hundredths worth saying; what is no hour stays as it came. */
function clock(hour: string): string {
  const [, hours, minutes, seconds = '00'] = /^([01]\d|2[0-3])([0-5]\d)(\d\d)?\d{0,2}$/.exec(hour) ?? [];
  return hours === undefined ? hour : `${hours}:${minutes}${seconds === '00' ? '' : `:${seconds}`}`;
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

/** An instant in the terminal's zone, in the order and with the signs it wants: yyyy-MM-dd HH:mm. */
export function dateAs(pattern: string, at: Date, zone: string): string {
  const parts = Object.fromEntries(clock(zone).formatToParts(at).map(({ type, value }) => [type, value]));
  const tokens: Readonly<Record<string, string | undefined>> = {
    yyyy: parts['year'], yy: parts['year']?.slice(-2), MM: parts['month'], dd: parts['day'], HH: parts['hour'], mm: parts['minute'], ss: parts['second'],
  };
  return pattern.replace(/yyyy|yy|MM|dd|HH|mm|ss/g, (token) => tokens[token] ?? token);
}

function clock(zone: string): Intl.DateTimeFormat {
  let format = CLOCKS.get(zone);
  if (!format) CLOCKS.set(zone, format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }));
  return format;
}

/** How a column of a table is set: its heading, its side, and what it shows of a row. */
export interface Column<Row> { head: string; right?: boolean; of(row: Row): string | number }

/** A table whose columns align, for a terminal of any width; long cells are kept whole, never cut. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => String(column.of(row))));
  const widths = columns.map((column, at) => Math.max(column.head.length, ...cells.map((line) => line[at]?.length ?? 0)));
  const line = (parts: readonly string[]) => parts.map((part, at) => (columns[at]?.right ? part.padStart(widths[at] ?? 0) : part.padEnd(widths[at] ?? 0))).join('  ').trimEnd();
  return [line(columns.map((column) => column.head)), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

/** 95 -> "1 h 35 min", 0.4 -> "24 s": a delay as a person says it. */
export function inWords(minutes: number): string {
  const total = Math.round(minutes * 60);
  if (total === 0) return '-';
  if (total < 60) return `${total} s`;
  const whole = Math.round(total / 60);
  const hours = Math.floor(whole / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  return hours > 0 ? `${hours} h ${String(whole % 60).padStart(2, '0')} min` : `${whole} min`;
}

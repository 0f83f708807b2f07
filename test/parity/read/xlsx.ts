import readWorkbook from 'read-excel-file/node';
import { fold, type Reading } from './reading.js';

/** Every sheet; the first row of a sheet has its headings. A number cell is said as JavaScript writes it. */
export async function readXlsx(bytes: Uint8Array): Promise<Reading> {
  const sheets = await readWorkbook(Buffer.from(bytes), { trim: false });
  const said = sheets.map(({ sheet, data }) => ({ sheet, data: data.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))) }));
  const rows = said.flatMap(({ sheet, data: [header = [], ...records] }) => records.map((record) => ({ of: sheet, fields: Object.fromEntries(header.map((title, n) => [title, record[n] ?? ''])) })));
  return { form: 'xlsx', folded: fold(said.map(({ data }) => data.map((row) => row.join('\n')).join('\n')).join('\n')), rows };
}

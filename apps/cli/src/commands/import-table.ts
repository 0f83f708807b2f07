import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { wordsOf } from '#common';
import { NoError } from '../ask.js';

/** Bytes. The whole of SMDG's list is a third of a megabyte. */
const LARGEST = 16 * 1024 * 1024;

/** A table as a person has it: rows of text with the line they stand in. */
export interface FileTable { rows: { line: number; cells: string[] }[]; sha256: string }

/** What is wrong in a file: where, what was found, what was expected. */
export interface FileFault { line: number; column: string; found: string; expected: string }

/** A CSV (comma, semicolon or tab; UTF-8 or Windows-1252) or an XLSX, whichever it is. @throws NoError naming the file */
export async function readTable(path: string): Promise<FileTable> {
  let bytes: Buffer;
  try {
    if ((await stat(path)).size > LARGEST) throw new Error(`it is larger than ${LARGEST / 1024 / 1024} MiB`);
    bytes = await readFile(path);
  } catch (error) {
    throw new NoError(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : wordsOf(error)}`, 2);
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const isZip = bytes.subarray(0, 2).toString('latin1') === 'PK';
  const rows = isZip ? await sheetOf(path, bytes) : csvOf(path, bytes);
  return { rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')), sha256 };
}

async function sheetOf(path: string, bytes: Buffer): Promise<FileTable['rows']> {
  try {
    return (await readSheet(bytes)).map((cells, index) => ({ line: index + 1, cells: cells.map(cellText) }));
  } catch (error) {
    throw new NoError(`${path} is no workbook that can be read (${wordsOf(error)}); expected XLSX or CSV`, 2);
  }
}

const cellText = (cell: unknown): string => (cell instanceof Date ? cell.toISOString().slice(0, 10) : typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell).trim() : '');

function csvOf(path: string, bytes: Buffer): FileTable['rows'] {
  const text = decoded(bytes);
  const head = text.slice(0, text.search(/\r|\n|$/));
  const delimiter = [',', ';', '\t'].map((sign) => ({ sign, count: head.split(sign).length })).sort((a, b) => b.count - a.count)[0]!.sign;
  try {
    const records = parse(text, { bom: true, delimiter, relax_column_count: true, trim: true, info: true }) as unknown as { record: string[]; info: { lines: number } }[];
    // csv-parse tells where a record ends; one may have lines of its own within quotes.
    return records.map(({ record, info }) => ({ line: info.lines - record.join('').split('\n').length + 1, cells: record }));
  } catch (error) {
    if (error instanceof CsvError) throw new NoError(`${path} is no CSV that can be read: ${error.message}`, 2);
    throw error;
  }
}

/** What is not UTF-8 was saved by a spreadsheet of the West. */
const decoded = (bytes: Buffer): string => new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes);

/** A heading as it compares: `Alternative UN/LOCODEs`, `alternative_unlocode`. */
export const headingOf = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Every fault on a line of its own, as editors jump to it. */
export const faultLines = (path: string, faults: readonly FileFault[]): string => faults.map(({ line, column, found, expected }) => `${path}:${line}: ${column}: ${found === '' ? 'empty' : `found ${JSON.stringify(found)}`}; ${expected}`).join('\n');

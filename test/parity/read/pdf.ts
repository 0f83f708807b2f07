import { spawnSync } from 'node:child_process';
import { fold, type Reading } from './reading.js';

/** pdftotext of poppler-utils: null where this machine has none. */
export const PDFTOTEXT: string | null = spawnSync('pdftotext', ['-v'], { encoding: 'utf8' }).error ? null : 'pdftotext';

/** In the order it was written (`-raw`), so that a cell that breaks over lines stays together. */
export function readPdf(bytes: Uint8Array): Reading {
  const { stdout, status, stderr } = spawnSync('pdftotext', ['-raw', '-enc', 'UTF-8', '-', '-'], { input: bytes, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`pdftotext: ${stderr}`);
  return { form: 'pdf', folded: fold(withSigns(stdout.replaceAll('\f', '\n'))), rows: null };
}

/** A letter that the face of the paper lacks is written by its number; a control sign stays so, as in every form. */
function withSigns(text: string): string {
  return text.replace(/<U\+([0-9A-F]{4,6})>/g, (written, number: string) => {
    const sign = String.fromCodePoint(Number.parseInt(number, 16));
    return /[\p{L}\p{N}\p{P}\p{S}]/u.test(sign) ? sign : written;
  });
}

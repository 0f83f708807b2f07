import { crc32, deflateRawSync } from 'node:zlib';
import { unzipSync, Zip, type ZipInputFile } from 'fflate';

/** Deflate, as a ZIP counts its methods (APPNOTE.TXT 4.4.5). */
const DEFLATED = 8;
/** The first day a ZIP can say, at midnight: the packer would write the hour it runs, and the same document must give the same bytes. */
const FIRST_DAY = new Date(1980, 0, 1);

/**
 * A ZIP packed again, each file as `change` wants it. Compressed by Node's zlib: in JavaScript it takes several times as
 * long, which is most of what a workbook costs. When it was made, the workbook's own properties say.
 */
export function repacked(zip: Uint8Array, change: (name: string, content: Uint8Array) => Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  const packer = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [filename, content] of Object.entries(unzipSync(zip))) {
    const bytes = change(filename, content);
    const file: ZipInputFile = { filename, size: bytes.length, crc: crc32(bytes), compression: DEFLATED, mtime: FIRST_DAY };
    packer.add(file);
    file.ondata?.(null, deflateRawSync(bytes), true);
  }
  packer.end();
  return Buffer.concat(chunks);
}

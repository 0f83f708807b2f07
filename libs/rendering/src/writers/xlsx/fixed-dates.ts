/**
 * A ZIP whose entries all bear 1 January 1980, the first day a ZIP can say: the packer writes the hour it runs, and the same
 * document must give the same bytes, or its hash would change from one try to the next. When it was made, the workbook's
 * own properties say.
 */
export function withFixedDates(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = endOfDirectory(view);
  const entries = view.getUint16(end + END.entries, true);
  let at = view.getUint32(end + END.directory, true);
  for (let n = 0; n < entries; n += 1) {
    if (view.getUint32(at, true) !== SIGNATURE.entry) throw new RangeError(`no directory entry of a ZIP at byte ${at}`);
    view.setUint32(at + ENTRY.date, FIRST_DAY, true);
    view.setUint32(view.getUint32(at + ENTRY.file, true) + FILE_DATE, FIRST_DAY, true);
    at += ENTRY.length + view.getUint16(at + ENTRY.nameLength, true) + view.getUint16(at + ENTRY.extraLength, true) + view.getUint16(at + ENTRY.commentLength, true);
  }
  return zip;
}

/** Offsets of APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16. */
const SIGNATURE = { entry: 0x02014b50, end: 0x06054b50 } as const;
const ENTRY = { date: 12, nameLength: 28, extraLength: 30, commentLength: 32, file: 42, length: 46 } as const;
const END = { entries: 10, directory: 16, length: 22 } as const;
const FILE_DATE = 10;
/** Two bytes of time, 00:00:00; two of the date: year 0, month 1, day 1. */
const FIRST_DAY = 0x00210000;

function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - END.length; at >= 0; at -= 1) if (view.getUint32(at, true) === SIGNATURE.end) return at;
  throw new RangeError('not a ZIP: it has no end of its directory');
}

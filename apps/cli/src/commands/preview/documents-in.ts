import { composeExtract, ComposeError, readEdi, type Finding, type ReadFile, type ReadInterchange, type ReadSet } from '#x12';
import type { DocumentToRender, RenderingContext } from '#rendering';

/** What a preview knows without a ledger: who reads it, and why it comes. */
export type PreviewContext = Pick<RenderingContext, 'terminal' | 'language' | 'because' | 'phone' | 'madeAt'>;

/** `copy`: the EDI a mail carries of it, one set under its sender's own envelope. */
export interface PreviewDocument extends DocumentToRender { copy: Buffer }

/** A set of a file with where it came in, before anything is said about it. */
interface Found { setBytes: Buffer; copy: Buffer; delimiters: ReadInterchange['delimiters']; set: ReadSet | null; st01: string; numbers: RenderingContext['numbers']; test: boolean; findings: string[]; empty?: true }

/**
 * Every document of a file, whatever the checks say of it: a refused one is shown with the reasons, because whoever looks wants
 * to see what was sent. Segments
 * without an envelope are one document, read by the delimiters they seem to have.
 */
export async function documentsIn(bytes: Buffer, given: PreviewContext): Promise<PreviewDocument[]> {
  const read = await readEdi([bytes], {});
  const found = [...foundIn(read, bytes)];
  const all = found.length > 0 ? found : read.interchanges.length > 0 ? emptyOnes(read, bytes) : withoutEnvelope(bytes, read);
  return all.map((one, index) => ({ setBytes: one.setBytes, copy: one.copy, delimiters: one.delimiters, context: contextOf(one, all.length === 1 ? 'PREVIEW' : `PREVIEW-${index + 1}`, given) }));
}

function* foundIn(read: ReadFile, bytes: Buffer): Generator<Found> {
  for (const interchange of read.interchanges) {
    const { delimiters, isa13, isa15, groups } = interchange;
    for (const group of groups) {
      for (const set of group.sets) {
        const setBytes = bytes.subarray(set.start, set.end);
        yield {
          setBytes, copy: extractOf(bytes, interchange, group, setBytes), delimiters, set, st01: set.st01, test: isa15.trim() === 'T',
          numbers: { isa13: isa13.trim(), gs06: group.gs06, st02: set.st02 }, findings: [...fatal(set.findings), ...fatal(group.findings), ...fatal(interchange.findings), ...fatal(read.findings)],
        };
      }
    }
  }
}

/** Interchanges that hold no set are shown as they came, and say that there is nothing to key in. */
function emptyOnes(read: ReadFile, bytes: Buffer): Found[] {
  return read.interchanges.map(({ delimiters, isa13, isa15, start, end, findings }) => ({
    setBytes: bytes.subarray(start, end), copy: bytes.subarray(start, end), delimiters, set: null, st01: '', numbers: { isa13: '', gs06: '', st02: isa13 }, test: isa15.trim() === 'T', findings: [...fatal(findings), ...fatal(read.findings)], empty: true,
  }));
}

/** As the journey cuts it out of a relayed interchange. Out of one that is refused nothing is cut: the set alone is shown then. */
function extractOf(bytes: Buffer, { start, isaEnd, isa13, delimiters }: ReadInterchange, { gsStart, gsEnd, gs06 }: ReadInterchange['groups'][number], set: Buffer): Buffer {
  try {
    return composeExtract({ isa: bytes.subarray(start, isaEnd), gs: bytes.subarray(gsStart, gsEnd), isa13, gs06, delimiters }, set);
  } catch (error) {
    if (error instanceof ComposeError) return set;
    throw error;
  }
}

/** ST..SE by itself, or a piece of one: the byte behind the first tag parts the elements, the usual sign ends the segments. */
function withoutEnvelope(bytes: Buffer, read: ReadFile): Found[] {
  const text = bytes.toString('latin1');
  const start = Math.max(0, text.search(/\S/));
  const element = /^[A-Z][A-Z0-9]{1,2}([^A-Za-z0-9\s])/.exec(text.slice(start))?.[1];
  if (element === undefined || /^(?:ISA|UN[AB])/.test(text.slice(start))) return [];
  const delimiters = { element, component: '>', repetition: null, segment: text.includes('~') ? '~' : '\n' };
  const st01 = text.startsWith(`ST${element}`, start) ? (text.slice(start + 3, start + 20).split(element)[0] ?? '') : '';
  return [{ setBytes: bytes.subarray(start), copy: bytes.subarray(start), delimiters, set: null, st01, numbers: { isa13: '', gs06: '', st02: '' }, test: false, findings: fatal(read.findings) }];
}

function contextOf({ set, st01, numbers, test, findings, empty }: Found, ref: string, given: PreviewContext): RenderingContext {
  const vessel = set?.facts?.vessel;
  return {
    ...given, ref, set: st01, version: 1, replaces: null, earlier: null, etaAt: null, dueAt: null, numbers, test, findings, ...(empty ? { empty } : {}), possibleDuplicate: false, attachments: [],
    vessel: { name: vessel?.name ?? '', imo: vessel?.imo ?? null, callSign: vessel?.callSign ?? null, voyage: set?.facts?.voyage ?? null },
    hazardous: set?.facts?.hazmat ?? false,
  };
}

function fatal(findings: readonly Finding[]): string[] {
  return findings.filter(({ severity }) => severity === 'fatal').map(({ sentence }) => sentence);
}

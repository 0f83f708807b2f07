import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import { RenderPool } from '../pool/render-pool.js';
import { evidenceCsv, evidencePdf } from './index.js';
import { PACK, sampleDocument, sampleDocuments } from './samples.js';
import type { EvidenceDocument } from './types.js';

const installed = spawnSync('pdftotext', ['-v']).error === undefined;
const ifInstalled = installed ? it : it.skip;
const sheetsOf = (pdf: Uint8Array): string[] => spawnSync('pdftotext', ['-layout', '-enc', 'UTF-8', '-', '-'], { input: pdf, maxBuffer: 1 << 28 }).stdout.toString('utf8').split('\f').slice(0, -1);
const whole = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => { const all: Uint8Array[] = []; for await (const chunk of chunks) all.push(chunk); return Buffer.concat(all); };
async function* only(...documents: EvidenceDocument[]): AsyncGenerator<EvidenceDocument> { for (const one of documents) yield await Promise.resolve(one); }
type Line = Record<string, string>;
const linesOf = (csv: Buffer): Line[] => parse<Line>(csv, { columns: true, bom: true, record_delimiter: '\r\n' });

describe('an evidence pack as PDF', () => {
  ifInstalled('says the sums of all that follows on its first sheet, and on every sheet how many there are', async () => {
    const sheets = sheetsOf(await whole(evidencePdf(PACK, sampleDocuments(40))));
    expect(sheets[0]).toMatch(/Documents +40: 40 of 309/);
    expect(sheets[0]).toMatch(/Handed over +40, 40 first by mail/);
    expect(sheets[0]).toMatch(/Acknowledged +40\n/);
    expect(sheets[0]).toMatch(/Late +40 to the acknowledgement, the worst HW-0000001 by 30 min, 20 due by law, 0 to the\s+hand-over/);
    expect(sheets[0]).toMatch(/By an outage +40 documents, 13 h 20 min in all/);
    expect(sheets[0]).toMatch(/Tries +80, 40 accepted, 40 not reached/);
    expect(sheets[0]).toContain('every chain is whole');
    sheets.forEach((sheet, at) => { expect(sheet).toMatch(new RegExp(`page ${at + 1} +of ${sheets.length}\\b`)); });
  });

  ifInstalled('tells every hour by the clock of the quay and in UTC, and names the document it goes on with on each sheet', async () => {
    const long = sampleDocument(1, { history: Array.from({ length: 60 }, (_, at) => ({ ...sampleDocument(1).history[0]!, seq: at + 1 })) });
    const sheets = sheetsOf(await whole(evidencePdf(PACK, only(long))));
    expect(sheets.join('')).toContain('2018-07-24 18:01:00 PDT (2018-07-25 01:01:00 UTC)');
    expect(sheets.slice(3).every((sheet) => /HW-0000001\s+Manifest \(309\) v1\s+LATE 30 min, continued/.test(sheet))).toBe(true);
    expect(sheets.length).toBeGreaterThan(4);
  });

  ifInstalled('says on its first sheet which chains are not whole', async () => {
    const [first] = sheetsOf(await whole(evidencePdf(PACK, only(sampleDocument(1), sampleDocument(2, { chain: { links: 3, head: 'x', fault: 'link 2 does not follow from the one before it' } })))));
    expect(first).toMatch(/History +6 links in 2 chains, BROKEN: HW-0000002/);
  });

  ifInstalled('keeps its sums on the first sheet where it is about much, and tells what it is about behind them', async () => {
    const facts = Array.from({ length: 40 }, (_, at) => ({ label: `Fact ${at}`, value: 'said at length '.repeat(12) }));
    const sheets = sheetsOf(await whole(evidencePdf({ ...PACK, facts }, sampleDocuments(3))));
    expect(sheets[0]).toMatch(/Documents +3: 3 of 309/);
    expect(sheets.slice(1).join('')).toContain('Fact 39');
  });

  it('gives its bytes while documents come, and takes them only as they are needed', async () => {
    let given = 0;
    let bytes = 0;
    const seen: number[] = [];
    async function* counted(): AsyncGenerator<EvidenceDocument> { for await (const one of sampleDocuments(60)) { given += 1; yield one; } }
    for await (const chunk of evidencePdf(PACK, counted())) { bytes += chunk.length; seen.push(given); }
    // Long before the last document was taken, most of what came by then had left.
    expect(seen.filter((n) => n < 60).length).toBeGreaterThan(50);
    expect(bytes).toBeGreaterThan(50_000);
  });

  it('is the same bytes for the same values', async () => {
    expect((await whole(evidencePdf(PACK, sampleDocuments(3)))).equals(await whole(evidencePdf(PACK, sampleDocuments(3))))).toBe(true);
  });
});

describe('an evidence pack as CSV', () => {
  it('is a record an event (RFC 4180, UTF-8), each with its hour in UTC and by the clock of the quay', async () => {
    const csv = await whole(evidenceCsv(PACK, sampleDocuments(2)));
    const lines = linesOf(csv);
    expect(lines.map((line) => line['RECORD']).filter((record) => record !== 'PACK' && record !== 'TOTAL')).toEqual(['CALL-TIME', 'OUTAGE', 'OUTAGE-EVENT', ...[1, 2].flatMap(() => ['DOCUMENT', 'TRY', 'TRY', 'ANSWER', 'HISTORY', 'HISTORY', 'HISTORY'])]);
    expect(lines.find((line) => line['RECORD'] === 'DOCUMENT')).toMatchObject({ AT_UTC: '2018-07-25T01:01:00.000Z', AT_LOCAL: '2018-07-24 18:01:00 PDT', REF: 'HW-0000001', DELAY_MINUTES: '30', HAND_OVER_DELAY_MINUTES: '0', DELAY_STOPPED: 'yes', CHAIN: 'whole' });
    expect(csv.toString()).not.toMatch(/[^\r]\n/);
  });

  it('runs nothing: what a far side said and a spreadsheet would compute is text', async () => {
    const said = sampleDocument(1, { answers: [{ ...sampleDocument(1).answers[0]!, words: '=HYPERLINK("http://evil.example","ok")\r\n+1' }] });
    const [answer] = linesOf(await whole(evidenceCsv(PACK, only(said)))).filter((line) => line['RECORD'] === 'ANSWER');
    expect(answer?.['WORDS']?.startsWith('\'=HYPERLINK')).toBe(true);
    expect(answer?.['WORDS']).not.toMatch(/[\r\n]/);
  });
});

describe('a pack that a thread writes', () => {
  it('is what is written in one\'s own, and one whose documents break off is an error and no pack', async () => {
    const pool = new RenderPool({ threads: 1 });
    async function* broken(): AsyncGenerator<EvidenceDocument> {
      yield* sampleDocuments(30);
      throw new Error('the ledger went away');
    }
    try {
      for (const form of ['pdf', 'csv'] as const) {
        const here = await whole(form === 'pdf' ? evidencePdf(PACK, sampleDocuments(50)) : evidenceCsv(PACK, sampleDocuments(50)));
        expect((await whole(pool.evidence(form, PACK, sampleDocuments(50)))).equals(here)).toBe(true);
      }
      await expect(whole(pool.evidence('pdf', PACK, broken()))).rejects.toThrow('the ledger went away');
      // The thread is free again.
      expect((await whole(pool.evidence('csv', PACK, sampleDocuments(1)))).length).toBeGreaterThan(1_000);
    } finally {
      await pool.close();
    }
  }, 60_000);
});

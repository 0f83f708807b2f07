import { afterAll, describe, expect, it } from '@jest/globals';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { renderDocument } from '../render-document.js';
import { CONTEXT, DELIMITERS, MANIFEST } from '../samples.js';
import { RenderPool } from './render-pool.js';

const manifest = { setBytes: Buffer.from(MANIFEST), delimiters: DELIMITERS, context: CONTEXT };

describe('the render pool', () => {
  const pool = new RenderPool({ threads: 1 });
  afterAll(() => pool.close());

  it('gives back what rendering in one\'s own thread gives, byte for byte', async () => {
    const there = await pool.render(manifest, ['text', 'html', 'csv']);
    const here = await renderDocument(manifest, ['text', 'html', 'csv']);
    expect(there.subject).toBe(here.subject);
    for (const form of ['text', 'html', 'csv'] as const) expect(Buffer.from(there.files[form] ?? []).equals(Buffer.from(here.files[form] ?? []))).toBe(true);
  });

  it('gives a PDF and a workbook', async () => {
    const { files } = await pool.render(manifest, ['pdf', 'xlsx']);
    expect(Buffer.from(files.pdf ?? []).subarray(0, 5).toString()).toBe('%PDF-');
    expect(Buffer.from(files.xlsx ?? []).subarray(0, 2).toString()).toBe('PK');
  });

  it('renders a plan of 12,000 boxes while the loop that asked goes on', async () => {
    const boxes = Array.from({ length: 12_000 }, (_, n) => `N7*TEST*${String(100_000 + n)}*12000*G*******CN******K*****45G1~V4*${String(n).padStart(7, '0')}~R4*L*UN*CNSHA~R4*D*UN*USLGB~`).join('');
    const plan = { setBytes: Buffer.from(`ST*324*0004~V1*9074729*HARBOUR LARK~${boxes}SE*48003*0004~`), delimiters: DELIMITERS, context: { ...CONTEXT, set: '324' } };
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const { files } = await pool.render(plan, ['text']);
    delay.disable();
    expect(Buffer.from(files.text ?? []).toString()).toContain('TEST111999');
    // Far above what is measured (the bench holds the figure), far below the second that rendering takes.
    expect(delay.max / 1e6).toBeLessThan(200);
  });
});

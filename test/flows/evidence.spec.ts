import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { manifest } from '../support/samples.js';

let flow: Flow;
let call: number;
let refs: string[];
const quay = longBeach({ end: 'pretend' });

beforeAll(async () => {
  flow = await openFlow({ name: 'test-evidence', sites: [quay, carrierDesk({ end: 'pretend' })] });
  call = await flow.call({ at: quay, voyage: '0101W', etaAt: new Date(Date.now() + 80 * 3_600_000) });
  refs = [...await flow.take(manifest({ to: quay.isaId, control: 1, voyage: '101W' })), ...await flow.take(manifest({ to: quay.isaId, control: 2, voyage: '101W' }))];
  await flow.inState('acknowledged', refs);
}, 90_000);
afterAll(() => flow.stop(), 60_000);

describe('hawser evidence and hawser picture', () => {
  it('write what the gateway knows, whole: a PDF and a CSV with their hashes, and a drawing in either form', async () => {
    const out = join(flow.folder, 'evidence');
    const written = JSON.parse((await flow.hawser('evidence', '--call', String(call), '-o', out, '--json')).out) as { file: string; byteLength: number; sha256: string }[];
    expect((await readdir(out)).map((name) => name.replace(/\d{8}T\d{6}Z/, 'AT')).sort()).toEqual([`EVIDENCE-CALL-${call}-AT.csv`, `EVIDENCE-CALL-${call}-AT.pdf`]);
    for (const { file, byteLength, sha256 } of written) {
      const bytes = await readFile(file);
      expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([byteLength, sha256]);
    }
    const csv = (await readFile(written.find(({ file }) => file.endsWith('.csv'))!.file)).toString();
    for (const ref of refs) expect(csv).toContain(`${ref},309,1,received`);

    expect(await flow.hawser('picture', '--call', String(call), '-o', join(out, 'call.svg'))).toMatchObject({ code: 0, err: '' });
    expect(await flow.hawser('picture', '--call', String(call), '-o', join(out, 'call.png'))).toMatchObject({ code: 0, err: '' });
    expect((await readFile(join(out, 'call.svg'))).toString()).toContain('2 of 2 documents delivered, none late');
    expect((await readFile(join(out, 'call.png'))).subarray(1, 4).toString()).toBe('PNG');
  }, 60_000);

  it('say what to do where the answer is no, and what was asked wrongly', async () => {
    const said = async (...words: string[]) => { const { code, out, err } = await flow.hawser(...words); return { code, out, err: err.trim() }; };
    expect(await said('evidence', '--call', '999')).toEqual({ code: 1, out: '', err: 'no vessel call has the number 999; npx hawser calls shows them [CALLS.NOT_FOUND]' });
    expect(await said('picture', '--outage', '999', '-o', 'x.svg')).toEqual({ code: 1, out: '', err: 'no outage has the number 999; GET /outages shows them [OUTAGE.NOT_FOUND]' });
    expect((await said('evidence')).code).toBe(2);
    expect((await said('evidence', '--call', '1', '--outage', '1')).code).toBe(2);
    expect((await said('evidence', '--call', 'LARK')).err).toContain('expected a number');
    expect(await said('picture', '--call', String(call), '-o', 'x.gif')).toMatchObject({ code: 2, err: expect.stringContaining('.svg or .png') });
    expect((await said('picture', '--call', String(call), '-o', join(flow.folder, 'no', 'such', 'x.svg'))).code).toBe(2);
  }, 60_000);

  it('want the admin key, and a zone that is one', async () => {
    const gateway = (path: string, key?: string) => fetch(`${flow.house.gateway.url}${path}`, { headers: key === undefined ? {} : { 'x-api-key': key } });
    for (const path of [`/vessel-calls/${call}/evidence.pdf`, `/vessel-calls/${call}/timeline`, '/outages/1/evidence.csv', '/outages/1/delays-by-hour']) expect((await gateway(path)).status).toBe(401);
    const answer = await gateway(`/vessel-calls/${call}/evidence.csv`, flow.adminKey);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(answer.headers.get('repr-digest')).toBe(`sha-256=:${createHash('sha256').update(Buffer.from(await answer.arrayBuffer())).digest('base64')}:`);
    expect((await gateway('/outages/1/delays-by-hour?zone=Atlantis', flow.adminKey)).status).toBe(400);
    expect((await gateway(`/vessel-calls/${call}/evidence.pdf?names=perhaps`, flow.adminKey)).status).toBe(400);
  }, 60_000);
});

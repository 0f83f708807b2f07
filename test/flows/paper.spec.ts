import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOUR, projectRoot } from '#common';
import { PDFTOTEXT } from '../parity/read/pdf.js';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { freePort } from '../support/free-port.js';
import { manifest } from '../support/samples.js';
import { until } from '../support/until.js';

const quay = longBeach({ line: true });
const PRINTED = join(projectRoot(), 'var/test-paper/printed');

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow({
    name: 'test-paper', sites: [quay, carrierDesk({ end: 'pretend' })],
    settings: { mail: { relays: [{ name: 'near', host: '127.0.0.1', port: await freePort(), tls: 'none' }, { name: 'far', host: '127.0.0.1', port: await freePort(), tls: 'none' }], from: 'desk@hawser.example', replyTo: 'desk@hawser.example', domain: 'hawser.example', print: { dir: PRINTED, after: '1s' } } },
  });
}, 60_000);
afterAll(() => flow?.stop(), 60_000);

const refsIn = (text: string): string[] => [...new Set(text.match(/HW-\w{7}/g) ?? [])];
const textOf = (file: string): string => spawnSync('pdftotext', ['-layout', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 }).stdout;
const files = (): string[] => (existsSync(join(PRINTED, quay.code)) ? readdirSync(join(PRINTED, quay.code)).sort() : []);
const take = async (control: number): Promise<string> => (await flow.take(manifest({ to: quay.isaId, control, voyage: `0${20 + control}E` })))[0] ?? '';
/** The command as it is typed where neither gateway nor Redis answers: an address of PostgreSQL, and a configuration. */
const hawser = (...args: string[]) => spawnSync(process.execPath, [join(projectRoot(), 'apps/cli/bin/hawser.mjs'), ...args], {
  encoding: 'utf8', env: { ...process.env, DATABASE_URL: flow.house.databaseUrl, HAWSER_CONFIG: join(flow.folder, 'config'), REDIS_URL: '', HAWSER_URL: '', HAWSER_ADMIN_KEY: '' },
});

describe('all EDI is cut and no relay is left', () => {
  let refs: string[];

  it('the worker prints what waits; nobody calls it handed over, until a person does', async () => {
    expect(await flow.hawser('isolate', 'AMERICAS', '--because', 'malware')).toMatchObject({ code: 0 });
    const call = await flow.call({ at: quay, voyage: '021E', etaAt: new Date(Date.now() + 3 * 24 * HOUR) });
    refs = [await take(1), await take(2), await take(3)];
    await until('a folder of all three', () => { expect(files().length).toBeGreaterThan(1); return Promise.resolve(); }, 30_000);
    await until('each history says so', async () => {
      const stories = await Promise.all(refs.map((ref) => flow.story(ref)));
      expect(stories.map(({ state, acceptedBy, history }) => [state, acceptedBy, history.some(({ event }) => event === 'printed')])).toEqual(refs.map(() => ['waiting', null, true]));
    }, 30_000);
    expect(await flow.mails()).toEqual([]);
    const [first = ''] = refs;
    expect(await flow.hawser('handed-over', first, '--because', 'the gate desk holds it')).toMatchObject({ code: 0 });
    expect(await flow.story(first)).toMatchObject({ state: 'accepted', acceptedBy: 'print', because: 'handed over on paper or by phone: the gate desk holds it' });
    const board = await flow.desk.ask<{ calls: { id: number }[] }>('GET', '/vessel-calls');
    expect(board.calls.find(({ id }) => id === call)).toMatchObject({ due: 1, accepted: 1, byPaper: 1, byEdi: 0, byEmail: 0, acknowledged: 0 });
    expect(await flow.brokenHistories()).toEqual([]);
  }, 90_000);

  (PDFTOTEXT === null ? it.skip : it)('with gateway and worker killed and nothing but PostgreSQL left, one command prints the rest, complete and in due order', () => {
    flow.house.worker.process.kill('SIGKILL');
    flow.house.gateway.process.kill('SIGKILL');
    const out = join(flow.folder, 'by-hand');
    const { status, stdout, stderr } = hawser('mail', 'print-folder', '--out', out, '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [printed, ...more] = JSON.parse(stdout) as { endpoint: string; folder: string; phoneList: string; documents: string[]; missing: string[]; sheets: number }[];
    expect(more).toEqual([]);
    expect(printed).toMatchObject({ endpoint: quay.code, documents: refs.slice(1), missing: [] });
    const sheets = textOf(printed!.folder).split('\f').slice(0, -1);
    expect(sheets).toHaveLength(printed!.sheets);
    expect(refsIn(sheets[0]!)).toEqual(refs.slice(1));
    expect(refsIn(sheets.slice(1).join('\n'))).toEqual(refs.slice(1));
    expect(refsIn(textOf(printed!.phoneList))).toEqual(refs.slice(1));
    expect(readFileSync(printed!.folder).subarray(0, 5).toString()).toBe('%PDF-');
  }, 60_000);
});

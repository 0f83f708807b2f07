import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isolate } from '#journey';
import { openStory, QUAY, FAR_QUAY, type Story } from '../../../../../libs/journey/src/testing.js';
import { event, interchange } from '../../../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../../../test/support/test-ledger.js';
import { printAll, type PrintFolderOptions } from './print-folder.js';

let test: TestLedger;
let dir: string;
beforeAll(async () => {
  test = await openTestLedger('print-command');
  dir = await mkdtemp(join(tmpdir(), 'hawser-print-command-'));
}, 60_000);
afterAll(async () => {
  await test.stop();
  await rm(dir, { recursive: true });
}, 60_000);

async function run(story: Story, options: PrintFolderOptions) {
  const [out, err]: [string[], string[]] = [[], []];
  const into = (lines: string[]) => (text: string | Uint8Array): Promise<void> => { lines.push(Buffer.from(text).toString()); return Promise.resolve(); };
  // Neither channels nor Redis: what the command has when nothing but PostgreSQL is left.
  const { ledger, clock, directory, settings, log, rendering } = story.journey;
  const code = await printAll(options, { out: into(out), err: into(err), env: { USER: 'desk' }, house: { ledger, clock, directory, settings, log, rendering } });
  return { code, out: out.join(''), err: err.join('') };
}

async function twoQuays(): Promise<{ story: Story; east: string; south: string }> {
  const story = await openStory(test);
  const [east = ''] = await story.take(interchange({ control: 1, to: 'USLGBEAST', sets: [event(1)] }));
  const [south = ''] = await story.take(interchange({ control: 2, to: 'SGSINSOUTH', sets: [event(2)] }));
  return { story, east, south };
}

describe('hawser mail print-folder', () => {
  it('says that it knows no endpoint where the directory is empty, instead of that nothing waits', async () => {
    const { story } = await twoQuays();
    const none = { ...story, journey: { ...story.journey, directory: { ...story.journey.directory, endpoints: new Map() } } } as unknown as Story;
    expect(await run(none, {})).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/the directory is empty.*HAWSER_CONFIG/) });
  }, 30_000);

  it('prints for every endpoint that has no way left, and for no other', async () => {
    const { story, east } = await twoQuays();
    await isolate(story.journey, { region: 'AMERICAS', because: 'malware', actor: 'duty manager' });
    await story.ledger.db.execute(`insert into path (endpoint, kind, verdict, because, since, changed_at) values ('mail-relay', 'email', 'down', '3 failures within 2 min', '2018-07-24', '2018-07-24')`);
    const { code, out } = await run(story, { out: join(dir, 'all') });
    expect(code).toBe(0);
    expect(out).toMatch(/^USLGB-EAST: 1 document on \d sheets\n/);
    expect(out).toContain('They stay waiting.');
    expect(await readdir(join(dir, 'all'))).toHaveLength(2);
    expect(await story.document(east)).toMatchObject({ state: 'waiting', acceptedAt: null });
    expect((await story.document(east)).history.at(-1)).toMatchObject({ event: 'printed', actor: 'desk' });
  }, 60_000);

  it('prints for one that is named, however its ways stand; for machines it tells names, files, refs and what is lacking', async () => {
    const { story, south } = await twoQuays();
    const { code, out } = await run(story, { endpoint: FAR_QUAY, out: join(dir, 'one'), json: true });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ endpoint: FAR_QUAY, documents: [south], missing: [], more: 0, folder: expect.stringMatching(/SGSIN-SOUTH-\d{8}T\d{6}Z\.pdf$/), phoneList: expect.stringMatching(/-phone\.pdf$/) }]);
  }, 60_000);

  it('says so where nothing is to be printed, where an endpoint is unknown, and where the folder cannot be written', async () => {
    const { story } = await twoQuays();
    expect(await run(story, { out: dir })).toMatchObject({ code: 0, out: expect.stringMatching(/^Nothing is printed: each of 3 endpoints has a way left, or nothing waits for it\./) });
    expect(await run(story, { endpoint: 'USOAK-PIER' })).toMatchObject({ code: 1, err: expect.stringMatching(/^hawser: there is no endpoint USOAK-PIER in the directory; it has USLGB-EAST/) });
    await writeFile(join(dir, 'a-file'), '');
    expect(await run(story, { endpoint: QUAY, out: join(dir, 'a-file') })).toMatchObject({ code: 2, err: expect.stringMatching(/cannot be written/) });
  }, 60_000);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MINUTE } from '#common';
import { printFolder as folders, tries } from '#ledger';
import { event, interchange } from '../../../test/support/interchange.js';
import { sample } from '../../../test/support/samples.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { isolate, reopen } from './isolate.js';
import { keepFolder, lastFolder, printFolder, waitingFor, type PrintHouse } from './print-folder.js';
import { printWhenCutOff } from './print-when-cut-off.js';
import { endpointOf, openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
let dir: string;
beforeAll(async () => {
  test = await openTestLedger('print-folder');
  dir = await mkdtemp(join(tmpdir(), 'hawser-print-'));
}, 60_000);
afterAll(async () => {
  await test.stop();
  await rm(dir, { recursive: true });
}, 60_000);

const installed = spawnSync('pdftotext', ['-v']).error === undefined;
const ifInstalled = installed ? it : it.skip;
const textOf = (pdf: Uint8Array): string => spawnSync('pdftotext', ['-layout', '-enc', 'UTF-8', '-', '-'], { input: pdf, maxBuffer: 1 << 26 }).stdout.toString('utf8');
const one = (control: number) => interchange({ control, to: 'USLGBEAST', sets: [event(control)] });
const never = new AbortController().signal;

/** A quay whose EDI was isolated an hour ago, while no relay could be reached. */
async function cutOff(place: string, more: Parameters<typeof openStory>[1] = {}): Promise<Story> {
  const story = await openStory(test, { ...more });
  story.journey.settings = { ...story.journey.settings, mail: { ...story.journey.settings.mail, print: { dir: join(dir, place), afterMs: 10 * MINUTE } } };
  Object.assign(story.mail, { always: { outcome: 'unreachable', because: 'connection-refused', words: 'connect ECONNREFUSED' }, reachable: false });
  await isolate(story.journey, { region: 'AMERICAS', because: 'malware', actor: 'duty manager' });
  return story;
}
const filesIn = async (place: string): Promise<string[]> => (await readdir(join(dir, place, QUAY)).catch(() => [])).sort();
const asked = async (house: PrintHouse, endpoint = house.directory.endpoints.get(QUAY)!) =>
  printFolder(house, endpoint, { last: await lastFolder(house.ledger.db, endpoint.code), waiting: await waitingFor(house, endpoint.code), because: 'asked-for-on-paper' });
const printedIn = async (story: Story, ref: string) => (await story.document(ref)).history.filter(({ event: what }) => what === 'printed');

describe('when neither EDI nor a relay is left', () => {
  ifInstalled('the worker prints what waits, in due order, with a phone list; each history says so, and nothing is called handed over', async () => {
    const story = await cutOff('worker');
    const refs = [...await story.take(one(1)), ...await story.take(one(2)), ...await story.take(one(3))];
    const [late = '', soon = '', middle = ''] = refs;
    await story.dueIn(soon, 60);
    await story.dueIn(middle, 600);
    await story.through(0.3, 1);
    await printWhenCutOff(story.journey, never);
    const files = await filesIn('worker');
    expect(files).toEqual([expect.stringMatching(/^USLGB-EAST-\d{8}T\d{6}Z-phone\.pdf$/), expect.stringMatching(/^USLGB-EAST-\d{8}T\d{6}Z\.pdf$/)]);
    const folder = textOf(await readFile(join(dir, 'worker', QUAY, files[1]!)));
    const [cover = ''] = folder.split('\f');
    expect(cover.match(/HW-\w{7}/g)).toEqual([soon, middle, late]);
    // Each as a document of its own behind the cover, in the same order.
    expect(folder.split('\f').slice(1).filter((sheet) => sheet.includes('page 1/')).map((sheet) => /HW-\w{7}/.exec(sheet)?.[0])).toEqual([soon, middle, late]);
    expect(folder.replace(/\s+/g, ' ')).toContain('It comes on paper: The EDI link has been isolated by a person, and there is no working mail to go round it.');
    expect(textOf(await readFile(join(dir, 'worker', QUAY, files[0]!))).match(/HW-\w{7}/g)).toEqual([soon, middle, late]);
    for (const ref of refs) {
      expect(await story.document(ref)).toMatchObject({ state: 'waiting', held: 'isolated', acceptedAt: null, acceptedBy: null });
      expect(await printedIn(story, ref)).toMatchObject([{ to: 'waiting', because: expect.stringMatching(/^printed as no\. [123] of USLGB-EAST-\d{8}T\d{6}Z; it waits on, since paper is handed over only when a person says so$/) }]);
    }
    expect((await story.ledger.db.select().from(tries)).filter((row) => row.outcome === 'accepted')).toEqual([]);
  }, 60_000);

  it('prints once for what waits, and once more when that has changed, not before ten minutes have passed', async () => {
    const story = await cutOff('once');
    const [first = ''] = await story.take(one(1));
    await story.through(0.05, 1);
    await printWhenCutOff(story.journey, never);
    expect(await filesIn('once')).toEqual([]);
    await story.through(0.25, 1);
    for (let round = 0; round < 3; round += 1) {
      await printWhenCutOff(story.journey, never);
      story.clock.advance(MINUTE);
    }
    expect(await story.ledger.db.select().from(folders)).toMatchObject([{ endpoint: QUAY, documents: 1, actor: 'worker-1' }]);
    const [second = ''] = await story.take(one(2));
    await printWhenCutOff(story.journey, never);
    expect(await story.ledger.db.select().from(folders)).toHaveLength(1);
    story.clock.advance(10 * MINUTE);
    await printWhenCutOff(story.journey, never);
    expect(await story.ledger.db.select().from(folders)).toMatchObject([{ documents: 1 }, { documents: 2 }]);
    expect([(await printedIn(story, first)).length, (await printedIn(story, second)).length]).toEqual([2, 1]);
  }, 60_000);

  it('leaves what waits as it is: the reason it waits for is told once, not after each print again', async () => {
    const story = await cutOff('as-it-is');
    const [ref = ''] = await story.take(one(1));
    await story.through(0.3, 1);
    await printWhenCutOff(story.journey, never);
    await story.through(1, 10);
    expect((await story.document(ref)).history.map(({ event: what }) => what).filter((what) => what === 'held' || what === 'printed')).toEqual(['held', 'printed']);
  }, 60_000);

  ifInstalled('paper shows the numbers that EDI will carry, also where they are ours', async () => {
    const story = await cutOff('numbers', { own: true });
    const toUs = ['310', 'B3**HWSR0000001**PP**20180727*100****HWSR', 'B2A*00', 'N9*BM*HWSR0000001', 'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'R4*D*UN*USLGB', 'LX*1', 'N7*CSQU*305438', 'L3*100*G'] as const;
    await story.take(interchange({ control: 77, to: 'HAWSER', groups: [{ gs01: 'IO', gs06: 77, sets: [toUs] }] }));
    await story.through(0.3, 1);
    await printWhenCutOff(story.journey, never);
    const [, file = ''] = await filesIn('numbers');
    expect(textOf(await readFile(join(dir, 'numbers', QUAY, file)))).toContain('(ISA 000000001, GS 1, ST 0001)');
    await reopen(story.journey, { region: 'AMERICAS', because: 'cleaned', actor: 'duty manager' });
    await story.through(0.5, 5);
    expect(story.sentTo(QUAY).map(({ bytes }) => bytes.toString().includes('*000000001*0*P*'))).toContain(true);
  }, 60_000);

  it('goes by mail when a relay is back, though it was printed', async () => {
    const story = await cutOff('back');
    const [ref = ''] = await story.take(one(1));
    await story.through(0.3, 1);
    await printWhenCutOff(story.journey, never);
    Object.assign(story.mail, { always: { outcome: 'accepted', receipt: '250 ok' }, reachable: true });
    await story.through(1, 5);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
  }, 60_000);

  it.each([['null: never by itself', { print: { dir: 'x', afterMs: null } }, {}], ['a terminal that takes no paper', {}, { mail: { to: ['documents@uslgb-east.example'], language: 'en', forms: ['all' as const], encryptTo: null } }]])('does not print for %s', async (place, mail, quay) => {
    const story = await cutOff(place, { quay });
    story.journey.settings = { ...story.journey.settings, mail: { ...story.journey.settings.mail, ...mail } };
    await story.take(one(1));
    await story.through(0.3, 1);
    await printWhenCutOff(story.journey, never);
    expect(await story.ledger.db.select().from(folders)).toEqual([]);
  }, 60_000);
});

describe('a folder that is asked for', () => {
  ifInstalled('needs the ledger alone, has an amendment behind its original though it is due earlier, and leaves out what a person holds', async () => {
    const story = await openStory(test, { also: [endpointOf('USOAK-NORTH', { mail: { to: ['documents@usoak-north.example'], language: 'es', forms: ['all', 'print'], encryptTo: null }, phones: ['+1 555 010 0300 (gate desk, 24 h)'] })] });
    const [original = ''] = await story.take(sample('309/original-hazmat', { to: 'USOAKNORTH', control: 1 }));
    const [amendment = ''] = await story.take(sample('309/amendment', { to: 'USOAKNORTH', control: 2 }));
    const [held = ''] = await story.take(interchange({ control: 3, to: 'USOAKNORTH', sets: [event(3)] }));
    await story.dueIn(amendment, 60);
    const { ledger, clock, directory, settings, log, rendering } = story.journey;
    const house = { ledger, clock, directory, settings, log, rendering };
    await story.ledger.db.execute(`update document set held = 'person' where ref = '${held}'`);
    const endpoint = directory.endpoints.get('USOAK-NORTH')!;
    const printed = (await asked(house, endpoint))!;
    expect(printed.refs).toEqual([original, amendment]);
    const { folder, phoneList } = (await keepFolder(house, printed, { dir: join(dir, 'asked'), actor: 'desk' }))!;
    expect(textOf(await readFile(folder)).replace(/\s+/g, ' ')).toContain('Llega en papel: Una persona lo pidió en papel.');
    expect(textOf(await readFile(phoneList))).toContain('+1 555 010 0300 (gate desk, 24 h)');
  }, 60_000);

  it('is not made where nothing waits', async () => {
    const story = await openStory(test);
    expect(await asked(story.journey)).toBeNull();
  }, 60_000);

  ifInstalled('keeps no document back for one that cannot be composed, and says which it lacks', async () => {
    const story = await openStory(test);
    const [broken = ''] = await story.take(one(1));
    const [sound = ''] = await story.take(one(2));
    await story.ledger.db.execute(`update document set facts = facts || '{"layout": {"delimiters": {"element": "*", "component": ">", "segment": "~"}, "isaEnd": 0, "gsStart": 0, "gsEnd": 0}}' where ref = '${broken}'`);
    const printed = (await asked(story.journey))!;
    expect([printed.refs, printed.missing]).toEqual([[sound], [broken]]);
    expect(textOf(printed.folder)).toContain(broken);
  }, 60_000);

  it('is one, whoever prints at the same moment; the second writes nothing, and what is asked for again has another name', async () => {
    const story = await openStory(test);
    await story.take(one(1));
    const [first, second] = [(await asked(story.journey))!, (await asked(story.journey))!];
    const kept = await Promise.all([first, second].map((printed) => keepFolder(story.journey, printed, { dir: join(dir, 'moment'), actor: 'desk' })));
    expect(kept.filter((files) => files === null)).toHaveLength(1);
    expect(await readdir(join(dir, 'moment'))).toHaveLength(2);
    const again = (await asked(story.journey))!;
    await keepFolder(story.journey, again, { dir: join(dir, 'moment'), actor: 'desk' });
    expect([first.name, second.name, again.name]).toEqual([first.name, first.name, `${first.name}-2`]);
    expect((await story.ledger.db.select().from(folders)).map(({ name }) => name)).toEqual([first.name, again.name]);
  }, 60_000);

  it('that cannot be written leaves no row that says it was printed', async () => {
    const story = await openStory(test);
    const [ref = ''] = await story.take(one(1));
    const printed = (await asked(story.journey))!;
    await mkdir(join(dir, 'full', `${printed.name}-phone.pdf`), { recursive: true });
    await expect(keepFolder(story.journey, printed, { dir: join(dir, 'full'), actor: 'desk' })).rejects.toThrow('EISDIR');
    expect([await story.ledger.db.select().from(folders), await printedIn(story, ref)]).toEqual([[], []]);
  }, 60_000);

  it('holds 500 of 600 that wait, the amendment that is due first behind its original that is due last, and says how many more', async () => {
    const story = await openStory(test);
    const [original = ''] = await story.take(sample('309/original-hazmat', { to: 'USLGBEAST', control: 1 }));
    const [amendment = ''] = await story.take(sample('309/amendment', { to: 'USLGBEAST', control: 2 }));
    const [other = ''] = await story.take(one(3));
    await story.dueIn(amendment, 60);
    await story.dueIn(original, 60_000);
    const { rows } = await story.ledger.db.execute<{ columns: string }>(`select string_agg(column_name, ', ') as columns from information_schema.columns where table_name = 'document' and is_generated = 'NEVER' and column_name not in ('id', 'ref', 'byte_start')`);
    await story.ledger.db.execute(`insert into document (ref, byte_start, ${rows[0]!.columns}) select 'HW-X' || n, byte_start + n, ${rows[0]!.columns} from document, generate_series(1, 597) n where ref = '${other}'`);
    const { documents, more } = await waitingFor(story.journey, QUAY);
    expect([documents.length, more]).toEqual([500, 100]);
    expect(documents.slice(0, 3).map(({ ref }) => ref)).toEqual([original, amendment, other]);
    expect(Object.keys(documents[0]!)).not.toContain('facts');
  }, 60_000);
});

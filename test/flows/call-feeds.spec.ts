import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '#common';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { sample } from '../support/samples.js';

let flow: Flow;
const quay = longBeach({ end: 'pretend' });

beforeAll(async () => { flow = await openFlow({ name: 'test-call-feeds', sites: [quay, carrierDesk({ end: 'pretend' })] }); }, 60_000);
afterAll(() => flow.stop(), 60_000);

const post = async (path: string, body: string, key: string | null, type = 'application/json') => {
  const answer = await fetch(new URL(path, flow.house.gateway.url), { method: 'POST', headers: { 'content-type': type, ...(key === null ? {} : { 'x-api-key': key }) }, body });
  return { status: answer.status, body: await answer.json() as Record<string, unknown> };
};
const fixture = (name: string) => readFileSync(join(projectRoot(), 'test/fixtures/dcsa', name), 'utf8');
const calls = () => flow.rows<{ reference: string; endpoint: string | null; revision: number; source: string; statuses: string[] }>('select reference, endpoint, revision, source, statuses from call order by id');
const file = async (name: string, text: string) => { const path = join(flow.folder, name); await writeFile(path, text); return path; };

describe('hawser import calls', () => {
  const HEAD = 'reference,carrier,vessel,imo,unlocode,terminal,voyage_in,eta,zone';

  it('takes a file whole, and a second time as it stands', async () => {
    const path = await file('calls.csv', `${HEAD}\nLARK-501,HWSR,HARBOUR LARK,9074729,${quay.unlocode},${quay.terminal ?? ''},501W,2030-07-01 06:00,America/Los_Angeles\nHERON-7,HWSR,AMBER HERON,9321483,SGSIN,,007E,2030-07-03T06:00Z,\n`);
    expect(await flow.hawser('import', 'calls', path)).toEqual({ code: 0, err: '', out: '2 rows: 2 calls are new, 0 changed, 0 as they were. 0 documents found their call, 0 moved with it, 0 have another due time.\n' });
    expect(JSON.parse((await flow.hawser('import', 'calls', path, '--json')).out)).toMatchObject({ rows: 2, added: 0, changed: 0, unchanged: 2 });
    expect(await calls()).toMatchObject([{ reference: 'LARK-501', endpoint: quay.code, revision: 1, source: 'csv calls.csv' }, { reference: 'HERON-7', endpoint: null }]);
  }, 120_000);

  it('takes nothing of a file with a bad row, and says where it is bad: what the command sees, and what the ledger knows', async () => {
    const before = await calls();
    const bad = await file('bad.csv', `${HEAD}\nOK-1,HWSR,HARBOUR LARK,9074729,USLGB,,502W,,\nOK-2,HWSR,HARBOUR LARK,907472,USLGB,,503W,soon,\n`);
    expect(await flow.hawser('import', 'calls', bad)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/bad.csv:3: eta: found "soon"; expected a time .*\n1 row has faults; no row was taken. Mend the file and import it whole.\n$/) });
    const unknown = await file('unknown.csv', `${HEAD}\nOK-1,HWSR,HARBOUR LARK,9074729,USLGB,,502W,,\nNEVER-SEEN,HWSR,,,,,504W,,\n`);
    expect(await flow.hawser('import', 'calls', unknown)).toMatchObject({ code: 1, err: expect.stringMatching(/unknown.csv:3: vessel: .*call NEVER-SEEN of HWSR is not known yet, and the report has no vesselName and unlocode/) });
    expect(await flow.hawser('import', 'calls', join(flow.folder, 'none.csv'))).toMatchObject({ code: 2 });
    expect(await calls()).toEqual(before);
  }, 120_000);
});

describe('hawser import terminals', () => {
  it('says what is new, what changed and what is no longer in the list', async () => {
    const head = 'UNLOCODE,Alternative UNLOCODE,Terminal Code,Terminal Facility Name,Latitude,Longitude,Valid from,Valid to\n';
    const rows = ['A', 'B', 'C', 'D', 'E', 'F'].map((code) => `USAAA,,${code}1,Pier ${code},33.75,-118.2,2015-01-01,`);
    expect((await flow.hawser('import', 'terminals', await file('list.csv', head + rows.join('\n')))).out).toBe('6 terminals: 6 added, 0 changed, 0 expired, 0 as they were.\nadded: USAAA/A1, USAAA/B1, USAAA/C1, USAAA/D1, USAAA/E1, USAAA/F1\n');
    const next = [...rows.slice(0, 4), rows[4]!.replace('USAAA,,', 'USAAA,USBBB,'), 'USAAA,,G1,Pier G,,,,'];
    expect((await flow.hawser('import', 'terminals', await file('list.csv', head + next.join('\n')))).out).toBe('6 terminals: 1 added, 1 changed, 1 expired, 4 as they were.\nadded: USAAA/G1\nchanged: USAAA/E1\nexpired: USAAA/F1\n');
    expect(await flow.hawser('import', 'terminals', await file('short.csv', head + rows[0]!))).toMatchObject({ code: 1, err: expect.stringMatching(/names 1 of the 6 terminals .* --partial \[VESSEL_CALLS.NOT_THE_WHOLE_LIST\]/) });
    expect(await flow.hawser('import', 'terminals', await file('bad.csv', `${head}US-A,,A,Pier,,,,\n`))).toMatchObject({ code: 1, err: expect.stringMatching(/bad.csv:2: UNLOCODE: found "US-A"; expected a UN\/LOCODE/) });
    expect(await flow.rows('select unlocode, code, zone, valid_to is not null as expired from terminal_code where code in (\'A1\', \'F1\') order by code')).toEqual([
      { unlocode: 'USAAA', code: 'A1', zone: 'America/Los_Angeles', expired: false }, { unlocode: 'USAAA', code: 'F1', zone: 'America/Los_Angeles', expired: true },
    ]);
  }, 120_000);
});

describe('DCSA', () => {
  it('schedules come in with the carrier\'s key, timestamps with the desk\'s for a carrier it names', async () => {
    const sent = fixture('service-schedules.json').replaceAll('"EAST"', `"${quay.terminal ?? 'EAST'}"`);
    const carrier = await post('/dcsa/schedules', sent, await flow.keyOf('HWSR-DESK'));
    expect(carrier).toMatchObject({ status: 200, body: { calls: [{ reference: 'SR00006X-9074729-2627W-USLGB-EAST-1-1', changed: true }, {}, {}] } });
    expect(await post('/dcsa/timestamps', fixture('port-calls.json'), flow.adminKey)).toMatchObject({ status: 400, body: { code: 'DCSA.NO_CARRIER' } });
    expect(await post('/dcsa/timestamps?carrier=HWSR', fixture('port-calls.json'), flow.adminKey)).toMatchObject({ status: 200, body: { calls: [{ reference: 'SR00006X-9074729-2627W-USLGB-EAST-1-1', revision: 2 }] } });
    expect((await calls()).find((one) => one.reference.endsWith('USOAK-NORTH-1-2'))).toMatchObject({ source: 'OVS HWSR-DESK', statuses: ['OMIT'] });
  }, 120_000);

  it('answers what it cannot read with a code and a path for each fault', async () => {
    expect(await post('/dcsa/schedules', '[{"carrierServiceCode":"TP6"}]', await flow.keyOf('HWSR-DESK'))).toEqual({
      status: 400, body: { code: 'DCSA.REFUSED', sentence: '$[0].carrierServiceName: missing; expected text', errors: [{ code: 'DCSA.MISSING', path: '$[0].carrierServiceName', sentence: '$[0].carrierServiceName: missing; expected text' }] },
    });
  }, 120_000);

  it('reads a large body only of whoever has a key', async () => {
    const large = `[${' '.repeat(200_000)}]`;
    expect(await post('/dcsa/schedules', large, null)).toMatchObject({ status: 401, body: { code: 'DOOR.NO_KEY' } });
    expect(await post('/dcsa/schedules', large, await flow.keyOf('HWSR-DESK'))).toMatchObject({ status: 200, body: { calls: [], ignored: [] } });
    expect(await post('/vessel-calls/import', large, await flow.keyOf('HWSR-DESK'))).toMatchObject({ status: 403, body: { code: 'DOOR.OTHER_KEY' } });
    expect(await post('/vessel-calls', large, flow.adminKey)).toMatchObject({ status: 413, body: { code: 'DOOR.TOO_LARGE' } });
  }, 120_000);
});

describe('a schedule handed in as a 323', () => {
  it('begins the call that the terminal\'s documents then belong to, and its receipt says what was not taken', async () => {
    const { receipt } = await flow.post(sample('323/schedule', { to: quay.isaId, control: 77, replace: { '027W': '777W' } }));
    expect(receipt).toMatchObject({ interchanges: [{ notes: [expect.stringMatching(/^323 0001: neither a terminal of ours nor in the imported list, so that no call was begun: L UN CNSHA, D UN USOAK/)] }] });
    expect((await calls()).at(-1)).toMatchObject({ endpoint: quay.code, source: expect.stringMatching(/^323 HW-/) });
  }, 120_000);
});

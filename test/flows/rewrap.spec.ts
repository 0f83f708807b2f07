import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readX12, type ReadInterchange } from '#x12';
import { carrierDesk, longBeach, singapore } from '../support/flow-config.js';
import { openFlow, type Flow } from '../support/flow.js';
import { interchange, type Set } from '../support/interchange.js';
import { until } from '../support/until.js';

let flow: Flow;
const quay = longBeach({ leavesFiles: true });
const far = singapore({ leavesFiles: true });
const desk = carrierDesk({ leavesFiles: true });

beforeAll(async () => {
  flow = await openFlow({ name: 'test-rewrap', sites: [quay, far, desk], settings: { envelope: { own: { id: 'HAWSER' } } } });
}, 60_000);
afterAll(() => flow.stop(), 60_000);

/** What is discharged at a port, for one bill. */
const arrival = (serial: number, port: string): Set => ['310',
  `B3**HWSR${String(serial).padStart(7, '0')}**PP**20180727*100****HWSR`, 'B2A*00', `N9*BM*HWSR${String(serial).padStart(7, '0')}`,
  'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'N1*CN*THE CONSIGNEE', `R4*D*UN*${port}`, 'LX*1', 'N7*CSQU*305438', 'L3*100*G',
];
const toUs = (control: number, ...sets: Set[]) => interchange({ control, to: 'HAWSER', groups: [{ gs01: 'IO', gs06: control, sets }] });

/** What stands in a site's folder, read. */
async function filesAt(code: string, folder: 'inbox' | 'outbox' = 'inbox'): Promise<{ bytes: Buffer; read: ReadInterchange }[]> {
  const names = (await readdir(flow.pathOf(code, folder))).filter((name) => name.endsWith('.edi')).sort();
  return Promise.all(names.map(async (name) => {
    const bytes = await readFile(flow.pathOf(code, folder, name));
    return { bytes, read: (await readX12([bytes])).interchanges[0]! };
  }));
}

describe('an interchange addressed to us, between real servers', () => {
  it('leaves as one interchange of ours for each set, is answered to the carrier by our 997, and moved by each terminal\'s own', async () => {
    const refs = await flow.take(toUs(41, arrival(1, 'USLGB'), arrival(2, 'SGSIN'), arrival(3, 'USLGB')));
    await flow.inState('acknowledged', refs);
    expect((await filesAt(quay.code)).map(({ read }) => [read.isa06, read.isa08, read.isa13]).sort()).toEqual([['HAWSER', quay.isaId, '000000001'], ['HAWSER', quay.isaId, '000000002']]);
    expect((await filesAt(far.code)).map(({ read }) => [read.isa08, read.groups[0]?.sets[0]?.facts?.bills])).toEqual([[far.isaId, ['HWSR0000002']]]);
    await until('our 997 is on the carrier\'s disk', async () => {
      const answers = (await filesAt(desk.code)).flatMap(({ read }) => read.groups.flatMap((group) => group.sets.map((set) => set.acknowledgement)));
      expect(answers).toMatchObject([{ gs01: 'IO', gs06: '41', groupVerdict: 'A', sets: [{ st02: '0001' }, { st02: '0002' }, { st02: '0003' }] }]);
    }, 10_000);
    expect((await flow.story(refs[0]!)).answers).toMatchObject([{ level: 'syntax', verdict: 'accepted', matchedBy: expect.stringContaining('GS06 1') }]);
    expect(flow.counts().total).toMatchObject({ documents: 3, seenAgain: 0, deliveredAsNewTwice: 0, misaddressed: 0 });
  }, 40_000);

  it('goes by mail while the terminal is away, and by EDI with the same numbers and bytes when it is back', async () => {
    await flow.sshd(quay.code).down();
    await flow.pathIs('down', quay.code);
    const [ref = ''] = await flow.take(toUs(42, arrival(4, 'USLGB')));
    await flow.inState('accepted', [ref]);
    const [mail] = await flow.mails();
    const attached = mail?.mail.attachments.find((one) => one.contentType === 'application/edi-x12')?.content;
    await flow.sshd(quay.code).up();
    await flow.inState('acknowledged', [ref], 30_000);
    const delivered = (await filesAt(quay.code)).find(({ read }) => read.groups[0]?.sets[0]?.facts?.bills[0] === 'HWSR0000004');
    expect(delivered?.bytes.equals(attached!)).toBe(true);
    expect(flow.counts().total).toMatchObject({ deliveredAsNewTwice: 0, misaddressed: 0 });
  }, 60_000);

  it('to a port nobody stands at waits, and one mapping of the place sends it', async () => {
    const [ref = ''] = await flow.take(toUs(43, arrival(5, 'BRSSZ')));
    expect(await flow.story(ref)).toMatchObject({ state: 'unroutable', because: expect.stringContaining('BRSSZ') });
    expect(await flow.hawser('map', 'UN:BRSSZ', '*', far.code, '--because', 'they take it over there')).toMatchObject({ code: 0 });
    await flow.inState('acknowledged', [ref]);
    expect(await flow.brokenHistories()).toEqual([]);
  }, 40_000);

  it('in EDIFACT is split as well: each message leaves under our UNB, and the sender hears by CONTRL', async () => {
    const message = ['UNH+1+COPRAR:D:95B:UN:SMDG16', 'BGM+43+HWSR027W+9', 'TDT+20+027W+1++HWSR:172:182+++9074729:146::HARBOUR LARK', 'LOC+11+USLGB:139:6', 'NAD+CA+HWSR:172:182', 'EQD+CN+CSQU3054383+45G1:102:5++3+5', 'LOC+11+USLGB:139:6', 'CNT+16:1', 'UNT+9+1'];
    const body = [`UNB+UNOA:2+${desk.isaId}:ZZ+HAWSER:ZZ+180724:1800+E44`, ...message, 'UNZ+1+E44'].map((segment) => `${segment}'\n`).join('');
    const answer = await fetch(`${flow.house.gateway.url}/interchanges`, { method: 'POST', headers: { 'x-api-key': await flow.keyOf(desk.code), 'content-type': 'application/EDIFACT' }, body });
    expect({ status: answer.status, receipt: await answer.json() }).toMatchObject({ status: 202, receipt: { interchanges: [{ documents: [{ set: 'COPRAR', endpoint: quay.code }], answers: [{ as: 'CONTRL', to: desk.code }] }] } });
    const texts = async (code: string, about: string) => {
      const names = (await readdir(flow.pathOf(code, 'inbox'))).filter((name) => name.endsWith('.edi'));
      return (await Promise.all(names.map((name) => readFile(flow.pathOf(code, 'inbox', name), 'utf8')))).filter((text) => text.includes(about));
    };
    await until('both are there', async () => {
      expect(await texts(quay.code, 'COPRAR')).toMatchObject([expect.stringMatching(/^UNB\+UNOA:2\+HAWSER:ZZ\+USLGBEAST:ZZ\+/)]);
      expect(await texts(desk.code, 'CONTRL')).toMatchObject([expect.stringMatching(/UCI\+E44\+HAWSERLINE:ZZ\+HAWSER:ZZ\+[78]'/)]);
    }, 15_000);
  }, 40_000);
});

import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compose997, readX12 } from '#x12';
import { openFlow, type Flow, type Taken } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { isa13Of, manifest, sha256, shaOfSet } from '../support/samples.js';
import { until } from '../support/until.js';

let flow: Flow;
const quay = longBeach({ line: true, leavesFiles: true });
const desk = carrierDesk({ leavesFiles: true });

beforeAll(async () => {
  flow = await openFlow({ name: 'test-edi', sites: [quay, desk], settings: { sftp: { stallTimeout: '20s' }, tries: { ttl: '20s' } } });
}, 60_000);
afterAll(() => flow.stop(), 60_000);

const inbox = (code: string) => readdir(flow.pathOf(code, 'inbox'));
const fileOf = async (code: string, control: number) => (await inbox(code)).filter((name) => name.includes(`-${isa13Of(control)}-`));

describe('a manifest on its way by EDI', () => {
  it('has its final name at the terminal only when it is there whole, byte for byte', async () => {
    const posted = manifest({ to: quay.isaId, control: 1, padding: 6_000 });
    const line = flow.line(quay.code);
    line.afterBytes(60_000, 'stall');
    const [ref = ''] = await flow.take(posted);
    // The line stands still in the middle of the file.
    const half = await until('a part of the file is at the terminal', async () => {
      const names = await fileOf(quay.code, 1);
      expect(names).toEqual([expect.stringMatching(/\.edi\.part$/)]);
      const bytes = await readFile(flow.pathOf(quay.code, 'inbox', names[0]));
      expect(bytes.length).toBeGreaterThan(1_000);
      return bytes;
    }, 15_000);
    expect(half.length).toBeLessThan(posted.length);
    expect(await flow.story(ref)).toMatchObject({ state: 'sending' });
    expect(flow.arrivals(quay.code)).toEqual([]);

    line.become('pass');
    const name = await until('it has its final name', async () => {
      const names = await fileOf(quay.code, 1);
      expect(names).toEqual([expect.stringMatching(/^HAWSERLINE-000000001-\d+\.edi$/)]);
      return names[0]!;
    }, 15_000);
    expect(sha256(await readFile(flow.pathOf(quay.code, 'inbox', name)))).toBe(sha256(posted));
    await flow.inState('acknowledged', [ref]);
    expect(flow.arrivals(quay.code)).toMatchObject([{ identity: { isa13: isa13Of(1), gs06: '1', st02: '0001' }, sha256: shaOfSet(posted), forUs: true }]);
  }, 40_000);

  it('is handed over when the terminal has the file, acknowledged when the terminal says so, and its 997 reaches the carrier unchanged', async () => {
    await flow.behave(quay.code, { answers: 'silent' });
    const posted = manifest({ to: quay.isaId, control: 2 });
    const [ref = ''] = await flow.take(posted);
    await flow.inState('accepted', [ref]);
    expect((await flow.story(ref)).because).toMatch(/^handed over by EDI: .*HAWSERLINE-000000002-\d+\.edi [\d,]+ bytes after rename$/);

    const { interchanges: [read] } = await readX12([posted]);
    const answer = compose997(read!, read!.groups[0]!, { isa13: '700000002', gs06: '700000002', at: new Date('2018-07-24T18:12:00Z') });
    await flow.leave(quay.code, 'answer-to-2.edi', answer);
    await flow.inState('acknowledged', [ref]);
    await flow.behave(quay.code, { answers: 'normal' });

    expect(await flow.story(ref)).toMatchObject({
      acceptedBy: 'sftp', acknowledgedLevel: 'syntax', sha256: shaOfSet(posted),
      history: [
        { event: 'received', to: 'waiting', actor: 'HWSR-DESK', because: 'ISA08 USLGBEAST is USLGB-EAST\'s, whatever the GS03' },
        { event: 'try-opened', to: 'sending', because: 'The EDI link is up.' },
        { event: 'accepted', to: 'accepted' },
        { event: 'acknowledged', to: 'acknowledged', actor: quay.code },
      ],
      tries: [{ channel: 'sftp', number: 1, outcome: 'accepted' }],
      answers: [{ level: 'syntax', verdict: 'accepted', matchedBy: 'GS06 2, ST02 0001' }],
    });
    // Taken by us, so gone from the outbox; and on the carrier's own disk as the terminal wrote it.
    const name = await until('the 997 is in the carrier\'s inbox', async () => {
      const [found] = (await inbox(desk.code)).filter((file) => file.includes('700000002') && file.endsWith('.edi'));
      expect(found).toBeDefined();
      return found!;
    }, 15_000);
    expect((await readFile(flow.pathOf(desk.code, 'inbox', name))).equals(answer)).toBe(true);
    await until('the outbox is emptied', () => { expect(existsSync(flow.pathOf(quay.code, 'outbox', 'answer-to-2.edi'))).toBe(false); }, 5_000);
    await until('the 997 is handed over and awaits no answer', async () => {
      expect((await flow.documents()).filter((doc) => doc.isa13 === '700000002')).toMatchObject([{ kind: 'acknowledgement', endpoint: desk.code, state: 'accepted' }]);
    }, 5_000);
  }, 40_000);

  it('gets its first answer again when it is posted again, and is not delivered again', async () => {
    const posted = manifest({ to: quay.isaId, control: 3 });
    const first = await flow.post(posted);
    const again = await flow.post(posted);
    expect(first.status).toBe(202);
    expect(again).toMatchObject({ status: 200, receipt: { status: 'duplicate' } });
    expect((again.receipt as Taken).interchanges).toEqual((first.receipt as Taken).interchanges);
    const ref = (first.receipt as Taken).interchanges[0]!.documents[0]!.ref;
    // A later document of the same lane is through: whatever was to be sent before it has been sent.
    const later = await flow.take(manifest({ to: quay.isaId, control: 4 }));
    await flow.inState('acknowledged', [ref, ...later]);
    expect(flow.arrivals(quay.code).filter((one) => one.identity.isa13 === isa13Of(3))).toHaveLength(1);
    expect(await fileOf(quay.code, 3)).toHaveLength(1);
    expect((await flow.story(ref)).tries).toHaveLength(1);
    // A repeat after the delivery is a repeat all the same.
    expect(await flow.post(posted)).toMatchObject({ status: 200, receipt: { status: 'duplicate', interchanges: [{ documents: [{ ref }] }] } });
  }, 30_000);

  it('is a conflict, shown and not delivered, when it bears the numbers of an earlier one and other content', async () => {
    const original = await flow.take(manifest({ to: quay.isaId, control: 5 }));
    const other = manifest({ to: quay.isaId, control: 5, replace: { 'FURNITURE PARTS': 'GARDEN TOOLS' } });
    const answer = await flow.post(other);
    expect(answer).toMatchObject({ status: 202, receipt: { interchanges: [{ documents: [{ state: 'conflict', because: 'ISA13 000000005 came before from HAWSERLINE with other content' }] }] } });
    const ref = (answer.receipt as Taken).interchanges[0]!.documents[0]!.ref;
    const later = await flow.take(manifest({ to: quay.isaId, control: 6 }));
    await flow.inState('acknowledged', [...original, ...later]);
    expect(await flow.story(ref)).toMatchObject({ state: 'conflict', tries: [] });
    expect(flow.arrivals(quay.code).filter((one) => one.identity.isa13 === isa13Of(5))).toHaveLength(1);
    expect((await flow.desk.ask<{ ref: string }[]>('GET', '/documents?state=conflict')).map((doc) => doc.ref)).toEqual([ref]);
  }, 30_000);

  it('is shown as rejected when the terminal\'s 997 refuses it, with its words, and is not sent again', async () => {
    await flow.behave(quay.code, { answers: 'reject' });
    const [ref = ''] = await flow.take(manifest({ to: quay.isaId, control: 7 }));
    await flow.inState('rejected', [ref]);
    await flow.behave(quay.code, { answers: 'normal' });
    await flow.inState('acknowledged', await flow.take(manifest({ to: quay.isaId, control: 8 })));
    expect(await flow.story(ref)).toMatchObject({ state: 'rejected', tries: [{ number: 1 }], answers: [{ verdict: 'rejected' }] });
    expect(await flow.path(quay.code)).toMatchObject({ verdict: 'up' });
  }, 30_000);

  it('leaves a history whose links all hold, and breaks it when one word of it is changed', async () => {
    const links = await flow.rows<{ n: number }>('select count(*)::int as n from history');
    expect(links[0]!.n).toBeGreaterThan(20);
    expect(await flow.brokenHistories()).toEqual([]);
    // No role may change the past; its trigger is taken off here to see the chain tell.
    await expect(flow.rows('update history set because = \'nothing happened\' where seq = 2')).rejects.toThrow();
    await flow.rows('alter table history disable trigger user');
    await flow.rows('update history set canonical = replace(canonical, \'The EDI link is up.\', \'The EDI link is down.\') where id = (select min(id) from history where event = \'try-opened\')');
    expect(await flow.brokenHistories()).toEqual([expect.stringMatching(/^HW-\w+: link 2$/)]);
  }, 20_000);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { Redis } from 'ioredis';
import { HOUR, systemClock } from '#common';
import { redisOptions } from '#queue';
import { verifyDkim } from '../../apps/terminal/src/verify-dkim.js';
import { openFlow, type Flow, type Mail } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { makeIdentity, type MadeIdentity } from '../support/mail-identity.js';
import { cmsVerify } from '../support/openssl.js';
import { manifest } from '../support/samples.js';
import { until } from '../support/until.js';

let flow: Flow;
let identity: MadeIdentity;
const quay = longBeach({ end: 'pretend' });
const refs: string[] = [];

beforeAll(async () => {
  identity = await makeIdentity({ at: new Date(systemClock.now().getTime() - HOUR) });
  const { current, dkim } = identity.files;
  flow = await openFlow({
    name: 'test-mail-lists', sites: [quay, carrierDesk({ end: 'pretend' })],
    settings: { mail: { list: { every: '2s' }, identity: { certificate: current.certificate, key: current.key, dkim: dkim[0] } } },
  });
}, 60_000);
afterAll(() => flow.stop(), 60_000);

const recordsOf = ({ mail }: Mail) => parse<Record<string, string>>(mail.attachments[0]?.content ?? Buffer.alloc(0), { bom: true, columns: true });
const lists = (count: number) => until(`${count} lists of mails`, async () => {
  const found = await flow.lists();
  expect(found.map(({ mail }) => mail.subject)).toHaveLength(count);
  return found;
}, 20_000);

async function isOurs({ bytes }: Mail): Promise<void> {
  const now = systemClock.now();
  expect(cmsVerify(bytes, identity.made.certificate, now)).toMatchObject({ ok: true });
  expect(await verifyDkim(bytes, [identity.made.dkim.record], now)).toEqual([{ result: 'pass', comment: undefined }]);
}

describe('a terminal that is cut off and mailed to', () => {
  it('gets a signed list of its mails in time, each under its Message-ID and the hash of the EDI copy that arrived', async () => {
    expect(await flow.hawser('isolate', 'AMERICAS', '--because', 'malware')).toMatchObject({ code: 0 });
    for (const control of [1, 2, 3]) refs.push(...await flow.take(manifest({ to: quay.isaId, control })));
    await flow.inState('accepted', refs);
    const [list] = await lists(1);
    await isOurs(list!);
    expect(list).toMatchObject({ mailbox: quay.mailbox, mail: { subject: expect.stringMatching(/^USLGB-EAST \| LIST OF MAILS 1 \| \d DOCUMENTS? \| Ref USLGB-EAST-LIST-1$/) } });
    const told = new Map(recordsOf(list!).map((record) => [record['MESSAGE-ID'], record]));
    for (const { mail } of (await flow.mails()).filter((one) => told.has(one.mail.messageId))) {
      const edi = mail.attachments.find((one) => /edi-x12/i.test(one.contentType))!.content;
      expect(told.get(mail.messageId)).toMatchObject({ 'SUBJECT': mail.subject, 'EDI COPY, SHA-256': createHash('sha256').update(edi).digest('hex'), 'EDI COPY, BYTES': String(edi.length) });
    }
    expect(told.size).toBeGreaterThan(0);
  }, 45_000);

  it('gets the next one from a new worker, though the first is killed and Redis forgets everything', async () => {
    const before = (await flow.lists()).length;
    const { worker } = flow.house;
    worker.process.kill('SIGKILL');
    const redis = new Redis(redisOptions(flow.house.redisUrl));
    await redis.flushall();
    redis.disconnect();
    await flow.house.startWorker();
    refs.push(...await flow.take(manifest({ to: quay.isaId, control: 4 })));
    await flow.inState('accepted', refs);
    const told = await until('every mail is named once in some hourly list', async () => {
      const all = (await flow.lists()).flatMap((list) => recordsOf(list).map((record) => record['REF']));
      expect([...all].sort()).toEqual([...refs].sort());
      return all;
    }, 20_000);
    expect(told).toHaveLength(4);
    expect((await flow.lists()).length).toBeGreaterThan(before);
  }, 60_000);

  it('is told once, when its EDI is back and has answered, that it must key nothing twice', async () => {
    const before = (await flow.lists()).length;
    expect(await flow.hawser('reopen', 'AMERICAS', '--because', 'networks are clean')).toMatchObject({ code: 0 });
    await flow.inState('acknowledged', refs, 30_000);
    await flow.pathIs('up', quay.code, 30_000);
    const last = (await lists(before + 1)).at(-1)!;
    await isOurs(last);
    expect(last.mail.subject).toBe(`USLGB-EAST | EDI IS UP, LIST OF MAILS ${before + 1} | 4 DOCUMENTS | Ref USLGB-EAST-LIST-${before + 1}`);
    const standings = new Map(recordsOf(last).map((record) => [record['REF'], record['HOW IT STANDS']]));
    for (const ref of refs) expect(standings.get(ref)).toMatch(/^EDI copy confirmed \(997 at .*\): do not key it twice$/);
    // As long as a list would take if one were owed: a document goes by EDI meanwhile and is answered.
    await flow.inState('acknowledged', await flow.take(manifest({ to: quay.isaId, control: 5 })));
    expect((await flow.lists()).length).toBe(before + 1);
  }, 60_000);

  it('counts each of its documents once, and a list as none', async () => {
    expect(flow.counts().sites[quay.code]).toMatchObject({ documents: 5, byEmail: 4, byEdi: 1, deliveredAsNewTwice: 0 });
    expect(await flow.mails()).toHaveLength(4);
  });

  it('is seen to have got them by an operator: hawser mail lists', async () => {
    const said = await flow.hawser('mail', 'lists', '--json');
    const all = JSON.parse(said.out) as { id: number; kind: string; state: string; documents: number; words: string }[];
    expect(all[0]).toMatchObject({ kind: 'after-return', state: 'handed over', documents: 4, words: expect.stringMatching(/^250/) });
    expect(all.slice(1).map((one) => [one.kind, one.state])).toEqual(all.slice(1).map(() => ['hourly', 'handed over']));
    expect((await flow.hawser('mail', 'lists')).out).toMatch(/USLGB-EAST +\d+ +after-return .* 4 +handed over/);
    const one = await flow.hawser('mail', 'lists', String(all[0]!.id));
    for (const ref of refs) expect(one.out).toMatch(new RegExp(`${ref} +309 v1 .* confirmed \\(997, `));
    expect((await flow.hawser('docs', refs[0]!)).out).toMatch(/Told in lists of mails[\s\S]* after-return +documents@uslgb-east\.example +confirmed +<list\.USLGB-EAST\./);
    expect(await flow.hawser('mail', 'lists', '999999')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('[JOURNEY.NO_LIST]') });
  }, 30_000);
});

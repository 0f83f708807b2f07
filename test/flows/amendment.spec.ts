import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach, oakland } from '../support/flow-config.js';
import { isa13Of, sample, type SampleOptions } from '../support/samples.js';
import { until } from '../support/until.js';

let flow: Flow;
const quay = longBeach({ line: true, mail: false, concurrency: 4 });
const other = oakland({ end: 'pretend', concurrency: 4 });

/** What the whole house looks at again only every ten minutes must not be what an amendment waits for. */
beforeAll(async () => {
  flow = await openFlow({ name: 'test-amendment', sites: [quay, other, carrierDesk({ end: 'pretend' })], settings: { urgency: { hold: '10m' }, sftp: { stallTimeout: '10s' }, tries: { ttl: '10s' } } });
}, 60_000);
afterAll(() => flow.stop(), 60_000);

const original = (options: SampleOptions) => sample('309/original-hazmat', options);
const amendment = (options: SampleOptions) => sample('309/amendment', options);
const numbers = (code: string) => flow.arrivals(code).map((one) => one.identity.isa13);

describe('an amendment', () => {
  it('does not overtake an original that a down path holds: both come, the original first', async () => {
    await flow.sshd(quay.code).down();
    await flow.pathIs('down', quay.code);
    const [first = ''] = await flow.take(original({ to: quay.isaId, control: 1 }));
    const [second = ''] = await flow.take(amendment({ to: quay.isaId, control: 2 }));
    await until('the amendment says what it waits for', async () => {
      expect(await flow.business(isa13Of(1))).toMatchObject({ ref: first, version: 1, state: 'waiting', held: 'path-down' });
      expect(await flow.business(isa13Of(2))).toMatchObject({ ref: second, version: 2, state: 'waiting', held: 'waits-for-original', because: 'It changes an earlier document that has not been handed over yet, and must not overtake it.' });
    }, 10_000);
    await flow.sshd(quay.code).up();
    await flow.inState('acknowledged', [first, second], 25_000);
    expect(numbers(quay.code)).toEqual([1, 2].map(isa13Of));
    await flow.pathIs('up', quay.code);
  }, 60_000);

  it('does not overtake an original whose transfer is still on its way, and follows as soon as that is handed over', async () => {
    const voyage = { '027W': '028W' };
    const line = flow.line(quay.code);
    line.afterBytes(40_000, 'stall');
    const [first = ''] = await flow.take(original({ to: quay.isaId, control: 11, replace: voyage, padding: 6_000 }));
    await flow.inState('sending', [first]);
    const [second = ''] = await flow.take(amendment({ to: quay.isaId, control: 12, replace: voyage }));
    await until('the amendment waits for it', async () => { expect(await flow.business(isa13Of(12))).toMatchObject({ state: 'waiting', held: 'waits-for-original' }); }, 5_000);
    line.become('pass');
    await flow.inState('acknowledged', [first], 10_000);
    await flow.inState('acknowledged', [second], 5_000);
    expect(numbers(quay.code).slice(2)).toEqual([11, 12].map(isa13Of));
  }, 40_000);

  it('follows its original by mail too, when mail is the way', async () => {
    await flow.behave(other.code, { sftp: 'refuse' });
    await flow.pathIs('down', other.code);
    await flow.mailBehaves('refuse');
    const refs = [...await flow.take(original({ to: other.isaId, control: 21 })), ...await flow.take(amendment({ to: other.isaId, control: 22 }))];
    await until('neither mail nor EDI takes them', async () => {
      expect((await flow.documents()).filter((doc) => refs.includes(doc.ref)).map((doc) => doc.held)).toEqual(['path-down', 'waits-for-original']);
    }, 15_000);
    await flow.mailBehaves('normal');
    await flow.inState('accepted', refs, 20_000);
    expect(flow.arrivals(other.code).map((one) => [one.identity.isa13, one.channel])).toEqual([[isa13Of(21), 'email'], [isa13Of(22), 'email']]);
    const [, mail] = await flow.mails();
    expect(mail!.mail.text).toContain('v2');
    await flow.behave(other.code, { sftp: 'normal' });
    await flow.inState('acknowledged', refs, 25_000);
    await flow.pathIs('up', other.code);
  }, 60_000);
});

describe('a stow plan that replaces one whole', () => {
  it('supersedes the plan that was not sent yet: only the newest goes', async () => {
    await flow.sshd(quay.code).down();
    await flow.pathIs('down', quay.code);
    const [old = ''] = await flow.take(sample('324/stow-plan-hazmat', { to: quay.isaId, control: 31 }));
    const [fresh = ''] = await flow.take(sample('324/stow-plan-final', { to: quay.isaId, control: 32 }));
    expect(await flow.business(isa13Of(31))).toMatchObject({ state: 'superseded', because: `not sent: replaced whole by ${fresh}`, tries: 0 });
    await flow.sshd(quay.code).up();
    await flow.inState('acknowledged', [fresh], 25_000);
    await flow.pathIs('up', quay.code);
    expect(numbers(quay.code)).toEqual([1, 2, 11, 12, 32].map(isa13Of));
    expect((await flow.story(old)).tries).toEqual([]);
  }, 60_000);

  it('goes as a new version where the earlier plan was sent: what a terminal has is never taken back in silence', async () => {
    const voyage = { '027W': '029W' };
    const first = await flow.take(sample('324/stow-plan-hazmat', { to: quay.isaId, control: 41, replace: voyage }));
    await flow.inState('acknowledged', first);
    const second = await flow.take(sample('324/stow-plan-final', { to: quay.isaId, control: 42, replace: voyage }));
    await flow.inState('acknowledged', [...first, ...second]);
    expect(await flow.business(isa13Of(42))).toMatchObject({ version: 2 });
    expect(flow.counts().total).toMatchObject({ deliveredAsNewTwice: 0, misaddressed: 0 });
    expect(await flow.brokenHistories()).toEqual([]);
  }, 30_000);
});

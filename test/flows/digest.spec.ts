import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFlow, type Flow, type Mail } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { isa13Of, manifest, sample } from '../support/samples.js';
import { until } from '../support/until.js';

let flow: Flow;
const quay = longBeach({ end: 'pretend' });
const GREEN = [1, 2, 3, 4, 5];
const bill = (control: number) => sample('310/original', { to: quay.isaId, control, replace: { LGB0000101: `LGB${String(control).padStart(7, '0')}` } });
const refs: string[] = [];
let mails: Mail[] = [];
const refsIn = ({ mail }: Mail) => (mail.headers.get('x-hawser-ref') as string).split(', ');

beforeAll(async () => {
  flow = await openFlow({ name: 'test-digest', sites: [quay, carrierDesk({ end: 'pretend' })], settings: { mail: { digest: { amberEvery: '3s', greenEvery: '6s' } } } });
  await flow.call({ at: quay, voyage: '027W', etaAt: new Date(Date.now() + 120 * 3_600_000) });
}, 60_000);
afterAll(() => flow.stop(), 60_000);

describe('documents of one vessel call while EDI is cut', () => {
  it('leave in digests, what is hazardous alone: each document once, by its ref, in mails the far side can read', async () => {
    expect(await flow.hawser('isolate', 'AMERICAS', '--because', 'malware in the networks of the Americas', '--actor', 'duty manager')).toMatchObject({ code: 0 });
    for (const control of GREEN) refs.push(...await flow.take(bill(control)));
    refs.push(...await flow.take(manifest({ to: quay.isaId, control: 9 })));
    await flow.inState('accepted', refs, 30_000);
    mails = await flow.mails();
    expect(mails.flatMap(refsIn).sort()).toEqual([...refs].sort());
    const digests = mails.filter((one) => refsIn(one).length > 1);
    expect(digests.length).toBeGreaterThan(0);
    for (const one of digests) {
      expect(one.mail.subject).toMatch(new RegExp(`^USLGB-EAST \\| HARBOUR LARK 027W \\| DIGEST OF ${refsIn(one).length} \\| Ref HW-`));
      expect(one.mail.attachments.filter((part) => part.contentType.toLowerCase() === 'application/edi-x12')).toHaveLength(refsIn(one).length);
    }
    expect(mails.filter((one) => refsIn(one).includes(refs.at(-1)!)).map((one) => one.mail.subject)).toEqual([expect.stringMatching(/ \| MANIFEST 309 v1 \| HAZ \| Ref /)]);
  }, 60_000);

  it('are counted by the far side once each, however many a mail carries', () => {
    expect(flow.arrivals(quay.code, 'email').map((one) => one.identity.isa13).sort()).toEqual([...GREEN, 9].map(isa13Of).sort());
    expect(flow.counts().sites[quay.code]).toMatchObject({ documents: 6, byEmail: 6, byEdi: 0, seenAgain: 0, deliveredAsNewTwice: 0, misaddressed: 0 });
  });

  it('know their digest in their own stories, by its Message-ID', async () => {
    for (const one of mails) for (const ref of refsIn(one)) {
      const story = await flow.story(ref);
      expect(story.tries.map((attempt) => attempt.transmission)).toEqual([one.mail.messageId]);
      if (refsIn(one).length > 1) expect(story.history.map((step) => step.because)).toContain('There is time: it leaves with the next digest.');
    }
  });

  it('go by EDI one by one when it is back, are acknowledged each, and none is a second document', async () => {
    expect(await flow.hawser('reopen', 'AMERICAS', '--because', 'networks cleaned')).toMatchObject({ code: 0 });
    await flow.inState('acknowledged', refs, 40_000);
    await until('every document came by EDI too', () => { expect(new Set(flow.arrivals(quay.code, 'edi').map((one) => one.identity.isa13)).size).toBe(6); }, 20_000);
    expect(flow.counts().sites[quay.code]).toMatchObject({ documents: 6, byEmail: 6, seenAgain: 6, deliveredAsNewTwice: 0 });
    expect(await flow.mails()).toHaveLength(mails.length);
    expect(await flow.brokenHistories()).toEqual([]);
  }, 60_000);
});

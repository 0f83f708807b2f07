import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach, type FlowSite } from '../support/flow-config.js';
import { deliverByLmtp } from '../support/lmtp.js';
import { MAILBOXES, RELAY, settingsOf, startMailHouse, type MailHouse } from '../support/mail-house.js';
import { postfixReport } from '../support/reports.js';
import { manifest } from '../support/samples.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const PASSWORD_ENV = 'FLOW_BOUNCES_PASSWORD';
const DESK = 'documents@fallback.hawserline.example';
const box = (name: string) => `${name}@quay.example`;
/** A terminal with mail alone, its contacts in this order. */
const quay = (name: string, ...mailboxes: string[]): FlowSite => longBeach({ code: `USLGB-${name}`, terminal: name, isaId: `USLGB${name}`, end: 'none', mailbox: box(mailboxes[0]!), contacts: mailboxes.slice(1).map(box) });
const gone = quay('GONE', 'gone', 'night');
const full = quay('FULL', 'full', 'night');
const lone = quay('LONE', 'nobody');
const slow = quay('SLOW', 'slow', 'night');

let mail: MailHouse;
let flow: Flow;
beforeAll(async () => {
  if (!MAILBOXES) return;
  mail = await startMailHouse({
    domains: ['quay.example', 'fallback.hawserline.example'], mailboxes: [{ address: DESK }, { address: box('night') }, { address: box('slow') }, { address: box('full'), quotaKiB: 1 }],
  });
  // Both are found out when the relay has taken the mail.
  for (const name of ['full', 'gone', 'nobody']) mail.policy.say(box(name), 'OK');
  process.env[PASSWORD_ENV] = mail.dovecot.password;
  flow = await openFlow({
    name: 'test-bounces', sites: [gone, full, lone, slow, carrierDesk({ end: 'pretend' })],
    settings: { mail: settingsOf(mail, { address: DESK, passwordEnv: PASSWORD_ENV }) },
  });
}, 60_000);
afterAll(async () => {
  await flow?.stop();
  await mail?.stop();
  delete process.env[PASSWORD_ENV];
}, 60_000);

let control = 0;
async function take(site: FlowSite): Promise<string> {
  const [ref = ''] = await flow.take(manifest({ to: site.isaId, control: (control += 1) }));
  return ref;
}
const events = async (ref: string) => (await flow.rows<{ event: string }>('select h.event from history h join document d on d.id = h.document_id where d.ref = $1 order by h.seq', [ref])).map((row) => row.event);
const reports = (ref: string) => flow.rows<{ about: string; status: string; refused: string | null; mailbox: string }>('select r.about, r.status, r.refused, r.mailbox from mail_report r join transmission_document s on s.transmission_id = r.transmission_id join document d on d.id = s.document_id where d.ref = $1 order by r.id', [ref]);
/** The mail of it that lies there. */
const at = (address: string, ref: string) => until(`${ref} for ${address}`, async () => {
  const found = (await Promise.all((await mail.read(address)).map(({ source }) => simpleParser(source)))).find((one) => one.subject?.includes(ref));
  if (!found) throw new Error(`not there yet; it is ${(await flow.story(ref)).state}: ${(await flow.story(ref)).because}\n${flow.log('worker').slice(-2_000)}`);
  return found;
}, 30_000);

(MAILBOXES ? describe : describe.skip)(`what ${RELAY} reports, read out of Dovecot`, () => {
  it('no such mailbox: the next contact has it, marked, and the first is called impaired', async () => {
    const ref = await take(gone);
    expect((await at(box('night'), ref)).subject).toContain('POSSIBLE DUPLICATE');
    await flow.inState('accepted', [ref]);
    expect(await reports(ref)).toEqual([{ about: 'failed', status: '5.1.1', refused: 'no-such-mailbox', mailbox: box('gone') }]);
    expect(await events(ref)).toEqual(expect.arrayContaining(['bounced']));
    const { out } = await flow.hawser('mailboxes');
    expect(out).toMatch(/gone@quay\.example +USLGB-GONE +comes back/);
  });

  it('full: the next contact has it, and somebody is to phone', async () => {
    const ref = await take(full);
    await at(box('night'), ref);
    expect(await reports(ref)).toEqual([{ about: 'failed', status: '5.2.2', refused: 'mailbox-full', mailbox: box('full') }]);
    expect(await flow.rows('select kind from task where cause = $1 and closed_at is null', [`call ${ref}`])).toEqual([{ kind: 'call' }]);
  });

  it('with no contact left: it waits, and somebody is to phone', async () => {
    const ref = await take(lone);
    await until('it waits', async () => { expect(await flow.story(ref)).toMatchObject({ state: 'waiting', held: 'no-mailbox' }); }, 30_000);
    expect(await flow.rows('select kind from task where cause = $1 and closed_at is null', [`call ${ref}`])).toEqual([{ kind: 'call' }]);
  });

  it('a delay and a delivery are kept as what they are: handed over it was, and no more', async () => {
    const ref = await take(slow);
    await at(box('slow'), ref);
    const messageId = `${ref}.1@fallback.hawserline.example`;
    const said = (action: 'delayed' | 'delivered', status: string) => deliverByLmtp(mail.dovecot.lmtpPort, [{ to: DESK, from: '', raw: postfixReport({ messageId, recipient: box('slow'), action, status, diagnostic: `smtp; ${action}`, returnPath: null }) }]);
    await said('delayed', '4.4.1');
    await said('delivered', '2.0.0');
    await until('both are kept', async () => { expect((await reports(ref)).map((one) => one.about)).toEqual(['delayed', 'delivered']); }, 30_000);
    expect(await flow.story(ref)).toMatchObject({ state: 'accepted', acknowledgedAt: null });
    expect((await flow.rows<{ level: string }>('select level from acknowledgement a join document d on d.id = a.document_id where d.ref = $1', [ref])).map((row) => row.level)).toEqual(['transport']);
  });
});

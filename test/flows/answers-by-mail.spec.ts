import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { simpleParser, type ParsedMail } from 'mailparser';
import { AnswerMails, domainOf } from '../support/answer-mail.js';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { MAILBOXES, RELAY, settingsOf, startMailHouse, type MailHouse } from '../support/mail-house.js';
import { isa13Of, manifest, sample } from '../support/samples.js';
import { sendBySwaks, swaksHere, type MailBySwaks } from '../support/swaks.js';
import { until } from '../support/until.js';
import { isSignedBy, startWebhookEnd, type WebhookEnd } from '../support/webhook-end.js';

jest.setTimeout(60_000);

const DESK = 'documents@fallback.hawserline.example';
const STRANGER = 'gate@elsewhere.example';
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const quay = longBeach({ end: 'pretend', phones: ['+1 562 555 0100'] });
const desk = carrierDesk({ end: 'pretend' });
const HOUR = 3_600_000;

const servers = new AnswerMails();
const folder = mkdtempSync(join(tmpdir(), 'hawser-answers-'));
const RUNS = MAILBOXES && swaksHere() !== null;
let mail: MailHouse;
let flow: Flow;
let carrier: WebhookEnd;
let callId = 0;
let control = 0;

beforeAll(async () => {
  if (!RUNS) return;
  carrier = await startWebhookEnd();
  mail = await startMailHouse({ domains: [DESK, quay.mailbox].map(domainOf), mailboxes: [DESK, quay.mailbox].map((address) => ({ address })) });
  // The keys of their mail servers, as agreed beforehand: an outage may cut DNS too.
  writeFileSync(join(folder, 'records.yaml'), JSON.stringify(servers.records([quay.mailbox, STRANGER].map(domainOf))));
  Object.assign(process.env, { FLOW_ANSWERS_PASSWORD: mail.dovecot.password, FLOW_ANSWERS_WEBHOOK: SECRET });
  flow = await openFlow({
    name: 'test-answers-by-mail', sites: [quay, desk],
    settings: {
      mail: { ...settingsOf(mail, { address: DESK, passwordEnv: 'FLOW_ANSWERS_PASSWORD' }), answers: { verdictFrom: null, dnsRecords: join(folder, 'records.yaml') }, digest: { amberEvery: '2s', greenEvery: '2s' } },
      notices: { timeout: '2s', backoff: '300ms', giveUpAfter: '1h' },
    },
    partners: { [desk.code]: { region: desk.region, identities: [{ isa05: 'ZZ', isa06: desk.isaId }], endpoint: desk.code, webhook: { url: carrier.url, secretEnv: 'FLOW_ANSWERS_WEBHOOK' } } },
  });
  // Import manifests are due 48 h before arrival: that of 048E was half an hour ago, that of 049E is days away.
  callId = await flow.call({ at: quay, voyage: '048E', etaAt: new Date(Date.now() + 48 * HOUR - HOUR / 2) });
  await flow.call({ at: quay, voyage: '049E', etaAt: new Date(Date.now() + 240 * HOUR) });
  expect(await flow.hawser('isolate', quay.region, '--because', 'malware in the networks of the Americas', '--actor', 'duty manager')).toMatchObject({ code: 0 });
}, 60_000);
afterAll(async () => {
  await flow?.stop();
  await mail?.stop();
  await carrier?.stop();
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['FLOW_ANSWERS_PASSWORD', 'FLOW_ANSWERS_WEBHOOK']) delete process.env[name];
}, 60_000);

const refsIn = (headers: ParsedMail['headers']) => (headers.get('x-hawser-ref') as string | undefined ?? '').split(', ');
/** The mail that a document left in, as it lies in the terminal's mailbox. */
const inTheirMailbox = (ref: string): Promise<ParsedMail> => until(`${ref} is in ${quay.mailbox}`, async () => {
  const found = (await Promise.all((await mail.read(quay.mailbox)).map(({ source }) => simpleParser(source)))).find(({ headers }) => refsIn(headers).includes(ref));
  expect(found).toBeDefined();
  return found!;
}, 20_000);
async function mailed(): Promise<{ ref: string; asked: ParsedMail }> {
  const [ref = ''] = await flow.take(manifest({ to: quay.isaId, control: (control += 1), voyage: '048E' }));
  const asked = await inTheirMailbox(ref);
  await flow.inState('accepted', [ref]);
  return { ref, asked };
}
/** What a clerk writes on that mail, by a client that is not ours; their mail server signs it, unless told otherwise. @returns its Message-ID */
let written = 0;
async function answer(asked: ParsedMail, words: string, { from = quay.mailbox, ...more }: Partial<MailBySwaks> = {}): Promise<string> {
  const messageId = `clerk-${(written += 1)}@${domainOf(from)}`;
  await sendBySwaks(mail.relay.ports.plain, {
    from, to: DESK, subject: `RE: ${asked.subject}`, words: `${words}\r\n\r\n> ${asked.text?.split('\n').slice(0, 3).join('\r\n> ')}`, messageId, inReplyTo: asked.messageId!.slice(1, -1),
    signed: (bytes) => servers.sign(bytes, domainOf(from)), ...more,
  });
  return messageId;
}
const unsigned = { signed: (bytes: Buffer) => Promise.resolve(bytes) };
interface MailIn { id: number; messageId: string; kind: string; outcome: string; because: string }
const cameIn = (messageId: string): Promise<MailIn> => until(`${messageId} is taken`, async () => {
  const found = (await flow.desk.ask<MailIn[]>('GET', '/mails-in?limit=100')).find((one) => one.messageId === messageId);
  expect(found).toBeDefined();
  return found!;
}, 15_000);
const tasksOf = async (mailId: number) => (await flow.desk.ask<{ id: number; kind: string; what: string; mailInId: number | null }[]>('GET', '/tasks')).filter((task) => task.mailInId === mailId);
/** What the carrier's system was told of a document. */
const told = (ref: string, times: number) => until(`the carrier is told ${times} times of ${ref}`, () => {
  const found = carrier.got.filter(({ body }) => body.includes(ref));
  expect(found).toHaveLength(times);
  return Promise.resolve(found);
}, 15_000);
interface Delays { lines: { key: string; documents: number; acknowledged: number; open: number; late: number; worstMinutes: number }[] }
async function hawser(...args: string[]): Promise<string> {
  const { code, out, err } = await flow.hawser(...args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}
const delays = async () => (JSON.parse(await hawser('delays', '--by', 'call', '--clock', 'acknowledgement', '--json')) as Delays).lines.find(({ key }) => key === String(callId));
/** How late one document is, as its call shows it; `settled`: its clock has stopped, else the minutes still grow. */
const clockOf = async (ref: string) => (await flow.desk.ask<{ documents: { ref: string; delay: { late: boolean; minutes: number; settled: boolean } }[] }>('GET', `/vessel-calls/${callId}`)).documents.find((one) => one.ref === ref)?.delay;
/** The document's answers by what they prove. */
const levels = async (ref: string) => (await flow.story(ref)).answers.filter(({ level }) => level !== 'transport').map(({ level, verdict }) => `${level} ${verdict}`);
/** What a person there has by the end, and what nobody answered for. */
const confirmed: string[] = [];
const unanswered: string[] = [];

(RUNS ? describe : describe.skip)(`a terminal that is mailed through ${RELAY} and answers into Dovecot`, () => {
  it('RECEIVED: the document is acknowledged at level person, its delay ends, and the carrier\'s system is told, though it failed at first', async () => {
    const { ref, asked } = await mailed();
    expect(await delays()).toMatchObject({ documents: 1, acknowledged: 0, open: 1, late: 1 });
    expect(await clockOf(ref)).toMatchObject({ late: true, settled: false });
    carrier.answer = (_, reply) => { carrier.answer = (_again, next) => { next.writeHead(204).end(); }; reply.writeHead(503).end('restarting'); };
    const messageId = await answer(asked, 'RECEIVED, thanks');
    await flow.inState('acknowledged', [ref]);
    confirmed.push(ref);

    const { id, kind, outcome, because } = await cameIn(messageId);
    expect({ kind, outcome, because }).toEqual({ kind: 'answer', outcome: 'moved', because: `moved ${ref} (RECEIVED)` });
    const story = await flow.story(ref);
    expect([story.acknowledgedLevel, await levels(ref)]).toEqual(['person', ['person accepted']]);
    expect(story.history.at(-1)).toMatchObject({ event: 'acknowledged', from: 'accepted', to: 'acknowledged', because: expect.stringMatching(/^RECEIVED by mail from USLGB-EAST/) });
    const shown = await hawser('docs', ref);
    expect(shown).toMatch(/acknowledged/);
    expect(shown).toMatch(/by a person/);
    expect(await hawser('inbox', String(id))).toContain(`Mail ${id} from ${quay.mailbox}`);

    // The clock stands where they answered: whatever the hour is now, that is its delay.
    const [times] = await flow.rows<{ due: Date; acknowledged: Date }>('select due_at as due, acknowledged_at as acknowledged from document where ref = $1', [ref]);
    const minutes = Math.ceil((times!.acknowledged.getTime() - times!.due.getTime()) / 60_000);
    expect(await clockOf(ref)).toEqual({ late: true, minutes, settled: true });
    expect(await delays()).toMatchObject({ documents: 1, acknowledged: 1, open: 0, late: 1, worstMinutes: minutes });
    expect(await flow.desk.ask('GET', `/vessel-calls/${callId}`)).toMatchObject({ due: 1, accepted: 1, acknowledged: 1, late: 1, byEdi: 0, byEmail: 1 });

    const [failed, again] = await told(ref, 2);
    expect([again!.headers['webhook-id'], again!.body.toString()]).toEqual([failed!.headers['webhook-id'], failed!.body.toString()]);
    expect([await isSignedBy(SECRET, again!), await isSignedBy('whsec_AAAA', again!)]).toEqual([true, false]);
    expect(JSON.parse(again!.body.toString())).toMatchObject({
      type: 'document.acknowledged', isNot997: true, sentence: expect.stringContaining('A person at the receiver said'),
      data: { document: { ref, endpoint: quay.code, isa06: desk.isaId, isa13: isa13Of(control) }, answer: { level: 'person', word: 'received', by: 'mail', saidBy: quay.mailbox, saidAt: expect.stringMatching(/^\d{4}-.*Z$/), words: 'thanks' } },
    });
  });

  it('REJECT: the document is rejected with their reason, and the carrier\'s system is told that as well', async () => {
    const { ref, asked } = await mailed();
    await answer(asked, 'REJECT the voyage is closed');
    await flow.inState('rejected', [ref]);
    expect(await levels(ref)).toEqual(['person rejected']);
    expect(await hawser('docs', ref)).toContain('the voyage is closed');
    expect(JSON.parse((await told(ref, 1))[0]!.body.toString())).toMatchObject({ type: 'document.rejected', isNot997: true, data: { answer: { level: 'person', word: 'reject', words: 'the voyage is closed' } } });
  });

  it.each<[string, Partial<MailBySwaks>, string, RegExp, boolean]>([
    ['a stranger whom nothing proves', { from: STRANGER, ...unsigned }, 'refused', /not listed, and nothing proves.*is listed nowhere.*no DKIM signature/, false],
    ['a stranger who is proved', { from: STRANGER }, 'held', /who is not listed.*is listed nowhere.*DKIM of elsewhere\.example .* passes/, true],
    ['who takes the terminal\'s own name', unsigned, 'held', /nothing proves that it is theirs.*is listed at USLGB-EAST.*no DKIM signature/, true],
  ])('RECEIVED by %s moves nothing, and is shown with both reasons', async (_, given, outcome, because, asks) => {
    const { ref, asked } = await mailed();
    const came = await cameIn(await answer(asked, 'RECEIVED', given));
    expect(came).toMatchObject({ outcome, because: expect.stringMatching(because) });
    expect(await flow.story(ref)).toMatchObject({ state: 'accepted', acknowledgedAt: null, answers: [] });
    expect(await tasksOf(came.id)).toMatchObject(asks ? [{ kind: 'check-answer', what: expect.stringContaining(`npx hawser believe ${came.id}`) }] : []);
    expect(carrier.got.filter(({ body }) => body.includes(ref))).toEqual([]);
    if (!asks) { unanswered.push(isa13Of(control)); return; }
    // A person who knows better says so, once.
    expect(await flow.hawser('believe', String(came.id), '--because', 'called back on the number we know', '--actor', 'duty manager')).toMatchObject({ code: 0 });
    expect([(await flow.story(ref)).state, await tasksOf(came.id)]).toEqual(['acknowledged', []]);
    expect(await flow.hawser('believe', String(came.id), '--because', 'again')).toMatchObject({ code: 1 });
    expect(await flow.hawser('read-again', String(came.id), '--because', 'to see')).toMatchObject({ code: 1, err: expect.stringContaining('was taken when it came') });
    confirmed.push(ref);
    await told(ref, 1);
  });

  it('CALL ME: a person is given whom to call and what to read out, and enters what was said, by whom', async () => {
    const { ref, asked } = await mailed();
    const came = await cameIn(await answer(asked, 'Please call me about the reefers'));
    const [task] = await tasksOf(came.id);
    expect(task).toMatchObject({ kind: 'call-back' });
    expect(await hawser('tasks', String(task!.id))).toContain('+1 562 555 0100');
    expect((await flow.story(ref)).state).toBe('accepted');
    expect(await flow.hawser('answered', ref, 'keyed', '--who', 'gate clerk on shift', '--because', 'keyed in by hand', '--actor', 'night desk')).toMatchObject({ code: 0, out: expect.stringContaining(`${ref} is acknowledged by a person of ${quay.code}`) });
    expect([(await flow.story(ref)).acknowledgedLevel, await tasksOf(came.id)]).toEqual(['person', []]);
    confirmed.push(ref);
    expect(JSON.parse((await told(ref, 1))[0]!.body.toString())).toMatchObject({ data: { answer: { level: 'person', word: 'keyed', by: 'phone', saidBy: 'gate clerk on shift' } } });
  });

  it('one answer to a digest says of each of its documents what it says, and moves each once', async () => {
    const bill = (n: number) => sample('310/original', { to: quay.isaId, control: (control += 1), replace: { '027W': '049E', LGB0000101: `LGB${String(n).padStart(7, '0')}` } });
    const refs: string[] = [];
    for (const n of [1, 2, 3]) refs.push(...await flow.take(bill(n)));
    await flow.inState('accepted', refs, 30_000);
    const asked = await inTheirMailbox(refs[0]!);
    expect(refsIn(asked.headers).sort()).toEqual([...refs].sort());
    await answer(asked, `KEYED ${refs[0]} ${refs[1]}\r\nREJECT ${refs[2]} no such bill`);
    await flow.inState('acknowledged', refs.slice(0, 2));
    await flow.inState('rejected', refs.slice(2));
    confirmed.push(...refs.slice(0, 2));
    expect(await Promise.all(refs.map(levels))).toEqual([['person accepted'], ['person accepted'], ['person rejected']]);
    for (const ref of refs) await told(ref, 1);
  });

  it('the same answer twice moves nothing twice, also where its reader is killed between', async () => {
    const { ref, asked } = await mailed();
    const words = { messageId: 'twice@uslgb-east.example' };
    await answer(asked, 'RECEIVED', words);
    await flow.inState('acknowledged', [ref]);
    confirmed.push(ref);
    await flow.killWorker();
    await answer(asked, 'RECEIVED', words);
    await flow.startWorker();
    await until('both are read', async () => { expect((await flow.desk.ask<MailIn[]>('GET', '/mails-in?limit=100')).filter(({ messageId }) => messageId === words.messageId).map(({ outcome }) => outcome)).toEqual([expect.stringMatching(/recorded|repeated/), 'moved']); }, 20_000);
    expect(await levels(ref)).toEqual(['person accepted']);
    // A worker that is killed behind its post tells it again, under the same id: one notice.
    await until('the carrier is told', () => { expect(new Set(carrier.got.filter(({ body }) => body.includes(ref)).map(({ headers }) => headers['webhook-id'])).size).toBe(1); return Promise.resolve(); }, 15_000);
  });

  it('once EDI is back, what a person has is not sent again; what nobody answered is, and its 997 acknowledges it', async () => {
    const { ref: silent } = await mailed();
    unanswered.push(isa13Of(control));
    expect(await flow.hawser('reopen', quay.region, '--because', 'networks cleaned')).toMatchObject({ code: 0 });
    await flow.inState('acknowledged', [silent], 40_000);
    expect([(await flow.story(silent)).acknowledgedLevel, await levels(silent)]).toEqual(['syntax', ['syntax accepted']]);
    await until('all that nobody answered for is there', () => { expect(flow.arrivals(quay.code, 'edi').map(({ identity }) => identity.isa13).sort()).toEqual(unanswered); return Promise.resolve(); }, 20_000);
    await flow.inState('acknowledged', confirmed);
    expect(confirmed).toHaveLength(7);
    expect(new Set(await Promise.all(confirmed.map(async (ref) => (await flow.story(ref)).acknowledgedLevel)))).toEqual(new Set(['person']));
    // Of its 997 the carrier has the 997.
    expect(carrier.got.filter(({ body }) => body.includes(silent))).toEqual([]);
    expect(await hawser('notices')).toContain('were told everything');
    expect(await flow.brokenHistories()).toEqual([]);
  });
});

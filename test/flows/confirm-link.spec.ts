import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach, oakland } from '../support/flow-config.js';
import { manifest } from '../support/samples.js';
import { until } from '../support/until.js';
import { isSignedBy, startWebhookEnd, type WebhookEnd } from '../support/webhook-end.js';

const quay = longBeach({ end: 'none', confirmLink: true });
const other = oakland({ end: 'none' });
const desk = carrierDesk({ end: 'pretend' });
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;

let flow: Flow;
let carrier: WebhookEnd;
let link: string;
let ref: string;

beforeAll(async () => {
  carrier = await startWebhookEnd();
  Object.assign(process.env, { TEST_WEBHOOK_SECRET: SECRET, TEST_CONFIRM_SECRET: randomBytes(32).toString('hex') });
  flow = await openFlow({
    name: 'test-confirm-link', sites: [quay, other, desk],
    settings: { mail: { confirm: { url: 'https://confirm.hawserline.example', secretEnv: 'TEST_CONFIRM_SECRET', validFor: '1h' } }, notices: { timeout: '2s', backoff: '300ms', giveUpAfter: '1h' } },
    partners: { [desk.code]: { region: desk.region, identities: [{ isa05: 'ZZ', isa06: desk.isaId }], endpoint: desk.code, webhook: { url: carrier.url, secretEnv: 'TEST_WEBHOOK_SECRET' } } },
  });
}, 60_000);
afterAll(async () => { await carrier.stop(); await flow.stop(); }, 60_000);

/** What stands before the gateway hands on: the same path, to the gateway's own address. */
const at = (url: string) => new URL(new URL(url).pathname, flow.house.gateway.url);
const ask = (url: string, init: RequestInit = {}) => fetch(at(url), { redirect: 'manual', ...init });
const post = (fields: Record<string, string>, url = link) => ask(url, { method: 'POST', body: new URLSearchParams(fields) });
const proofIn = (page: string) => /name="proof" value="([^"]+)"/.exec(page)?.[1] ?? '';
const mailTo = (mailbox: string) => until(`a mail for ${mailbox}`, async () => {
  const found = (await flow.mails()).find((one) => one.mailbox === mailbox);
  expect(found).toBeDefined();
  return found!.mail;
}, 20_000);

describe('a terminal that wants a confirm link', () => {
  it('finds one in its mail; a terminal that does not want one finds none, and reads that we never ask to click', async () => {
    [ref] = await flow.take(manifest({ to: quay.isaId, control: 1 })) as [string];
    await flow.take(manifest({ to: other.isaId, control: 2 }));
    const [mail, plain] = [await mailTo(quay.mailbox), await mailTo(other.mailbox)];
    const links = [...mail.text!.matchAll(/https?:\S+/g)].map(([url]) => url);
    expect(links).toEqual([expect.stringMatching(new RegExp(`^https://confirm\\.hawserline\\.example/confirm/${ref}\\.`))]);
    expect([plain.text!.includes('We never ask you to click'), /https?:/.test(`${plain.text}${String(plain.html)}`)]).toEqual([true, false]);
    link = links[0]!;
  }, 30_000);

  it('and its scanners may look at it as often as they like: HEAD and GET show a page that loads nothing, and nothing is confirmed', async () => {
    await flow.inState('accepted', [ref]);
    for (const method of ['HEAD', 'GET', 'GET', 'OPTIONS']) await ask(link, { method, headers: { purpose: 'prefetch', 'user-agent': 'a scanner' } });
    const answer = await ask(link);
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(['content-type', 'cache-control', 'referrer-policy', 'x-content-type-options'].map((name) => [name, answer.headers.get(name)])))
      .toEqual({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' });
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/);
    expect([/<script|<link|<img|src=|href=|@import|url\(/i.test(page), page.includes(ref), page.includes('HARBOUR LARK'), page.includes(quay.code)]).toEqual([false, true, true, true]);
    expect(await flow.story(ref)).toMatchObject({ state: 'accepted', answers: [] });
  }, 30_000);

  it('confirms nothing by a form without a name, without the proof of the page, or with another word', async () => {
    const proof = proofIn(await (await ask(link)).text());
    for (const fields of [{ word: 'received', name: '', proof }, { word: 'received', name: 'gate' }, { word: 'reject', name: 'gate', proof }, {}] as Record<string, string>[]) {
      expect([(await post(fields)).status, (await flow.story(ref)).state]).toEqual([400, 'accepted']);
    }
  }, 30_000);

  it('confirms by its form once, at level person, and the carrier\'s system is told, signed and labelled as not a 997', async () => {
    const proof = proofIn(await (await ask(link)).text());
    const answer = await post({ word: 'keyed', name: 'Gate desk', proof });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(`Thank you. ${ref} is confirmed.`)]);
    const again = await post({ word: 'received', name: 'Somebody else', proof });
    expect([again.status, await again.text()]).toEqual([200, expect.stringContaining(`${ref} is confirmed already.`)]);
    const story = await flow.story(ref);
    expect(story.state).toBe('acknowledged');
    expect(story.answers.map(({ level, verdict }) => `${level} ${verdict}`)).toEqual(['person accepted']);
    expect(story.history.at(-1)).toMatchObject({ event: 'acknowledged', because: 'KEYED by the confirm link from USLGB-EAST' });
    const [told] = await until('the carrier is told', () => { expect(carrier.got).toHaveLength(1); return Promise.resolve(carrier.got); }, 10_000);
    expect(await isSignedBy(SECRET, told!)).toBe(true);
    expect(JSON.parse(told!.body.toString())).toMatchObject({
      type: 'document.acknowledged', isNot997: true,
      data: { document: { ref, isa13: '000000001', isa06: desk.isaId, endpoint: quay.code }, answer: { level: 'person', word: 'keyed', by: 'confirm-link', saidBy: `Gate desk (by the link mailed to ${quay.mailbox})` } },
    });
    expect(await until('it is in the book', async () => { const said = await flow.hawser('notices', '--all', '--json'); expect(said.out).toContain('"told"'); return JSON.parse(said.out) as object[]; }, 15_000)).toEqual([expect.objectContaining({ ref, state: 'told', tries: 1 })]);
    expect((await flow.hawser('notices')).out).toContain('were told everything');
  }, 30_000);

  it('that is told again gets the same id and the same bytes', async () => {
    expect(await flow.hawser('tell-again', '999')).toMatchObject({ code: 1, err: expect.stringContaining('there is no notice 999') });
    expect(await flow.hawser('tell-again', '1')).toMatchObject({ code: 0, out: expect.stringContaining('is told notice 1 again') });
    await until('it is told again', () => { expect(carrier.got).toHaveLength(2); return Promise.resolve(true); }, 10_000);
    const [first, second] = carrier.got;
    expect([second!.headers['webhook-id'], second!.body.toString()]).toEqual([first!.headers['webhook-id'], first!.body.toString()]);
  }, 30_000);

  it('finds nothing behind a forged link, in every language; forms are read at no other door; and too many requests have to wait', async () => {
    const forged = await ask(link.replace(ref, 'HW-2222222'));
    const page = await forged.text();
    expect([forged.status, ['This link leads nowhere', 'no lleva a ninguna parte', 'não leva a lugar nenhum', 'ne mène nulle part'].every((words) => page.includes(words))]).toEqual([404, true]);
    expect((await fetch(new URL('/addressees', flow.house.gateway.url), { method: 'POST', headers: { 'x-api-key': flow.adminKey }, body: new URLSearchParams({ isa08: 'X' }) })).status).toBe(415);
    expect((await ask(link, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'x'.repeat(5_000) })).status).toBe(413);
    const statuses = [];
    for (let asked = 0; asked < 70; asked += 1) statuses.push((await ask(`${link}x`)).status);
    expect(new Set(statuses)).toEqual(new Set([404, 429]));
  }, 30_000);
});

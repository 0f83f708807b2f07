import { existsSync, mkdirSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '#common';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { isa13Of, manifest, sample, shaOfSet } from '../support/samples.js';
import { until } from '../support/until.js';

const LIMIT = 64 * 1024;
const folder = join(projectRoot(), 'var/test-intake/watched');
const quay = longBeach({ end: 'pretend' });
let flow: Flow;
let keys: { carrier: string; admin: string };

beforeAll(async () => {
  flow = await openFlow({
    name: 'test-intake', sites: [quay, carrierDesk({ end: 'pretend' })],
    partners: { BROKER: { region: 'ASIA', identities: [{ isa05: 'ZZ', isa06: 'BROKERONE' }], folder } },
    settings: { gateway: { bodyLimit: '64KiB' } },
  });
  mkdirSync(folder, { recursive: true });
  keys = { carrier: await flow.keyOf('HWSR-DESK'), admin: flow.adminKey };
}, 60_000);
afterAll(() => flow.stop(), 60_000);

interface Answer { status: number; body: { code: string; sentence: string; findings?: { code: string; sentence: string; segment: number; offset: number }[]; keptAs?: number; faults?: string[] } }

type Body = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

async function post(body: Body, headers: Record<string, string>): Promise<Answer> {
  const answer = await fetch(new URL('/interchanges', flow.house.gateway.url), { method: 'POST', headers, body, ...(body instanceof ReadableStream ? { duplex: 'half' as const } : {}) });
  return { status: answer.status, body: await answer.json() as Answer['body'] };
}

const x12 = 'application/EDI-X12';
const good = (control: number) => new Uint8Array(manifest({ to: quay.isaId, control }));
const words = (text: string) => new Uint8Array(Buffer.from(text));

describe('a post that brings no key, or the wrong one', () => {
  it.each([
    ['no key', () => ({ 'content-type': x12 }), 401, 'DOOR.NO_KEY', /^no API key was sent; expected the sender's key in the header x-api-key$/],
    ['a key nobody knows', () => ({ 'content-type': x12, 'x-api-key': 'hws_nobody' }), 401, 'DOOR.UNKNOWN_KEY', /^the API key is not known here, or was revoked; a new one is made with `npx hawser keys new`$/],
    ['the admin key', () => ({ 'content-type': x12, 'x-api-key': keys.admin }), 403, 'DOOR.OTHER_KEY', /^this door wants a sender's key; the one sent is the admin key$/],
  ] as const)('%s', async (_, headers, status, code, sentence) => {
    const before = await flow.kept();
    const answer = await post(good(1), headers());
    expect(answer).toEqual({ status, body: { code, sentence: expect.stringMatching(sentence) } });
    expect(await flow.kept()).toBe(before);
  }, 10_000);

  it('a sender\'s key does not open the desk either', async () => {
    const answer = await fetch(new URL('/documents', flow.house.gateway.url), { headers: { 'x-api-key': keys.carrier } });
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status: 403, body: { code: 'DOOR.OTHER_KEY' } });
  }, 10_000);
});

describe('a post whose content is refused', () => {
  const whole = manifest({ to: quay.isaId, control: 20 }).toString();
  it.each<[string, Uint8Array<ArrayBuffer>, number, string, string, RegExp]>([
    ['no X12 at all', words('Dear terminal, the manifest will follow tomorrow.'), 422, 'INTAKE.REFUSED_CONTENT', 'X12.NOT_X12', /found .* expected/is],
    ['an empty body', words(''), 422, 'INTAKE.REFUSED_CONTENT', 'X12.NOT_X12', /found .* expected/is],
    ['cut off in the middle of a segment', words(whole.slice(0, whole.indexOf('*PAPER GOODS') + 4)), 422, 'INTAKE.REFUSED_CONTENT', 'X12.TRUNCATED', /found .* expected/is],
    ['SE01 that does not count its segments', words(whole.replace('SE*33*', 'SE*34*')), 422, 'INTAKE.REFUSED_CONTENT', 'X12.SE01_COUNT', /34.*33|33.*34/],
    ['an ISA06 that the key\'s owner may not use', words(whole.replaceAll('HAWSERLINE', 'SOMEBODYEL')), 403, 'INTAKE.UNKNOWN_SENDER', 'INTAKE.UNKNOWN_SENDER', /^ISA06 is "SOMEBODYEL" \(ISA05 ZZ\): HWSR-DESK is not registered to send under it$/],
  ])('%s: a code, a sentence and the place; the bytes are kept as they came', async (_, bytes, status, code, finding, sentence) => {
    const documents = (await flow.documents()).length;
    const answer = await post(bytes, { 'content-type': x12, 'x-api-key': keys.carrier });
    expect(answer).toMatchObject({ status, body: { code, sentence: expect.stringMatching(sentence), keptAs: expect.any(Number) } });
    expect(answer.body.findings!.map((one) => one.code)).toContain(finding);
    for (const one of answer.body.findings!) expect(one).toMatchObject({ sentence: expect.stringMatching(/\w{3,}/), segment: expect.any(Number), offset: expect.any(Number) });
    const kept = await fetch(new URL(`/interchanges/${answer.body.keptAs}/bytes`, flow.house.gateway.url), { headers: { 'x-api-key': keys.admin } });
    expect(Buffer.from(await kept.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
    expect(await flow.desk.ask('GET', `/interchanges/${answer.body.keptAs}`)).toMatchObject({ verdict: 'rejected', partner: 'HWSR-DESK', source: 'http' });
    // Refused whole: nothing of it is a document.
    expect(await flow.documents()).toHaveLength(documents);
  }, 10_000);

  it('can be mended and sent again under the same numbers', async () => {
    const answer = await flow.post(Buffer.from(whole));
    expect(answer).toMatchObject({ status: 202, receipt: { status: 'accepted', interchanges: [{ isa13: isa13Of(20) }] } });
  }, 10_000);
});

describe('a post that is not taken in at all', () => {
  const tooLarge = () => new Uint8Array(manifest({ to: quay.isaId, control: 30, padding: 5_000 }));
  const inChunks = (bytes: Uint8Array) => {
    let at = 0;
    return new ReadableStream<Uint8Array>({ pull: (to) => { if (at >= bytes.length) to.close(); else to.enqueue(bytes.subarray(at, at += 8_192)); } });
  };

  it.each<[string, () => Body, string, number, string, RegExp]>([
    ['another content type', () => good(31), 'text/plain', 415, 'DOOR.MEDIA_TYPE', /^expected content-type application\/EDI-X12 or application\/EDIFACT for documents/],
    ['JSON', () => words('{}'), 'application/json', 415, 'DOOR.MEDIA_TYPE', /^found content-type application\/json; expected content-type application\/EDI-X12 or application\/EDIFACT for documents$/],
    ['a content type nobody reads', () => words('<manifest/>'), 'application/xml', 415, 'DOOR.MEDIA_TYPE', /^expected content-type application\/EDI-X12 or application\/EDIFACT for documents/],
    ['a body over the limit that says its length', tooLarge, x12, 413, 'INTAKE.TOO_LARGE', /^the body is larger than 65536 bytes, the limit of this door; nothing was kept\. Send it in several interchanges$/],
    ['a body over the limit that comes in chunks', () => inChunks(tooLarge()), x12, 413, 'INTAKE.TOO_LARGE', /^the body is larger than 65536 bytes/],
  ])('%s: a status, a code and a sentence, and nothing is kept', async (_, body, type, status, code, sentence) => {
    const before = await flow.kept();
    expect(await post(body(), { 'content-type': type, 'x-api-key': keys.carrier })).toEqual({ status, body: { code, sentence: expect.stringMatching(sentence) } });
    expect(await flow.kept()).toBe(before);
  }, 10_000);

  it('a body of exactly the limit is taken', async () => {
    const bytes = manifest({ to: quay.isaId, control: 32, padding: 3_000 });
    const filled = Buffer.concat([bytes, Buffer.alloc(LIMIT - bytes.length, '\n')]);
    expect(filled).toHaveLength(LIMIT);
    expect((await flow.post(filled)).status).toBe(202);
  }, 10_000);

  it.each([['says its length', { 'content-length': '20000' }], ['comes in chunks', { 'transfer-encoding': 'chunked' }]])('a sender that breaks off in mid-body, which %s: nothing is kept', async (_, length) => {
    const before = await flow.kept();
    const said = flow.log('gateway').split('the sender broke off').length;
    await new Promise<void>((broken, fail) => {
      const posting = request(new URL('/interchanges', flow.house.gateway.url), { method: 'POST', headers: { 'content-type': x12, 'x-api-key': keys.carrier, ...length } });
      posting.on('error', () => broken());
      posting.on('response', () => fail(new Error('half a body was answered')));
      // A whole interchange is there already when the line breaks: only the end of the body would have made it one.
      posting.write(good(33), () => { setImmediate(() => posting.destroy()); });
    });
    await until('the gateway noticed', () => { expect(flow.log('gateway').split('the sender broke off').length).toBeGreaterThan(said); }, 5_000);
    expect(await flow.kept()).toBe(before);
    expect((await fetch(new URL('/health', flow.house.gateway.url))).status).toBe(200);
  }, 10_000);

  it.each([['{"reference":', 'DOOR.NOT_JSON', /^the body is not JSON$/], ['', 'DOOR.NOT_JSON', /^the body is empty; expected JSON$/], ['{}', 'DOOR.WRONG_SHAPE', /^reference: .*; carrier: .*/]])('a request to the desk with the body %j says what is wrong with it', async (body, code, sentence) => {
    const answer = await fetch(new URL('/vessel-calls', flow.house.gateway.url), { method: 'POST', headers: { 'x-api-key': keys.admin, 'content-type': 'application/json' }, body });
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status: 400, body: { code, sentence: expect.stringMatching(sentence) } });
  }, 10_000);

  it('a request for what is not there says so in the same form', async () => {
    await expect(flow.desk.ask('GET', '/interchanges/999999')).rejects.toThrow('GET /interchanges/999999: interchange 999999 is not in the ledger');
    await expect(flow.desk.ask('GET', '/documents/HW-NOTHERE')).rejects.toThrow('no document has the ref HW-NOTHERE');
  }, 10_000);
});

describe('documents for somebody nobody knows', () => {
  it('are taken, listed as unroutable, and released all at once by one mapping; later ones need none', async () => {
    const stranger = (control: number) => manifest({ to: 'NEWQUAY', control });
    const refs: string[] = [];
    for (const control of [40, 41, 42]) refs.push(...await flow.take(stranger(control)));
    const listed = await flow.desk.ask<{ ref: string; because: string; endpoint: null }[]>('GET', '/documents?state=unroutable');
    expect(listed.map((doc) => doc.ref).sort()).toEqual([...refs].sort());
    expect(listed[0]).toMatchObject({ endpoint: null, because: 'nobody in the directory receives ISA08 NEWQUAY with GS03 NEWQUAY' });

    const wrong = await flow.hawser('map', 'NEWQUAY', 'NEWQUAY', 'USLGB-WEST', '--because', 'a slip of the pen');
    expect(wrong).toMatchObject({ code: 1, err: 'endpoint "USLGB-WEST" is not in the directory; known: HWSR-DESK, USLGB-EAST [OUTAGE.SCOPE]\n' });
    const said = await flow.hawser('map', 'NEWQUAY', 'NEWQUAY', quay.code, '--because', 'the new quay is worked by the east terminal');
    expect(said).toMatchObject({ code: 0, out: 'NEWQUAY/NEWQUAY goes to USLGB-EAST from now on; 3 documents that waited for it are released.\n' });
    refs.push(...await flow.take(stranger(43)));
    await flow.inState('acknowledged', refs);
    const came = flow.arrivals(quay.code).filter((one) => one.identity.isa08 === 'NEWQUAY');
    expect(came.map((one) => one.sha256).sort()).toEqual([40, 41, 42, 43].map((control) => shaOfSet(stranger(control))).sort());
    expect((await flow.story(refs[0]!)).history.map((step) => [step.event, step.actor !== ''])).toContainEqual(['mapped', true]);
  }, 30_000);
});

describe('a partner\'s watched folder', () => {
  const fromBroker = (control: number) => manifest({ from: 'BROKERONE', to: quay.isaId, control });
  const put = (name: string, bytes: Uint8Array) => writeFile(join(folder, name), bytes);
  const there = (name: string) => existsSync(join(folder, name));

  it('is read file by file once a name is final; a temporary name is left alone until it is renamed', async () => {
    for (const name of ['first.edi.tmp', 'second.edi.part', '.third.edi']) await put(name, fromBroker(50));
    await put('fourth.edi.tmp', fromBroker(51));
    await rename(join(folder, 'fourth.edi.tmp'), join(folder, 'fourth.edi'));
    await until('the one with a final name is done', () => { expect(there('fourth.edi.done')).toBe(true); }, 10_000);
    expect(['first.edi.tmp', 'second.edi.part', '.third.edi'].map(there)).toEqual([true, true, true]);
    expect((await flow.documents()).filter((doc) => doc.partner === 'BROKER').map((doc) => doc.isa13)).toEqual([isa13Of(51)]);
    await rename(join(folder, 'first.edi.tmp'), join(folder, 'first.edi'));
    await until('the renamed one is done', () => { expect(there('first.edi.done')).toBe(true); }, 10_000);
    await flow.inState('acknowledged', (await flow.documents()).filter((doc) => doc.partner === 'BROKER').map((doc) => doc.ref));
    expect(await readFile(join(folder, 'fourth.edi.done'))).toEqual(fromBroker(51));
  }, 30_000);

  it.each<[string, Uint8Array, RegExp]>([
    ['cut-off.edi', fromBroker(52).subarray(0, 400), /^.*found[\s\S]*X12\.TRUNCATED {2}segment \d+, byte \d+: [\s\S]*The bytes are kept as interchange \d+\.\n$/i],
    ['somebody-else.edi', sample('301/booking', { to: quay.isaId, control: 53 }), /^ISA06 is "HAWSERLINE" \(ISA05 ZZ\): BROKER is not registered to send under it\n[\s\S]*The bytes are kept as interchange \d+\.\n$/],
    ['too-large.edi', manifest({ from: 'BROKERONE', to: quay.isaId, control: 54, padding: 5_000 }), /^the body is larger than 65536 bytes, .*nothing was kept/],
  ])('%s is set aside, with the reason beside it', async (name, bytes, reason) => {
    await put(`${name}.tmp`, bytes);
    await rename(join(folder, `${name}.tmp`), join(folder, name));
    await until('it is set aside', () => { expect(there(`${name}.rejected`)).toBe(true); }, 10_000);
    expect(await readFile(join(folder, `${name}.reason.txt`), 'utf8')).toMatch(reason);
    expect((await readFile(join(folder, `${name}.rejected`))).equals(Buffer.from(bytes))).toBe(true);
    expect(there(name)).toBe(false);
    // Kept beside the reason, and byte for byte in the ledger where it says so.
    const kept = /interchange (\d+)/.exec(await readFile(join(folder, `${name}.reason.txt`), 'utf8'))?.[1];
    if (kept) expect((await flow.rows<{ sha256: string; verdict: string }>('select verdict from interchange where id = $1', [kept]))[0]).toEqual({ verdict: 'rejected' });
  }, 20_000);

  it('answers a file that comes again under another name as the repeat it is', async () => {
    const documents = (await flow.documents()).filter((doc) => doc.kind === 'business').length;
    await put('again.edi', fromBroker(51));
    await until('it is done', () => { expect(there('again.edi.done')).toBe(true); }, 10_000);
    expect((await flow.documents()).filter((doc) => doc.kind === 'business')).toHaveLength(documents);
  }, 20_000);
});

describe('after all that', () => {
  it('every document that was taken is delivered once, and its history holds', async () => {
    const documents = (await flow.documents()).filter((doc) => doc.kind === 'business');
    await flow.inState('acknowledged', documents.map((doc) => doc.ref));
    expect(flow.counts().sites[quay.code]).toMatchObject({ documents: documents.length, seenAgain: 0, deliveredAsNewTwice: 0 });
    expect(await flow.brokenHistories()).toEqual([]);
  }, 30_000);
});

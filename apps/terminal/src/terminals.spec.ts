import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { Client } from 'ssh2';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSftp, type Outgoing } from '#channels';
import { FakeClock } from '#common';
import { readX12 } from '#x12';
import { newSshKeyPair, startTerminals, type Arrival, type Counts, type TerminalsConfigInput } from './index.js';

const never = new AbortController().signal;
const SETS = ['ST*315*0001~B4***VD*20180724~SE*3*0001~', 'ST*315*0002~B4***I*20180724~SE*3*0002~'];
const STATUSES = interchange(SETS, '000000101');

let folder: string;
let terminals: Awaited<ReturnType<typeof startTerminals>>;
let endpoint: ReturnType<typeof openSftp>;
const key = newSshKeyPair();
const faults: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hawser-terminal-'));
  await writeFile(join(folder, 'key'), key.privateKey, { mode: 0o600 });
  terminals = await startTerminals(config(), new FakeClock(new Date('2018-07-24T18:00:00Z')), (line) => faults.push(line));
  endpoint = connected();
});
afterEach(async () => {
  await endpoint.close();
  await terminals.close();
  await rm(folder, { recursive: true });
  expect(faults.splice(0)).toEqual([]);
});

describe('a pretend terminal', () => {
  it('takes a file, books each set of it, and answers with a 997 in its outbox', async () => {
    expect(await endpoint.channel.send(outgoing(STATUSES), never)).toMatchObject({ outcome: 'accepted' });
    const answer = await pickedUp();
    expect(answer.name).toBe('997-USLGB-EAST-000000001.edi');
    expect(await verdicts(answer.bytes)).toEqual({ isa06: 'USLGBEAST', group: 'A', sets: { '0001': 'A', '0002': 'A' } });
    expect(await ask('GET', '/counts')).toMatchObject({ total: { arrivals: 2, documents: 2, byEdi: 2, misaddressed: 0 }, unreadable: 0 });
    expect((await ask('GET', '/sites/USLGB-EAST/received')).arrivals[0]).toEqual({
      site: 'USLGB-EAST', st01: '315', identity: { isa06: 'CARRIER', isa08: 'USLGBEAST', isa13: '000000101', gs06: '101', st02: '0001' },
      sha256: createHash('sha256').update(SETS[0] ?? '').digest('hex'), channel: 'edi', part: 'whole', source: 'HW1.edi', at: '2018-07-24T18:00:00.000Z', forUs: true,
    });
    expect(await readdir(join(folder, 'sites/USLGB-EAST/processed'))).toEqual(['000001-HW1.edi']);
  });

  it('knows a set that came by mail again as the one that came by EDI', async () => {
    await endpoint.channel.send(outgoing(STATUSES), never);
    await pickedUp();
    await mail('edi-desk@uslgb-east.example', interchange(SETS.slice(0, 1), '000000101'));
    expect(await ask('GET', '/counts')).toMatchObject({ total: { arrivals: 3, documents: 2, byEdi: 2, byEmail: 0, seenAgain: 1, deliveredAsNewTwice: 0 } });
    const [kept] = await readdir(join(folder, 'mail/edi-desk@uslgb-east.example'));
    expect(await readFile(join(folder, 'mail/edi-desk@uslgb-east.example', kept ?? ''), 'utf8')).toContain('Subject: Load list');
  });

  it('counts the same content under other numbers against the sender', async () => {
    await mail('edi-desk@uslgb-east.example', interchange(SETS.slice(0, 1), '000000101'));
    await mail('edi-desk@uslgb-east.example', interchange(SETS.slice(0, 1), '000000102'));
    expect(await ask('GET', '/counts')).toMatchObject({ total: { documents: 2, byEmail: 2, deliveredAsNewTwice: 1 } });
  });

  it('leaves files where they are when it is one that does, and reads each once', async () => {
    await endpoint.close();
    await terminals.close();
    const [only] = config().sites;
    terminals = await startTerminals({ ...config(), sites: only ? [{ ...only, leavesFiles: true }] : [] }, new FakeClock(), (line) => faults.push(line));
    endpoint = connected();
    const booked = once(terminals.received, 'booked');
    await endpoint.channel.send(outgoing(STATUSES), never);
    await booked;
    expect(await endpoint.channel.settle(outgoing(STATUSES), never)).toMatchObject({ found: 'arrived' });
    const bookedAgain = once(terminals.received, 'booked');
    await endpoint.channel.send({ ...outgoing(STATUSES), wireIdentity: 'HW2.edi' }, never);
    await bookedAgain;
    expect(await ask('GET', '/counts')).toMatchObject({ total: { arrivals: 4, documents: 2, seenAgain: 2 } });
  });

  it('puts what it is handed into its outbox', async () => {
    expect(await ask('POST', '/sites/USLGB-EAST/send', STATUSES)).toEqual({ file: 'USLGB-EAST-000001.edi' });
    expect((await pickedUp()).bytes.toString()).toBe(STATUSES);
  });

  it.each([
    ['reject', { group: 'R', sets: { '0001': 'R', '0002': 'R' } }],
    ['partial', { group: 'P', sets: { '0001': 'A', '0002': 'R' } }],
  ])('answers as it is told: %s', async (answers, expected) => {
    await behave({ answers });
    await endpoint.channel.send(outgoing(STATUSES), never);
    expect(await verdicts((await pickedUp()).bytes)).toMatchObject(expected);
  });

  it('answers EDIFACT by CONTRL, message by message', async () => {
    const message = (reference: number) => `UNH+${reference}+COPRAR:D:95B:UN:SMDG16'BGM+43+HWSR${reference}+9'UNT+3+${reference}'`;
    await behave({ answers: 'partial' });
    await endpoint.channel.send(outgoing(`UNB+UNOA:2+CARRIER+USLGBEAST+180724:1800+E1'${message(1)}${message(2)}UNZ+2+E1'`), never);
    const answer = (await pickedUp()).bytes.toString();
    expect(answer).toContain('UCI+E1+CARRIER+USLGBEAST+7');
    expect(answer).toMatch(/UCM\+1\+COPRAR:D:95B:UN:SMDG16\+7'\s*UCM\+2\+COPRAR:D:95B:UN:SMDG16\+4/);
  });

  it('says what it could not read', async () => {
    const booked = once(terminals.received, 'booked');
    await endpoint.channel.send(outgoing('a letter to the terminal'), never);
    expect(await booked).toEqual(['USLGB-EAST', 'HW1.edi']);
    const { arrivals, unreadable } = await ask('GET', '/received');
    expect(arrivals).toEqual([]);
    expect(unreadable).toMatchObject([{ site: 'USLGB-EAST', source: 'HW1.edi', because: expect.stringContaining('ISA') }]);
  });
});

describe('a pretend terminal that is told to fail', () => {
  it('refuses connections, and takes them again on the same port', async () => {
    await endpoint.channel.probe(never);
    await behave({ sftp: 'refuse' });
    expect(await endpoint.channel.send(outgoing(STATUSES), never)).toMatchObject({ outcome: 'unreachable', because: 'connect-failed' });
    await behave({ sftp: 'normal' });
    expect(await endpoint.channel.send(outgoing(STATUSES), never)).toMatchObject({ outcome: 'accepted' });
  });

  it('stalls before the first word, and in the middle of a session', async () => {
    await behave({ sftp: 'stall' });
    expect(await endpoint.channel.send(outgoing(STATUSES), never)).toMatchObject({ outcome: 'unreachable', because: 'timed-out' });
    await behave({ sftp: 'normal' });
    expect(await endpoint.channel.probe(never)).toMatchObject({ ok: true });
    await behave({ sftp: 'stall' });
    expect(await endpoint.channel.send(outgoing(STATUSES), never)).toMatchObject({ outcome: 'unreachable', because: 'timed-out' });
  });

  it('cuts the line after a rename, so that nobody can tell by a look', async () => {
    await behave({ sftp: 'drop-after-rename' });
    const booked = once(terminals.received, 'booked');
    expect(await endpoint.channel.send(outgoing(STATUSES), never)).toMatchObject({ outcome: 'unknown', because: 'dropped' });
    await booked;
    expect(await endpoint.channel.settle(outgoing(STATUSES), never)).toEqual({ found: 'cannot-tell', because: 'neither name is there, and they take files away' });
    expect(await ask('GET', '/counts')).toMatchObject({ total: { documents: 2 } });
  });

  it('denies writing', async () => {
    await behave({ sftp: 'reject-writes' });
    expect(await endpoint.channel.send(outgoing(STATUSES), never)).toMatchObject({ outcome: 'refused', because: 'refused-by-server', forGood: false });
  });

  it('defers, refuses and drops mail', async () => {
    const to = 'edi-desk@uslgb-east.example';
    await ask('POST', '/mail/behaviour', '{"smtp":"defer"}');
    await expect(mail(to, STATUSES)).rejects.toMatchObject({ responseCode: 451 });
    await ask('POST', '/mail/behaviour', '{"smtp":"reject-recipient"}');
    await expect(mail(to, STATUSES)).rejects.toMatchObject({ responseCode: 550 });
    await ask('POST', '/mail/behaviour', '{"smtp":"refuse"}');
    await expect(mail(to, STATUSES)).rejects.toMatchObject({ code: 'ESOCKET' });
    await ask('POST', '/mail/behaviour', '{"smtp":"drop-after-data"}');
    await expect(mail(to, STATUSES)).rejects.toThrow();
    expect(await ask('GET', '/counts')).toMatchObject({ total: { documents: 2, byEmail: 2 } });
    await ask('POST', '/mail/behaviour', '{"smtp":"normal"}');
    await expect(mail('nobody@uslgb-east.example', STATUSES)).rejects.toMatchObject({ responseCode: 550 });
  });

  it('says what was wrong with an order', async () => {
    expect(await ask('POST', '/sites/USLGB-EAST/behaviour', '{"sftp":"sleepy"}')).toMatchObject({ error: expect.stringContaining('"normal"|"refuse"|"stall"') });
    expect(await ask('POST', '/sites/ELSEWHERE/behaviour', '{}')).toMatchObject({ error: 'no site "ELSEWHERE"; there are USLGB-EAST' });
  });
});

describe('the SFTP end of a pretend terminal', () => {
  it('lets nobody out of its folder, by dots or by a link', async () => {
    await symlink('/etc', join(folder, 'sites/USLGB-EAST/outbox/etc'));
    await symlink('/etc/passwd', join(folder, 'sites/USLGB-EAST/outbox/accounts.edi'));
    await writeFile(join(folder, 'secret'), 'x');
    expect(await readsAsClient('/../../secret')).toBe('No such file or directory');
    expect(await readsAsClient('/outbox/etc/passwd')).toBe('Permission denied');
    expect(await readsAsClient('/outbox/accounts.edi')).toBe('Permission denied');
  });

  it('admits nobody with another key', async () => {
    await writeFile(join(folder, 'key'), newSshKeyPair().privateKey);
    expect(await endpoint.channel.send(outgoing(STATUSES), never)).toMatchObject({ outcome: 'unreachable', because: 'auth-refused' });
  });
});

function config(): TerminalsConfigInput {
  return {
    folder, control: { port: 0 }, mail: { port: 0 },
    sites: [{
      code: 'USLGB-EAST', kind: 'terminal', sftp: { port: 0, user: 'carrier', authorizedKey: key.publicKey },
      mailbox: 'edi-desk@uslgb-east.example', answersAfterMs: 0, isa: { qualifier: 'ZZ', id: 'USLGBEAST' },
    }],
  };
}

function connected(): ReturnType<typeof openSftp> {
  return openSftp({
    host: '127.0.0.1', port: site().sftp.port, hostKey: site().sftp.hostKey, user: 'carrier', privateKeyFile: join(folder, 'key'), passwordEnv: null,
    inbox: '/inbox', outbox: '/outbox', temporarySuffix: '.tmp', readsTemporaryNames: false, removesFiles: true, connectTimeoutMs: 1_000, stallTimeoutMs: 300,
  });
}

function site(): (typeof terminals)['ready']['sites'][number] {
  const [first] = terminals.ready.sites;
  if (!first) throw new Error('expected a site');
  return first;
}

function interchange(sets: string[], isa13: string): string {
  return `ISA*00*          *00*          *ZZ*CARRIER        *ZZ*USLGBEAST      *180724*1800*U*00401*${isa13}*0*P*>~`
    + `GS*QO*CARRIER*USLGBEAST*20180724*1800*101*X*004010~${sets.join('')}GE*${sets.length}*101~IEA*1*${isa13}~`;
}

function outgoing(text: string): Outgoing {
  const bytes = Buffer.from(text);
  return { wireIdentity: 'HW1.edi', byteLength: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), async *bytes() { yield bytes; }, recipients: [] };
}

/** What the control door says; each story looks at its own part. */
interface Said { arrivals: Arrival[]; unreadable: unknown; total: Counts }

async function ask(method: string, path: string, body?: string): Promise<Said> {
  const response = await fetch(`http://127.0.0.1:${terminals.ready.control.port}${path}`, { method, ...(body === undefined ? {} : { body }) });
  return await response.json() as Said;
}

const behave = (change: object): Promise<unknown> => ask('POST', '/sites/USLGB-EAST/behaviour', JSON.stringify(change));

/** The first file in the outbox, as a partner picks it up. */
async function pickedUp(): Promise<{ name: string; bytes: Buffer }> {
  const { pickUp } = endpoint;
  await seen('outbox', (names) => names.some((name) => name.endsWith('.edi')));
  const [file] = await pickUp?.list(never) ?? [];
  if (!pickUp || !file) throw new Error('expected a file in the outbox');
  const chunks: Uint8Array[] = [];
  for await (const chunk of await pickUp.read(file.name, never)) chunks.push(chunk);
  await pickUp.taken(file.name, never);
  return { name: file.name, bytes: Buffer.concat(chunks) };
}

/** Waits for a folder's content. The watcher listens before the first look, so that no change falls between. */
async function seen(where: string, enough: (names: string[]) => boolean): Promise<void> {
  const path = join(folder, 'sites/USLGB-EAST', where);
  await new Promise<void>((done, fail) => {
    const watcher = watch(path);
    const look = (): void => {
      readdir(path).then((names) => {
        if (!enough(names)) return;
        watcher.close();
        done();
      }, fail);
    };
    watcher.on('change', look);
    look();
  });
}

async function verdicts(bytes: Buffer): Promise<unknown> {
  const [found] = (await readX12([bytes])).interchanges;
  const answer = found?.groups[0]?.sets[0]?.acknowledgement;
  return { isa06: found?.isa06.trim(), group: answer?.groupVerdict, sets: Object.fromEntries(answer?.sets.map(({ st02, verdict }) => [st02, verdict]) ?? []) };
}

async function mail(to: string, content: string): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: terminals.ready.mail.port, ignoreTLS: true });
  try {
    await transport.sendMail({ from: 'edi@carrier.example', to, subject: 'Load list', text: 'see below', attachments: [{ filename: 'HW1.edi', content, contentType: 'application/EDI-X12' }] });
  } finally {
    transport.close();
  }
}

/** What a client of its own hears when it opens a path; null when it may read. */
async function readsAsClient(path: string): Promise<string | null> {
  const client = new Client().connect({ host: '127.0.0.1', port: site().sftp.port, username: 'carrier', privateKey: key.privateKey });
  await once(client, 'ready');
  const heard = await new Promise<string | null>((done) => {
    client.sftp((_error, sftp) => sftp.open(path, 'r', (error) => done(error ? error.message : null)));
  });
  client.end();
  await once(client, 'close');
  return heard;
}

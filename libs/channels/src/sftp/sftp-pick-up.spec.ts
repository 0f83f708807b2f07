import { chown, mkdir, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSshd, type Sshd } from '../../../../test/support/sshd.js';
import { startTcpProxy, type TcpProxy } from '../../../../test/support/tcp-proxy.js';
import type { PickUp } from '../channel.js';
import { openSftp } from './index.js';

const ANSWER = 'ISA*00*          *00*          *ZZ*USLGBEAST      *ZZ*CARRIER        *181124*1230*U*00401*000000007*0*P*>~';
const never = new AbortController().signal;

let sshd: Sshd;
let proxy: TcpProxy;
let endpoint: ReturnType<typeof openSftp>;
let pickUp: PickUp;
let passedOver: Record<string, string>;

beforeAll(async () => { sshd = await startSshd(); });
afterAll(() => sshd.stop());
beforeEach(async () => {
  proxy = await startTcpProxy(sshd);
  passedOver = {};
  endpoint = openSftp({
    host: proxy.host, port: proxy.port, user: sshd.user, privateKeyFile: sshd.privateKeyFile, passwordEnv: null, hostKey: sshd.hostKey,
    inbox: 'inbox', outbox: 'outbox', temporarySuffix: '.writing', readsTemporaryNames: false, removesFiles: false,
    connectTimeoutMs: 2_000, stallTimeoutMs: 400,
  }, { entries: 3, byteLength: 1_000_000, passedOver: (name, because) => { passedOver[name] = because; } });
  if (!endpoint.pickUp) throw new Error('expected a pick-up');
  pickUp = endpoint.pickUp;
});
afterEach(async () => {
  await endpoint.close();
  await proxy.stop();
  await rm(outbox(), { recursive: true });
  await mkdir(outbox());
  if (sshd.owner) await chown(outbox(), sshd.owner.uid, sshd.owner.gid);
});

describe('an SFTP pick-up', () => {
  it('lists finished files, oldest first and at most so many at once', async () => {
    for (const [name, day] of [['997-d.edi', 4], ['997-b.edi', 2], ['997-a.edi', 1], ['997-c.edi', 3]] as const) await put(name, ANSWER, day);
    expect(await pickUp.list(never)).toEqual([
      { name: '997-a.edi', byteLength: 106, modifiedAt: new Date('2018-07-01T00:00:00Z') },
      { name: '997-b.edi', byteLength: 106, modifiedAt: new Date('2018-07-02T00:00:00Z') },
      { name: '997-c.edi', byteLength: 106, modifiedAt: new Date('2018-07-03T00:00:00Z') },
    ]);
  });

  it('passes over what is being written, hidden, too large or no file, and says why', async () => {
    await put('997.edi.writing', ANSWER, 1);
    await put('997.edi.FILEPART', ANSWER, 1);
    await put('.997.edi', ANSWER, 1);
    await put('all-of-july.edi', Buffer.alloc(1_000_001), 1);
    await put('empty.edi', '', 1);
    await mkdir(outbox('sent'));
    await symlink('/etc/passwd', outbox('accounts.edi'));
    expect(await pickUp.list(never)).toEqual([]);
    expect(passedOver).toEqual({
      '997.edi.writing': 'a temporary name',
      '997.edi.FILEPART': 'a temporary name',
      '.997.edi': 'a hidden file',
      'all-of-july.edi': '1000001 bytes, more than 1000000',
      'empty.edi': 'empty: it is being written, or nothing was',
      sent: 'not a regular file',
      'accounts.edi': 'not a regular file',
    });
  });

  it('reads a file whole and removes it only when told that it was taken', async () => {
    const report = Buffer.alloc(300_000, 'REP');
    await put('322-gate.edi', report, 1);
    expect((await contentOf('322-gate.edi')).equals(report)).toBe(true);
    expect(await readdir(outbox())).toEqual(['322-gate.edi']);
    await pickUp.taken('322-gate.edi', never);
    await pickUp.taken('322-gate.edi', never);
    expect(await readdir(outbox())).toEqual([]);
  });

  it('follows no name out of the folder and no link', async () => {
    await symlink('/etc/passwd', outbox('accounts.edi'));
    await expect(pickUp.read('../../etc/passwd', never)).rejects.toThrow('"../../etc/passwd" is not picked up: a hidden file');
    await expect(pickUp.taken('sub/997.edi', never)).rejects.toThrow('with a separator');
    await expect(pickUp.read('accounts.edi', never)).rejects.toMatchObject({ code: 'CHANNELS.SFTP' });
  });

  it('fails in the middle of a file when the line stalls, and leaves the file there', async () => {
    await put('322-gate.edi', Buffer.alloc(300_000, 'REP'), 1);
    const stream = await pickUp.read('322-gate.edi', never);
    const read = async (): Promise<void> => { for await (const _ of stream) proxy.become('stall'); };
    await expect(read()).rejects.toMatchObject({ because: 'stalled' });
    expect(await readdir(outbox())).toEqual(['322-gate.edi']);
  });

  it('shares one connection with the channel, which goes on when the pick-up is closed', async () => {
    await put('997.edi', ANSWER, 1);
    expect(await endpoint.channel.probe(never)).toEqual({ ok: true, words: 'inbox is there' });
    expect(await contentOf('997.edi')).toEqual(Buffer.from(ANSWER));
    await pickUp.close();
    expect(await endpoint.channel.probe(never)).toEqual({ ok: true, words: 'inbox is there' });
    expect(proxy.connections()).toBe(1);
  });
});

function outbox(...names: string[]): string {
  return join(sshd.root, 'outbox', ...names);
}

async function put(name: string, content: string | Buffer, dayOfJuly: number): Promise<void> {
  await writeFile(outbox(name), content);
  const at = new Date(Date.UTC(2018, 6, dayOfJuly));
  await utimes(outbox(name), at, at);
}

async function contentOf(name: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await pickUp.read(name, never)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

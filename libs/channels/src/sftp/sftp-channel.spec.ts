import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSshd, type Sshd } from '../../../../test/support/sshd.js';
import { startTcpProxy, type TcpProxy } from '../../../../test/support/tcp-proxy.js';
import type { Channel, Outgoing } from '../channel.js';
import { sftpChannel, type SftpSettings } from './index.js';

const NAME = 'HW7K2M9Q.edi';
const LOAD_LIST = 'ISA*00*          *00*          *ZZ*CARRIER        *ZZ*USLGBEAST      *181124*1200*U*00401*000000101*0*P*>~';
const never = new AbortController().signal;

let sshd: Sshd;
let proxy: TcpProxy;
let channel: Channel;

beforeAll(async () => { sshd = await startSshd(); });
afterAll(() => sshd.stop());
beforeEach(async () => {
  proxy = await startTcpProxy(sshd);
  channel = sftpChannel(settings({}));
});
afterEach(async () => {
  await channel.close();
  await proxy.stop();
  for (const folder of ['inbox', 'outbox']) {
    await chmod(at(folder), 0o755);
    for (const name of await readdir(at(folder))) await rm(at(folder, name));
  }
});

describe('an SFTP channel that sends', () => {
  it('puts the whole file under its name and quotes what it saw there', async () => {
    expect(await channel.send(outgoing(LOAD_LIST), never)).toEqual({ outcome: 'accepted', receipt: 'inbox/HW7K2M9Q.edi 106 bytes after rename' });
    expect(await readFile(at('inbox', NAME), 'latin1')).toBe(LOAD_LIST);
    expect(await readdir(at('inbox'))).toEqual([NAME]);
  });

  it('shows a file under its final name only when it is whole', async () => {
    const seen: string[][] = [];
    const pieces = Array.from({ length: 20 }, (_, i) => Buffer.alloc(40_000, 65 + i));
    const whole = Buffer.concat(pieces);
    async function* slowly() {
      for (const piece of pieces) {
        seen.push(await readdir(at('inbox')));
        yield piece;
      }
    }
    expect(await channel.send({ ...outgoing(whole), bytes: slowly }, never)).toMatchObject({ outcome: 'accepted' });
    expect(seen.flat()).not.toContain(NAME);
    expect(seen.at(-1)).toEqual([`${NAME}.tmp`]);
    expect((await readFile(at('inbox', NAME))).equals(whole)).toBe(true);
  });

  it('takes a file of the same size under the same name for an earlier try that arrived', async () => {
    await writeFile(at('inbox', NAME), LOAD_LIST);
    const before = (await stat(at('inbox', NAME))).mtimeMs;
    expect(await channel.send(outgoing(LOAD_LIST), never)).toEqual({ outcome: 'accepted', receipt: 'inbox/HW7K2M9Q.edi 106 bytes, there already from an earlier try' });
    expect((await stat(at('inbox', NAME))).mtimeMs).toBe(before);
  });

  it('overwrites nobody: another file under the name is refused for good', async () => {
    await writeFile(at('inbox', NAME), 'somebody else');
    expect(await channel.send(outgoing(LOAD_LIST), never)).toEqual({
      outcome: 'refused', because: 'name-taken', forGood: true,
      words: 'inbox/HW7K2M9Q.edi: found 13 bytes under this name already, expected none or 106 bytes',
    });
  });

  it('is refused for now where it may not write', async () => {
    await chmod(at('inbox'), 0o555);
    expect(await channel.send(outgoing(LOAD_LIST), never)).toEqual({
      outcome: 'refused', because: 'refused-by-server', forGood: false, words: 'while writing the temporary file: Permission denied',
    });
  });

  it('never sends a name that could be read as a path', async () => {
    expect(await channel.send({ ...outgoing(LOAD_LIST), wireIdentity: '../.ssh/authorized_keys' }, never)).toMatchObject({ outcome: 'refused', because: 'name-not-allowed', forGood: true });
    expect(proxy.connections()).toBe(0);
  });

  it('throws when storage gives other bytes than were composed, and leaves nothing behind', async () => {
    await expect(channel.send({ ...outgoing(LOAD_LIST), sha256: '00' }, never)).rejects.toMatchObject({ code: 'CHANNELS.OUTGOING_DIFFERS' });
    expect(await readdir(at('inbox'))).toEqual([]);
  });
});

describe('an SFTP channel whose far side cannot be reached', () => {
  it('sends nothing to a server with another host key', async () => {
    const pinned = `SHA256:${'A'.repeat(43)}`;
    await withChannel({ hostKey: pinned }, async (other) => {
      expect(await other.send(outgoing(LOAD_LIST), never)).toEqual({
        outcome: 'unreachable', because: 'host-key-changed',
        words: `before the first byte: host key: found ${sshd.hostKey} (ssh-ed25519), expected ${pinned}; nothing was sent`,
      });
    });
    expect(await readdir(at('inbox'))).toEqual([]);
  });

  it('says that a connection was refused', async () => {
    await proxy.stop();
    expect(await channel.send(outgoing(LOAD_LIST), never)).toEqual({
      outcome: 'unreachable', because: 'connect-failed', words: `before the first byte: connect ECONNREFUSED 127.0.0.1:${proxy.port}`,
    });
    expect(await channel.probe(never)).toEqual({ ok: false, words: `connect ECONNREFUSED 127.0.0.1:${proxy.port}` });
  });

  it('gives up a server that accepts and says nothing', async () => {
    proxy.become('stall');
    expect(await channel.send(outgoing(LOAD_LIST), never)).toMatchObject({ outcome: 'unreachable', because: 'timed-out' });
  });

  it('tells a refused user from a dead line', async () => {
    await withChannel({ user: 'stranger' }, async (other) => {
      expect(await other.send(outgoing(LOAD_LIST), never)).toMatchObject({ outcome: 'unreachable', because: 'auth-refused' });
    });
  });

  it('does not blame the far side for a key file of ours that is missing', async () => {
    await withChannel({ privateKeyFile: '/nowhere/key' }, async (other) => {
      expect(await other.send(outgoing(LOAD_LIST), never)).toMatchObject({ outcome: 'unreachable', because: 'credentials-unreadable' });
    });
    expect(proxy.connections()).toBe(0);
  });
});

describe('an SFTP channel whose line breaks in the middle', () => {
  const whole = Buffer.alloc(400_000, 'x');

  it('was never begun when the line stalls before the rename', async () => {
    await channel.probe(never);
    proxy.afterBytes(150_000, 'stall');
    expect(await channel.send(outgoing(whole), never)).toEqual({
      outcome: 'unreachable', because: 'stalled', words: 'while writing the temporary file: no answer for 400 ms',
    });
    expect(existsSync(at('inbox', NAME))).toBe(false);
  });

  it('may have arrived when a partner who reads temporary names got a part of it', async () => {
    await withChannel({ readsTemporaryNames: true }, async (other) => {
      await other.probe(never);
      proxy.afterBytes(150_000, 'drop');
      expect(await other.send(outgoing(whole), never)).toMatchObject({ outcome: 'unknown', because: 'dropped' });
      proxy.become('pass');
      expect(await other.settle(outgoing(whole), never)).toEqual({
        found: 'cannot-tell', because: 'only the temporary file is there, and they may read it under that name',
      });
    });
  });

  it('does not know when the line drops between the rename and its answer, and a look finds it arrived', async () => {
    const document = outgoing(LOAD_LIST);
    proxy.insteadOfAnswer(() => existsSync(at('inbox', NAME)), 'drop');
    expect(await channel.send(document, never)).toMatchObject({ outcome: 'unknown', because: 'dropped' });
    proxy.become('pass');
    expect(await channel.settle(document, never)).toEqual({ found: 'arrived', receipt: 'inbox/HW7K2M9Q.edi 106 bytes, seen by a look' });
    expect(await channel.send(document, never)).toMatchObject({ outcome: 'accepted' });
  });

  it('ends at once when told to, before the rename, and takes its broken file away', async () => {
    const stop = new AbortController();
    async function* stopsHalfway() {
      yield whole.subarray(0, 200_000);
      stop.abort();
      yield whole.subarray(200_000);
    }
    expect(await channel.send({ ...outgoing(whole), bytes: stopsHalfway }, stop.signal)).toMatchObject({ outcome: 'unreachable', because: 'stopped-by-us' });
    expect(await readdir(at('inbox'))).toEqual([]);
  });
});

describe('an SFTP channel that settles', () => {
  it('finds absent what is there under its temporary name only, and removes it', async () => {
    await writeFile(at('inbox', `${NAME}.tmp`), LOAD_LIST);
    expect(await channel.settle(outgoing(LOAD_LIST), never)).toEqual({ found: 'absent', because: 'only the temporary file was there; it was removed' });
    expect(await readdir(at('inbox'))).toEqual([]);
  });

  it('finds absent what is not there, only with partners who never take files away', async () => {
    expect(await channel.settle(outgoing(LOAD_LIST), never)).toEqual({ found: 'absent', because: 'neither name is there, and they never take files away' });
    await withChannel({ removesFiles: true }, async (other) => {
      expect(await other.settle(outgoing(LOAD_LIST), never)).toEqual({ found: 'cannot-tell', because: 'neither name is there, and they take files away' });
    });
  });

  it('cannot tell while it cannot look', async () => {
    proxy.become('drop');
    expect(await channel.settle(outgoing(LOAD_LIST), never)).toMatchObject({ found: 'cannot-tell', because: expect.stringMatching(/^could not look: connect-failed, /) });
  });
});

describe('the kept session', () => {
  it('carries twenty documents, four at a time, over one connection', async () => {
    const documents = Array.from({ length: 20 }, (_, i) => ({ ...outgoing(`${LOAD_LIST}${i}`), wireIdentity: `HW${i}.edi` }));
    for (let i = 0; i < documents.length; i += 4) {
      const answers = await Promise.all(documents.slice(i, i + 4).map((document) => channel.send(document, never)));
      expect(answers.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    }
    expect(proxy.connections()).toBe(1);
    expect(await readdir(at('inbox'))).toHaveLength(20);
  });

  it('is made anew after the line was lost while idle', async () => {
    await channel.probe(never);
    proxy.become('drop');
    proxy.become('pass');
    expect(await channel.send(outgoing(LOAD_LIST), never)).toMatchObject({ outcome: 'accepted' });
    expect(proxy.connections()).toBe(2);
  });

  it('takes nothing more once it was closed', async () => {
    await channel.close();
    expect(await channel.send(outgoing(LOAD_LIST), never)).toMatchObject({ outcome: 'unreachable', because: 'stopped-by-us' });
    expect(proxy.connections()).toBe(0);
  });
});

function at(...names: string[]): string {
  return join(sshd.root, ...names);
}

function settings(changes: Partial<SftpSettings>): SftpSettings {
  return {
    host: proxy.host, port: proxy.port, user: sshd.user, privateKeyFile: sshd.privateKeyFile, passwordEnv: null, hostKey: sshd.hostKey,
    inbox: 'inbox', outbox: 'outbox', temporarySuffix: '.tmp', readsTemporaryNames: false, removesFiles: false,
    connectTimeoutMs: 1_500, stallTimeoutMs: 400, ...changes,
  };
}

async function withChannel(changes: Partial<SftpSettings>, story: (channel: Channel) => Promise<void>): Promise<void> {
  const other = sftpChannel(settings(changes));
  try {
    await story(other);
  } finally {
    await other.close();
  }
}

function outgoing(content: string | Buffer): Outgoing {
  const bytes = Buffer.from(content);
  return {
    wireIdentity: NAME,
    byteLength: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    async *bytes() { yield bytes; },
    recipients: [],
  };
}

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { EmailChannel } from './email-channel.js';
import type { Relay } from './smtp-session.js';

const PASSWORD = 'SPEC_SUBMISSION_PASSWORD';
const never = new AbortController().signal;
const bytes = Buffer.from('Subject: x\r\n\r\nPlease key in this manifest.\r\n');
const mail = { wireIdentity: '<hw-7f3k2q.1@hawser.example>', byteLength: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), recipients: ['desk@east.example'], async *bytes() { yield bytes; } };

const folder = mkdtempSync(join(tmpdir(), 'hawser-submission-'));
const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
const caFile = join(folder, 'ca.pem');

/** A certificate of our own authority for one address or name, with its key. */
function certificateFor(san: string): { key: Buffer; cert: Buffer } {
  writeFileSync(join(folder, 'san'), `subjectAltName=${san}`);
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-subj', '/CN=relay', '-out', 'request.pem');
  openssl('x509', '-req', '-in', 'request.pem', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'san', '-out', 'cert.pem');
  return { key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(join(folder, 'cert.pem')) };
}

let right: { key: Buffer; cert: Buffer };
let elsewhere: { key: Buffer; cert: Buffer };
const closing: (() => Promise<unknown>)[] = [];
/** `user` where the password came through TLS, `readable` where it did not */
const logins: string[] = [];

beforeAll(() => {
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-subj', '/CN=Hawser spec authority', '-days', '2', '-out', 'ca.pem');
  right = certificateFor('IP:127.0.0.1');
  elsewhere = certificateFor('DNS:relay.elsewhere.example');
  process.env[PASSWORD] = 'right';
});
afterAll(() => { rmSync(folder, { recursive: true }); delete process.env[PASSWORD]; });
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  logins.length = 0;
});

async function relay(options: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({
    logger: false, authOptional: false,
    onAuth: ({ username, password }, session, done) => {
      logins.push(session.secure ? `${username} through TLS` : `${username} readable`);
      if (password === 'right') done(null, { user: username });
      else done(Object.assign(new Error('5.7.8 wrong'), { responseCode: 535 }));
    },
    onData: (stream, _session, done) => { stream.resume().on('end', () => { done(null, '2.0.0 queued as 4711'); }); },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  closing.push(() => new Promise<void>((resolve) => { server.close(resolve); }));
  return (server.server.address() as AddressInfo).port;
}

function through(port: number, more: Partial<Relay>): EmailChannel {
  const channel = new EmailChannel({ relay: { host: '127.0.0.1', port, secure: false, user: 'hawser', passwordEnv: PASSWORD, caFile, ...more }, identity: { from: 'desk@hawser.example' }, timeouts: { connectMs: 3_000, greetingMs: 3_000, stallMs: 3_000 } });
  closing.push(() => channel.close());
  return channel;
}

describe('submission over TLS with a login', () => {
  it('is taken by STARTTLS, and the password goes through TLS', async () => {
    const port = await relay(right);
    expect(await through(port, { startTls: 'required' }).send(mail, never)).toMatchObject({ outcome: 'accepted', receipt: '250 2.0.0 queued as 4711' });
    expect(logins).toEqual(['hawser through TLS']);
  });

  it('is taken with TLS from the first byte', async () => {
    const port = await relay({ ...right, secure: true });
    expect(await through(port, { secure: true }).send(mail, never)).toMatchObject({ outcome: 'accepted' });
    expect(logins).toEqual(['hawser through TLS']);
  });

  it.each([
    ['is another\'s', elsewhereRelay, caFile, /found ".*altnames.*"; expected one for 127\.0\.0\.1, signed by the authority in .*ca\.pem\. Nothing was said to it/i],
    ['is signed by nobody we know', rightRelay, undefined, /^the certificate of 127\.0\.0\.1:\d+ is not trusted: found ".+"; expected one for 127\.0\.0\.1, signed by an authority this machine trusts/],
  ])('is refused in words when the certificate %s, and no password is said', async (_, server, ca, words) => {
    for (const secure of [false, true]) {
      const port = await server(secure);
      expect(await through(port, { secure, startTls: 'required', ...(ca === undefined ? { caFile: undefined } : {}) }).send(mail, never)).toMatchObject({ outcome: 'unreachable', because: 'certificate-not-trusted', words: expect.stringMatching(words) });
    }
    expect(logins).toEqual([]);
  });

  it('is refused in words when TLS is asked for and the relay has none', async () => {
    const port = await relay({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    expect(await through(port, { startTls: 'required' }).send(mail, never)).toMatchObject({ outcome: 'unreachable', because: 'relay-does-not-begin-tls', words: expect.stringContaining('expected STARTTLS') });
    expect(logins).toEqual([]);
  });

  it('is not tried when the authority\'s file cannot be read', async () => {
    const port = await relay(right);
    expect(await through(port, { startTls: 'required', caFile: join(folder, 'nothing.pem') }).send(mail, never)).toMatchObject({ outcome: 'unreachable', because: 'credentials-unreadable', words: expect.stringContaining('caFile: ENOENT') });
  });
});

function rightRelay(secure: boolean) { return relay({ ...right, secure }); }
function elsewhereRelay(secure: boolean) { return relay({ ...elsewhere, secure }); }

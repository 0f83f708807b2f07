import { afterEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Outgoing } from '../channel.js';
import { composeMail } from './compose-mail.js';
import { EmailChannel, type EmailChannelOptions } from './email-channel.js';

const FROM = 'Hawser Line Fallback <fallback@mail.hawserline.example>';
const TO = 'documentation@east.example';
const edi = Buffer.from('ST*309*0001~M10*HWSR~.~\n..~SE*3*0001~');
const never = new AbortController().signal;
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function outgoing(bytes: Buffer, recipients = [TO], chunks: () => AsyncIterable<Uint8Array> = async function* () { yield bytes; }): Outgoing {
  return { wireIdentity: '<hw-7f3k2q.1@mail.hawserline.example>', byteLength: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: chunks, recipients };
}

async function manifest(): Promise<Buffer> {
  const { bytes } = await composeMail({
    identity: { from: FROM, replyTo: 'documentation@mail.hawserline.example', domain: 'mail.hawserline.example' }, to: [TO], subject: 'USLGB-EAST | HARBOUR LARK 048E | MANIFEST 309 v1 | Ref HW-7F3K2Q', text: '.\nPlease key in this manifest.\n', html: '<p>Please</p>',
    attachments: [{ name: '000004711-4711-0001-309.edi.txt', contentType: 'application/EDI-X12', bytes: edi }], messageId: 'hw-7f3k2q.1@mail.hawserline.example', date: new Date('2018-07-24T18:00:00Z'), threadRoot: null, headers: { 'X-Hawser-Ref': 'HW-7F3K2Q' },
  });
  return bytes;
}

interface Sink { port: number; mails: { raw: Buffer; from: string; to: string[] }[]; sessions: number }

/** A real SMTP server that keeps what it takes. */
async function sink(options: SMTPServerOptions = {}): Promise<Sink> {
  const kept: Sink = { port: 0, mails: [], sessions: 0 };
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], logger: false,
    onConnect: (_session, done) => { kept.sessions += 1; done(); },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        kept.mails.push({ raw: Buffer.concat(chunks), from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address, to: session.envelope.rcptTo.map(({ address }) => address) });
        done(null, '2.0.0 queued as 4711');
      });
    },
    ...options,
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  closing.push(() => new Promise<void>((resolve) => { server.close(resolve); }));
  kept.port = (server.server.address() as AddressInfo).port;
  return kept;
}

/** A relay that says what the spec wants, line by line. */
async function scripted(onLine: (line: string, socket: Socket) => void, greeting = '220 relay.example ESMTP\r\n'): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => sockets.delete(socket));
    if (greeting !== '') socket.write(greeting);
    let rest = '';
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line, socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

const ANSWERS: Record<string, string> = { EHLO: '250 relay.example\r\n', MAIL: '250 ok\r\n', RCPT: '250 ok\r\n', DATA: '354 go on\r\n', RSET: '250 ok\r\n', QUIT: '221 bye\r\n' };

function polite(line: string, socket: Socket): void {
  const answer = ANSWERS[line.slice(0, 4)];
  if (answer) socket.write(answer);
}

function channelTo(port: number, more: Partial<EmailChannelOptions> = {}): EmailChannel {
  const channel = new EmailChannel({ relay: { host: '127.0.0.1', port, secure: false, startTls: 'never' }, identity: { from: FROM }, timeouts: { connectMs: 2_000, greetingMs: 300, stallMs: 2_000 }, ...more });
  closing.push(() => channel.close());
  return channel;
}

describe('a mail that arrives', () => {
  it('is accepted with the 250 words, and is the stored bytes with the X12 inside them', async () => {
    const relay = await sink();
    const bytes = await manifest();
    expect(await channelTo(relay.port).send(outgoing(bytes), never)).toEqual({ outcome: 'accepted', receipt: '250 2.0.0 queued as 4711' });
    const [mail] = relay.mails;
    expect(mail).toMatchObject({ from: 'fallback@mail.hawserline.example', to: [TO] });
    expect(mail?.raw.equals(bytes)).toBe(true);
    const parsed = await simpleParser(mail?.raw ?? '');
    expect(parsed.headers.get('x-hawser-ref')).toBe('HW-7F3K2Q');
    expect(parsed.attachments[0]?.filename).toBe('000004711-4711-0001-309.edi.txt');
    expect(createHash('sha256').update(parsed.attachments[0]?.content ?? '').digest('hex')).toBe(createHash('sha256').update(edi).digest('hex'));
  });

  it('is the same at the sink when it is sent again, over the same kept session', async () => {
    const relay = await sink();
    const channel = channelTo(relay.port);
    const mail = outgoing(await manifest());
    await channel.send(mail, never);
    await channel.send(mail, never);
    expect(relay.mails).toHaveLength(2);
    expect(relay.mails[0]?.raw.equals(relay.mails[1]?.raw ?? Buffer.alloc(0))).toBe(true);
    expect(relay.sessions).toBe(1);
  });

  it('finds a new session when the relay has ended the kept one', async () => {
    const closed: Promise<unknown>[] = [];
    const port = await scripted((line, socket) => {
      if (line.startsWith('EHLO')) closed.push(once(socket, 'close'));
      if (line === '.') socket.end('250 2.0.0 queued\r\n');
      else polite(line, socket);
    });
    const channel = channelTo(port);
    const mail = outgoing(await manifest());
    expect(await channel.send(mail, never)).toMatchObject({ outcome: 'accepted' });
    await closed[0];
    expect(await channel.send(mail, never)).toMatchObject({ outcome: 'accepted' });
    expect(closed).toHaveLength(2);
  });

  it('waits its turn when all sessions are busy', async () => {
    const relay = await sink();
    const channel = channelTo(relay.port, { pool: { maxSessions: 2, idleMs: 1_000 } });
    const mail = outgoing(await manifest());
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => channel.send(mail, never)));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(10).fill('accepted'));
    expect(relay.sessions).toBe(2);
  });
});

describe('a mail that is refused', () => {
  it('is refused for good when the box does not exist, and the session serves the next one', async () => {
    const relay = await sink({ onRcptTo: ({ address }, _session, done) => done(address === TO ? null : Object.assign(new Error('5.1.1 no such user here'), { responseCode: 550 })) });
    const channel = channelTo(relay.port);
    const bytes = await manifest();
    expect(await channel.send(outgoing(bytes, ['gone@east.example']), never)).toEqual({ outcome: 'refused', because: 'no-such-mailbox', words: '550 5.1.1 no such user here', forGood: true });
    expect(await channel.send(outgoing(bytes), never)).toMatchObject({ outcome: 'accepted' });
    expect(relay).toMatchObject({ sessions: 1, mails: [{ to: [TO] }] });
  });

  it('is unknown when one of two recipients was refused, who is named', async () => {
    const relay = await sink({ onRcptTo: ({ address }, _session, done) => done(address === TO ? null : Object.assign(new Error('5.1.1 no such user here'), { responseCode: 550 })) });
    expect(await channelTo(relay.port).send(outgoing(await manifest(), [TO, 'gone@east.example']), never))
      .toEqual({ outcome: 'unknown', because: 'some-recipients-refused', words: '250 2.0.0 queued as 4711; gone@east.example: 550 5.1.1 no such user here' });
  });

  it('is refused for now when the relay has no room', async () => {
    const relay = await sink({ onData: (stream, _session, done) => { stream.resume(); stream.on('end', () => done(Object.assign(new Error('4.3.1 insufficient system storage'), { responseCode: 452 }))); } });
    expect(await channelTo(relay.port).send(outgoing(await manifest()), never)).toMatchObject({ outcome: 'refused', because: 'relay-has-no-room-now', forGood: false });
  });

  it('is refused as too big by the relay\'s own SIZE before it is sent', async () => {
    const relay = await sink({ size: 100 });
    expect(await channelTo(relay.port).send(outgoing(await manifest()), never)).toMatchObject({ outcome: 'refused', because: 'too-big-for-the-relay', forGood: true });
    expect(relay.mails).toHaveLength(0);
  });
});

describe('a relay that is not there', () => {
  it('is unreachable when nobody listens', async () => {
    const port = await scripted(() => undefined);
    await closing.pop()?.();
    const channel = channelTo(port);
    expect(await channel.send(outgoing(await manifest()), never)).toMatchObject({ outcome: 'unreachable', because: 'connection-refused' });
    expect(await channel.probe(never)).toMatchObject({ ok: false });
  });

  it('is unreachable when the greeting never comes', async () => {
    const port = await scripted(() => undefined, '');
    expect(await channelTo(port).send(outgoing(await manifest()), never)).toMatchObject({ outcome: 'unreachable', because: 'timed-out-before-the-final-dot' });
  });

  it('is unreachable when its certificate cannot be trusted', async () => {
    const relay = await sink({ disabledCommands: [] });
    expect(await channelTo(relay.port, { relay: { host: '127.0.0.1', port: relay.port, secure: false } }).send(outgoing(await manifest()), never)).toMatchObject({ outcome: 'unreachable', because: 'certificate-not-trusted', words: expect.stringMatching(/^the certificate of 127\.0\.0\.1:\d+ is not trusted: found ".*"; expected one for 127\.0\.0\.1, signed by an authority this machine trusts/) });
    expect(relay.mails).toHaveLength(0);
  });
});

describe('a mail larger than the relay takes', () => {
  it.each([
    ['MAIL FROM, and so by the relay for everybody', 'MAIL', 'too-big-for-the-relay'],
    ['RCPT TO, and so for that mailbox', 'RCPT', 'mail-too-big'],
  ])('is told by what was refused: %s', async (_, command, because) => {
    // Says SIZE without a number: it has a limit, and does not tell it (RFC 1870 4).
    let refused = false;
    const port = await scripted((line, socket) => {
      if (line.startsWith('EHLO')) socket.write('250-relay.example\r\n250-PIPELINING\r\n250-SIZE\r\n250 ENHANCEDSTATUSCODES\r\n');
      else if (line.startsWith(command)) {
        refused = true;
        socket.write('552 5.3.4 Message size exceeds fixed limit\r\n');
      } else if (refused && /^(RCPT|DATA)/.test(line)) socket.write('503 5.5.1 nothing was begun\r\n');
      else polite(line, socket);
    });
    expect(await channelTo(port).send(outgoing(await manifest()), never)).toMatchObject({ outcome: 'refused', because, forGood: true, words: expect.stringContaining('552 5.3.4 Message size exceeds fixed limit') });
  });

  it('is refused with the size the relay announced, before a byte of it leaves', async () => {
    const relay = await sink({ size: 1_000 });
    expect(await channelTo(relay.port).send(outgoing(await manifest()), never)).toMatchObject({ outcome: 'refused', because: 'too-big-for-the-relay', forGood: true, mostBytes: 1_000 });
    expect(relay.mails).toHaveLength(0);
  });
});

describe('a line that drops', () => {
  it('is unreachable before the dot: the last bytes were never handed over', async () => {
    const seen: string[] = [];
    const port = await scripted((line, socket) => {
      seen.push(line);
      if (line === 'first half') socket.destroy();
      else polite(line, socket);
    });
    const bytes = Buffer.from('Subject: x\r\n\r\nfirst half\r\nsecond half\r\n');
    const halves = async function* () {
      yield bytes.subarray(0, 26);
      await new Promise(() => undefined);
    };
    expect(await channelTo(port).send(outgoing(bytes, [TO], halves), never)).toMatchObject({ outcome: 'unreachable', because: 'connection-lost-before-the-final-dot' });
    expect(seen).not.toContain('.');
  });

  it('is unknown after the dot', async () => {
    const port = await scripted((line, socket) => (line === '.' ? socket.destroy() : polite(line, socket)));
    expect(await channelTo(port).send(outgoing(await manifest()), never)).toMatchObject({ outcome: 'unknown', because: 'no-answer-after-the-final-dot' });
  });

  it('is unknown when the answer to the dot does not come in time', async () => {
    const port = await scripted(polite);
    const channel = channelTo(port, { timeouts: { connectMs: 2_000, greetingMs: 2_000, stallMs: 200 } });
    expect(await channel.send(outgoing(await manifest()), never)).toMatchObject({ outcome: 'unknown', because: 'no-answer-after-the-final-dot' });
  });

  it('is unreachable when we stop it before the dot, unknown when we stop it after', async () => {
    const stopBefore = new AbortController();
    const early = await scripted((line, socket) => (line.startsWith('RCPT') ? stopBefore.abort() : polite(line, socket)));
    expect(await channelTo(early).send(outgoing(await manifest()), stopBefore.signal)).toMatchObject({ outcome: 'unreachable', because: 'stopped-by-us' });
    const stopAfter = new AbortController();
    const late = await scripted((line, socket) => (line === '.' ? stopAfter.abort() : polite(line, socket)));
    expect(await channelTo(late).send(outgoing(await manifest()), stopAfter.signal)).toMatchObject({ outcome: 'unknown', because: 'no-answer-after-the-final-dot' });
  });

  it('never commits a mail that is not what was stored', async () => {
    const relay = await sink();
    const bytes = await manifest();
    const changed = outgoing(bytes, [TO], async function* () { yield bytes.subarray(0, 100); });
    const broken = outgoing(bytes, [TO], async function* () { yield bytes.subarray(0, 100); throw new Error('row 2 is missing'); });
    const channel = channelTo(relay.port);
    await expect(channel.send(changed, never)).rejects.toMatchObject({ code: 'CHANNELS.OUTGOING_DIFFERS' });
    await expect(channel.send(broken, never)).rejects.toThrow('row 2 is missing');
    expect(relay.mails).toHaveLength(0);
  });
});

describe('the channel itself', () => {
  it('probes without sending anything', async () => {
    const relay = await sink();
    expect(await channelTo(relay.port).probe(never)).toMatchObject({ ok: true, words: expect.stringMatching(/^250/) });
    expect(relay.mails).toHaveLength(0);
  });

  it('logs in with the password from the environment, and says so when it is refused', async () => {
    const relay = await sink({ authOptional: false, allowInsecureAuth: true, onAuth: ({ password }, _session, done) => (password === 'right' ? done(null, { user: 'hawser' }) : done(Object.assign(new Error('5.7.8 wrong password'), { responseCode: 535 }))) });
    const login = { relay: { host: '127.0.0.1', port: relay.port, secure: false, startTls: 'never' as const, user: 'hawser', passwordEnv: 'SPEC_RELAY_PASSWORD' } };
    process.env['SPEC_RELAY_PASSWORD'] = 'right';
    expect(await channelTo(relay.port, login).send(outgoing(await manifest()), never)).toMatchObject({ outcome: 'accepted' });
    process.env['SPEC_RELAY_PASSWORD'] = 'wrong';
    expect(await channelTo(relay.port, login).send(outgoing(await manifest()), never)).toMatchObject({ outcome: 'unreachable', because: 'relay-refused-our-login' });
    delete process.env['SPEC_RELAY_PASSWORD'];
    expect(await channelTo(relay.port, login).send(outgoing(await manifest()), never)).toMatchObject({ outcome: 'unreachable', because: 'credentials-unreadable' });
  });

  it('tells a relay no password in clear where TLS was to be used if it is offered', async () => {
    process.env['SPEC_RELAY_PASSWORD'] = 'right';
    const said: string[] = [];
    const port = await scripted((line, socket) => {
      said.push(line);
      if (line.startsWith('EHLO')) socket.write('250-relay.example\r\n250 AUTH PLAIN LOGIN\r\n');
      else polite(line, socket);
    });
    const login = { relay: { host: '127.0.0.1', port, secure: false, startTls: 'offered' as const, user: 'hawser', passwordEnv: 'SPEC_RELAY_PASSWORD' } };
    expect(await channelTo(port, login).send(outgoing(await manifest()), never)).toMatchObject({ outcome: 'unreachable', because: 'tls-failed' });
    delete process.env['SPEC_RELAY_PASSWORD'];
    expect(said.filter((line) => !line.startsWith('EHLO'))).toEqual([]);
  });

  it('takes nothing more once closed, and can be closed twice', async () => {
    const relay = await sink();
    const channel = channelTo(relay.port);
    await channel.close();
    await channel.close();
    expect(await channel.send(outgoing(await manifest()), never)).toMatchObject({ outcome: 'unreachable', because: 'channel-closed' });
  });

  it('cuts what is on its way when it is closed: before the dot it did not arrive, after it nobody knows', async () => {
    const closeAt = async (word: (line: string) => boolean) => {
      const channel: EmailChannel = channelTo(await scripted((line, socket) => (word(line) ? void channel.close() : polite(line, socket))));
      return channel.send(outgoing(await manifest()), never);
    };
    expect(await closeAt((line) => line.startsWith('RCPT'))).toMatchObject({ outcome: 'unreachable', because: 'stopped-by-us' });
    expect(await closeAt((line) => line === '.')).toMatchObject({ outcome: 'unknown', because: 'no-answer-after-the-final-dot' });
  });

  it('has nowhere to look after an unknown outcome', async () => {
    expect(await channelTo(1).settle()).toEqual({ found: 'cannot-tell', because: 'mail-has-nowhere-to-look' });
  });
});

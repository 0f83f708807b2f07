import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import pg from 'pg';
import { AnswerMails, domainOf } from '../support/answer-mail.js';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { answerTo, event, interchange } from '../support/interchange.js';
import { MAILBOXES, RELAY, settingsOf, startMailHouse, type MailHouse } from '../support/mail-house.js';
import { gateIn, isa13Of, manifest, sha256, shaOfSet } from '../support/samples.js';
import { sendBySwaks, swaksHere, type MailBySwaks } from '../support/swaks.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const PASSWORD_ENV = 'FLOW_MAILED_DOCUMENTS_PASSWORD';
const DESK = 'documents@fallback.hawserline.example';
/** Its EDI is gone: it has mail alone, both ways. */
const quay = longBeach({ end: 'none' });
const desk = carrierDesk({ leavesFiles: true });
const STRANGER = 'gate@elsewhere.example';

const servers = new AnswerMails();
const folder = mkdtempSync(join(tmpdir(), 'hawser-mailed-'));
const RUNS = MAILBOXES && swaksHere() !== null;
let mail: MailHouse;
let flow: Flow;
beforeAll(async () => {
  if (!RUNS) return;
  mail = await startMailHouse({ domains: [DESK, quay.mailbox].map(domainOf), mailboxes: [DESK, quay.mailbox].map((address) => ({ address })) });
  // The keys of their mail servers, as agreed beforehand: an outage may cut DNS too.
  writeFileSync(join(folder, 'records.yaml'), JSON.stringify(servers.records([quay.mailbox, STRANGER].map(domainOf))));
  process.env[PASSWORD_ENV] = mail.dovecot.password;
  flow = await openFlow({
    name: 'test-mailed-documents', sites: [quay, desk],
    settings: { mail: { ...settingsOf(mail, { address: DESK, passwordEnv: PASSWORD_ENV }), answers: { dnsRecords: join(folder, 'records.yaml') } } },
  });
}, 60_000);
afterAll(async () => {
  await flow?.stop();
  await mail?.stop();
  rmSync(folder, { recursive: true, force: true });
  delete process.env[PASSWORD_ENV];
}, 60_000);

interface Hung { mailId: number; number: number; from: string; name: string; declaredType: string; byteLength: number; sha256: string; state: string; because: string; actor: string | null }
type Part = NonNullable<MailBySwaks['attached']>[number];
const x12 = (name: string, bytes: Uint8Array): Part => ({ name, type: 'application/EDI-X12', bytes });
/** What the terminal tells the carrier by itself: a container came in by the gate. */
const told = (control: number) => gateIn({ from: quay.isaId, to: desk.isaId, control });

/** A mail by a client that is not ours; the mail server of its sender's domain signs it, unless told otherwise. */
const sends = (subject: string, { from = quay.mailbox, ...more }: Partial<MailBySwaks>) =>
  sendBySwaks(mail.relay.ports.plain, { from, to: DESK, subject, words: 'See attached.', signed: (written) => servers.sign(written, domainOf(from)), ...more });
const asIs = (written: Buffer) => Promise.resolve(written);
/** What hung on the mail of that subject, when none of it is still to be taken. */
const hung = (subject: string, count = 1) => until(`what hung on "${subject}" is settled`, async () => {
  const mailIn = (await flow.desk.ask<{ id: number; subject: string }[]>('GET', '/mails-in?limit=50')).find((one) => one.subject === subject);
  const rows = (await listed('--all')).filter(({ mailId }) => mailId === mailIn?.id);
  expect(rows.filter(({ state }) => state !== 'to-take')).toHaveLength(count);
  return rows;
}, 15_000);
/** What a person typed, and was shown. */
async function listed(...args: string[]): Promise<Hung[]> {
  const said = await flow.hawser('attachments', ...args, '--json');
  expect(said).toMatchObject({ code: 0, err: '' });
  return JSON.parse(said.out) as Hung[];
}
const tasksOf = (mailId: number) => flow.rows<{ kind: string; what: string }>('select kind, what from task where mail_in_id = $1 and closed_at is null order by id', [mailId]);
const keptAs = (isa13: string) => flow.rows<{ source: string; sourceName: string; partner: string }>('select source, source_name as "sourceName", partner from interchange where isa13 = $1 and partner = $2', [isa13, quay.code]);
const atCarrier = (control: number) => flow.fileIn(desk.code, { from: quay.isaId, isa13: isa13Of(control) });

(RUNS ? describe : describe.skip)(`what a terminal without EDI sends by mail, through ${RELAY} and Dovecot`, () => {
  it('a 322 attached reaches the carrier\'s EDI byte for byte, and stands as taken in by mail', async () => {
    await sends('gate moves', { attached: [x12('moves.edi', told(1))] });
    expect((await atCarrier(1)).equals(told(1))).toBe(true);
    const doc = await flow.business(isa13Of(1));
    expect(doc).toMatchObject({ partner: quay.code, endpoint: desk.code, set: '322', sha256: shaOfSet(told(1)) });
    const [row] = await hung('gate moves');
    expect(row).toMatchObject({ number: 1, from: quay.mailbox, name: 'moves.edi', declaredType: 'application/edi-x12', byteLength: told(1).length, sha256: sha256(told(1)), state: 'taken', because: '1 document taken in' });
    expect(await keptAs(isa13Of(1))).toEqual([{ source: 'mail', sourceName: `mail ${row!.mailId}/1`, partner: quay.code }]);
    expect(await tasksOf(row!.mailId)).toEqual([]);
    // The carrier's own 997 says that its system has it.
    await flow.inState('acknowledged', [doc.ref]);
  });

  it('a 315 in the words does, from ISA to the end of IEA', async () => {
    const posted = interchange({ control: 2, from: quay.isaId, to: desk.isaId, sets: [event(2)] });
    await sends('an event', { words: `Please take this in, our line is down:\r\n\r\n${posted.toString()}\r\nThe gate desk` });
    expect((await atCarrier(2)).toString()).toBe(posted.toString().trimEnd());
    expect(await flow.business(isa13Of(2))).toMatchObject({ partner: quay.code, set: '315', sha256: shaOfSet(posted) });
    expect(await hung('an event')).toMatchObject([{ number: 0, name: '', declaredType: 'application/EDI-X12', state: 'taken' }]);
  });

  it('a 997 acknowledges the mailed document that it answers, at level syntax, and goes on to the carrier', async () => {
    const posted = manifest({ to: quay.isaId, control: 3 });
    const [ref = ''] = await flow.take(posted);
    const { attachments } = await until('the manifest is in the terminal\'s mailbox', async () => {
      const found = (await Promise.all((await mail.read(quay.mailbox)).map(({ source }) => simpleParser(source)))).find(({ subject }) => subject?.includes(ref));
      expect(found).toBeDefined();
      return found!;
    }, 15_000);
    const received = attachments.find(({ contentType }) => contentType === 'application/edi-x12')!.content;
    const answer = answerTo(received, { control: 700 });
    await sends('997', { words: 'From the gate system.', attached: [x12('answer.997', answer)] });
    await flow.inState('acknowledged', [ref]);
    const { acknowledgedLevel, answers } = await flow.story(ref);
    expect([acknowledgedLevel, answers.filter(({ level }) => level !== 'transport').map(({ level, verdict }) => `${level} ${verdict}`)]).toEqual(['syntax', ['syntax accepted']]);
    expect((await flow.fileIn(desk.code, { from: quay.isaId, isa13: isa13Of(700) })).equals(answer)).toBe(true);
    const [row] = await hung('997');
    expect(row).toMatchObject({ state: 'taken' });
    expect(await tasksOf(row!.mailId)).toEqual([]);
  });

  it('of two attached, X12 goes its way; a PDF is not opened, whatever it holds, until a person has it as a file', async () => {
    // X12 of its own in a PDF's clothes: whoever looked inside would take it in.
    const pdf = told(5);
    await sends('two attached', { attached: [x12('moves.edi', told(4)), { name: '../yard plan.pdf', type: 'application/pdf', bytes: pdf }] });
    expect((await atCarrier(4)).equals(told(4))).toBe(true);
    const [taken, kept] = await hung('two attached', 2);
    expect(taken).toMatchObject({ number: 1, state: 'taken' });
    expect(kept).toMatchObject({ number: 2, name: '../yard plan.pdf', declaredType: 'application/pdf', byteLength: pdf.length, sha256: sha256(pdf), state: 'quarantined', because: 'no EDI; a listed and proved sender wants it read' });
    expect(await keptAs(isa13Of(5))).toEqual([]);
    const which = `${kept!.mailId}/2`;
    expect((await flow.hawser('attachments')).out).toMatch(new RegExp(`${which} +${quay.mailbox} +\\.\\./yard plan\\.pdf +application/pdf +${pdf.length} +${sha256(pdf)} +quarantined`));
    expect(await tasksOf(kept!.mailId)).toMatchObject([{ kind: 'check-attachment' }]);

    const file = join(folder, 'released.pdf');
    expect(await flow.hawser('release-attachment', which, '--because', 'they said on the phone what it is', '--actor', 'duty desk', '-o', file)).toMatchObject({ code: 0, out: `${which} is in ${file}, ${pdf.length} bytes, unopened.\n` });
    expect([sha256(readFileSync(file)), (statSync(file).mode & 0o777).toString(8)]).toEqual([sha256(pdf), '600']);
    expect((await hung('two attached', 2))[1]).toMatchObject({ state: 'released', actor: 'duty desk', because: 'released by duty desk: they said on the phone what it is' });
    expect(await tasksOf(kept!.mailId)).toEqual([]);
    expect(await flow.hawser('release-attachment', which, '--because', 'once more', '-o', file)).toMatchObject({ code: 2, err: expect.stringContaining('nothing is overwritten') });
    expect(await keptAs(isa13Of(5))).toEqual([]);
  });

  it.each<[string, Partial<MailBySwaks>, string, boolean]>([
    ['a listed address without a signature', { signed: asIs }, 'EDI, and its sender is not proved', true],
    ['a listed address, changed behind its signature', { signed: async (written) => Buffer.concat([await servers.sign(written, domainOf(quay.mailbox)), Buffer.from('one line more\r\n')]) }, 'EDI, and its sender is not proved', true],
    ['an address that is listed nowhere, signed', { from: STRANGER }, 'EDI, and its sender, who is proved, is listed nowhere', true],
    ['an address that is listed nowhere, not signed', { from: STRANGER, signed: asIs }, 'EDI of a sender who is listed nowhere', false],
  ])('X12 from %s enters nothing: it is kept, with why', async (who, given, because, asks) => {
    const before = await flow.kept();
    await sends(who, { ...given, attached: [x12('moves.edi', told(6))] });
    const [row] = await hung(who);
    expect(row).toMatchObject({ state: 'quarantined', sha256: sha256(told(6)), because });
    // One thing that speaks for them makes a person look; where nothing does, nobody is disturbed.
    expect(await tasksOf(row!.mailId)).toEqual(asks ? [{ kind: 'check-attachment', what: `1 attached to mail ${row!.mailId} of ${row!.from}: ${because}` }] : []);
    expect(await flow.kept()).toBe(before);
  });

  it('and a person who knows better hands it in as the terminal\'s', async () => {
    const [row] = await hung('an address that is listed nowhere, signed');
    const said = await flow.hawser('release-attachment', `${row!.mailId}/1`, '--because', 'their new address, asked by phone', '--take', quay.code);
    expect(said).toMatchObject({ code: 0, out: expect.stringMatching(/was taken in as USLGB-EAST: accepted, HW-\w+/) });
    expect((await atCarrier(6)).equals(told(6))).toBe(true);
    expect(await tasksOf(row!.mailId)).toEqual([]);
  });

  it('X12 in two mails enters once, and the second is told as what it is', async () => {
    await sends('once', { attached: [x12('moves.edi', told(7))] });
    await hung('once');
    await sends('and again', { attached: [x12('the same moves.edi', told(7))] });
    expect(await hung('and again')).toMatchObject([{ state: 'taken', because: '1 document taken in before, and the first answer stands' }]);
    expect(await keptAs(isa13Of(7))).toHaveLength(1);
    await flow.inState('acknowledged', [(await flow.business(isa13Of(7))).ref]);
  });

  it('X12 of a mail whose reader is killed before it has committed is read again, and enters once', async () => {
    await killed('lock table mail_attachment in share mode', () => sends('killed while reading', { attached: [x12('moves.edi', told(8))] }));
    expect((await atCarrier(8)).equals(told(8))).toBe(true);
    expect(await hung('killed while reading')).toMatchObject([{ state: 'taken', because: '1 document taken in' }]);
    expect(await keptAs(isa13Of(8))).toHaveLength(1);
  });

  it('X12 whose worker is killed between intake\'s commit and its own enters once; and what belongs to an isolated region waits', async () => {
    expect(await flow.hawser('isolate', quay.region, '--because', 'malware in its networks')).toMatchObject({ code: 0 });
    await sends('killed behind intake', { attached: [x12('moves.edi', told(9))] });
    await until('it is read, and waits', async () => { expect((await listed('--all'))[0]).toMatchObject({ state: 'to-take', sha256: sha256(told(9)) }); }, 15_000);
    expect(await keptAs(isa13Of(9))).toEqual([]);
    // What is written of an attachment behind intake, and nothing before, waits for this lock.
    await flow.rows('create function behind_intake() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(309); return new; end $$');
    await flow.rows('create trigger behind_intake before update on mail_attachment for each row when (new.state <> old.state) execute function behind_intake()');
    await killed('select pg_advisory_xact_lock(309)', async () => { expect(await flow.hawser('reopen', quay.region, '--because', 'it is clean')).toMatchObject({ code: 0 }); });
    await flow.rows('drop function behind_intake cascade');
    expect(await keptAs(isa13Of(9))).toHaveLength(1);
    expect(await hung('killed behind intake')).toMatchObject([{ state: 'taken', because: '1 document taken in before, and the first answer stands' }]);
    expect(await keptAs(isa13Of(9))).toHaveLength(1);
    expect((await atCarrier(9)).equals(told(9))).toBe(true);
  });

  it.each<[string, Buffer, RegExp]>([
    ['is cut off', told(10).subarray(0, 300), /^the last segment is cut off: found "W2\*[^"]*", expected a segment terminator \(segment 7, byte 279\)$/],
    ['is another terminal\'s', gateIn({ from: 'USOAKNORTH', to: desk.isaId, control: 11 }), /^ISA06 is "USOAKNORTH" \(ISA05 ZZ\): USLGB-EAST is not registered to send under it$/],
  ])('X12 that %s is refused with a sentence, a person is told, and its bytes are all there', async (what, bytes, because) => {
    await sends(what, { attached: [x12('moves.edi', bytes)] });
    const [row] = await hung(what);
    expect(row).toMatchObject({ state: 'refused', sha256: sha256(bytes), because: expect.stringMatching(because) });
    expect(await tasksOf(row!.mailId)).toEqual([{ kind: 'check-attachment', what: `mail ${row!.mailId}/1 was not taken in: ${row!.because}` }]);
    const file = join(folder, `${row!.mailId}.edi`);
    expect(await flow.hawser('release-attachment', `${row!.mailId}/1`, '--because', 'they want to see what came', '-o', file)).toMatchObject({ code: 0 });
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(await tasksOf(row!.mailId)).toEqual([]);
  });

  it('all of it is at the carrier once, and every history holds', async () => {
    await until('each is at the carrier', () => { expect(flow.arrivals(desk.code).map(({ identity }) => Number(identity.isa13)).sort((a, b) => a - b)).toEqual([1, 2, 4, 6, 7, 8, 9]); }, 15_000);
    expect(flow.counts().total).toMatchObject({ seenAgain: 0, deliveredAsNewTwice: 0, misaddressed: 0 });
    expect(await flow.brokenHistories()).toEqual([]);
    expect(flow.log('worker')).not.toMatch(/moves\.edi|yard plan|elsewhere\.example/);
  });
});

/** Kills the worker while a statement of its waits in PostgreSQL for what `lock` holds: its transaction is open then, and never committed. */
async function killed(lock: string, begins: () => Promise<unknown>): Promise<void> {
  const holder = new pg.Client({ connectionString: flow.house.databaseUrl });
  await holder.connect();
  try {
    await holder.query('begin');
    const { rows: [self] } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid');
    await holder.query(lock);
    await begins();
    await until('the worker waits there', async () => { expect(await flow.rows('select pid from pg_stat_activity where $1 = any(pg_blocking_pids(pid))', [self!.pid])).not.toEqual([]); }, 15_000);
    await flow.killWorker();
  } finally {
    await holder.end();
  }
  await flow.startWorker();
}

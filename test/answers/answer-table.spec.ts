import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq, or } from 'drizzle-orm';
import { MINUTE } from '#common';
import { actOn, isolate, takeMail } from '#journey';
import { document, task } from '#ledger';
import { endpointOf, openStory, QUAY, type Story } from '../../libs/journey/src/testing.js';
import { AnswerMails, type AnswerToWrite } from '../support/answer-mail.js';
import { answerTo, event, interchange } from '../support/interchange.js';
import { exchangeReport, eximReport, gmailReport, outOfOffice, postfixReport, qmailReport, readReceipt, sendmailReport, type Reported } from '../support/reports.js';
import { openTestLedger, type TestLedger } from '../support/test-ledger.js';
import { CLIENTS, type ClientName } from './clients.js';

const CLERK = 'documents@uslgb-east.example';
const DOMAIN = 'uslgb-east.example';
const OUR_QUOTE = 'Answer with RECEIVED, KEYED, REJECT and why, DUPLICATE or CALL ME.\nREJECT';

let test: TestLedger;
let story: Story;
const mails = new AnswerMails();
let control = 0;
let uid = 0;
beforeAll(async () => {
  test = await openTestLedger('answer-table');
  story = await openStory(test, { txt: mails.txt, mail: { mailbox: { ratePerMinute: null, ratePerHour: null, capBytes: 327_680, forgetCapAfterMs: 86_400_000 } } });
  await isolate(story.journey, { region: 'AMERICAS', because: 'malware', actor: 'duty manager' });
}, 60_000);
afterAll(() => test.stop(), 60_000);

const fileFor = (to: string) => interchange({ control: (control += 1), to, sets: [event(control)] });
async function mailed(of: Story, to: string): Promise<{ ref: string; file: ReturnType<typeof fileFor> }> {
  const file = fileFor(to);
  const [ref = ''] = await of.take(file);
  await of.step();
  mails.clock = of.clock;
  return { ref, file };
}
const comes = (of: Story, raw: Buffer) => { of.clock.advance(MINUTE); return takeMail(of.journey, { mailbox: 'answers', uidValidity: '1', uid: (uid += 1), raw, lease: null }); };
const read = async (of: Story, ref: string, mailId: number) => {
  const [doc] = await of.ledger.db.select().from(document).where(eq(document.ref, ref));
  const open = await of.ledger.db.select({ kind: task.kind, closedAt: task.closedAt }).from(task).where(or(eq(task.mailInId, mailId), eq(task.documentId, doc!.id)));
  return { state: doc!.state, level: doc!.acknowledgedLevel, tasks: [...new Set(open.filter((one) => one.closedAt === null).map(({ kind }) => kind))].sort().join(' ') };
};

type Outcome = 'moved' | 'held' | 'refused' | 'recorded';
interface More extends Partial<AnswerToWrite> { /** where the ref stands; References unless told */ /** so long before it is taken */ earlierMs?: number; /** the ref stands in what is quoted */ quotes?: boolean; refAt?: 'line' | 'to' | 'unsigned' | 'subject' | 'body' | 'nowhere'; dns?: 'away' | 'reject'; before?: 'RECEIVED' | 'KEYED' | 'REJECT' | '997' | 'cancel'; other?: 'theirs' | 'far' }
type Row = readonly [title: string, client: ClientName, says: string, outcome: Outcome, stands: string, tasks: string, because: RegExp, more?: More];

const MOVED = /^moved HW-/;
/** Its sender has no webhook in these stories: a refusal is told by a person. */
const TELL = 'tell-carrier';
const WORDS: readonly (readonly [string, string, string])[] = [
  ['en', 'RECEIVED', 'person'], ['en', 'received, thanks.', 'person'], ['en', 'KEYED', 'person'], ['en', 'DUPLICATE', 'person'], ['en', 'REJECT wrong voyage', ''],
  ['es', 'Recibido, gracias', 'person'], ['es', 'INGRESADO', 'person'], ['es', 'RECHAZADO viaje equivocado', ''], ['es', 'Duplicado', 'person'],
  ['pt', 'Bom dia. Recebido.', 'person'], ['pt', 'Lançado', 'person'], ['pt', 'Rejeitado: viagem errada', ''], ['pt', 'EM DUPLICIDADE', 'person'],
  ['fr', 'Bonjour, bien reçu', 'person'], ['fr', 'Saisi', 'person'], ['fr', 'Refusé : mauvais voyage', ''], ['fr', 'En double', 'person'],
];
const QUOTERS: readonly ClientName[] = ['outlookDesktop', 'outlookWeb', 'gmail', 'gmailHtmlOnly', 'iosMail', 'lotusNotes', 'lotusNotesRight', 'lotusNotesBoxed', 'hiddenHtml', 'ticketSystem', 'mutt', 'bottom'];
const ROWS: readonly Row[] = [
  ...WORDS.map(([language, says, level], at): Row => [`${language}, listed, proved`, (['plain', 'latin1', 'base64'] as const)[at % 3]!, says, 'moved', level ? `acknowledged ${level}` : 'rejected', level ? '' : TELL, MOVED]),
  ...QUOTERS.map((client): Row => ['REJECT in what is quoted', client, 'RECEIVED', 'moved', 'acknowledged person', '', MOVED]),
  ...QUOTERS.map((client): Row => ['RECEIVED in what is quoted', client, 'REJECT no such call', 'moved', 'rejected', TELL, MOVED]),
  ['between marked lines', 'interleaved', 'KEYED', 'moved', 'acknowledged person', '', MOVED],
  ['an old answer that is sent on', 'plain', 'RECEIVED {ref}', 'held', 'accepted', 'check-answer', /this answer was written before/, { refAt: 'line', earlierMs: 24 * 60 * MINUTE }],
  ['their clock is ten minutes slow', 'plain', 'RECEIVED', 'moved', 'acknowledged person', '', MOVED, { earlierMs: 10 * MINUTE }],
  ['the ref in a field that was put on top of what was signed', 'plain', 'RECEIVED', 'held', 'accepted', 'check-answer', /by fields alone that its signature does not cover/, { refAt: 'unsigned' }],
  ['the same, and the words quote it', 'gmail', 'RECEIVED', 'moved', 'acknowledged person', '', MOVED, { refAt: 'unsigned', quotes: true }],
  ['no signature', 'plain', 'RECEIVED', 'held', 'accepted', 'check-answer', /nothing proves.*no DKIM signature/, { signed: 'none' }],
  ['the signature is broken', 'gmail', 'RECEIVED', 'held', 'accepted', 'check-answer', /nothing proves.*body hash/, { signed: 'broken' }],
  ['DNS is away', 'plain', 'RECEIVED', 'held', 'accepted', 'check-answer', /could not be checked/, { dns: 'away' }],
  ['forged, its domain says p=reject', 'plain', 'RECEIVED', 'refused', 'accepted', '', /forged/, { signed: 'broken', dns: 'reject' }],
  ['proved, not listed', 'plain', 'RECEIVED', 'held', 'accepted', 'check-answer', /listed nowhere/, { from: 'clerk@elsewhere.example' }],
  ['not listed, not signed', 'plain', 'RECEIVED', 'refused', 'accepted', '', /not listed, and nothing proves/, { from: 'clerk@elsewhere.example', signed: 'none' }],
  ['a listed name in front of a stranger\'s address', 'plain', 'RECEIVED', 'refused', 'accepted', '', /listed nowhere/, { from: `"${CLERK}" <clerk@elsewhere.example>`, signed: 'none' }],
  ['a plus behind the listed name', 'plain', 'RECEIVED', 'held', 'accepted', 'check-answer', /listed nowhere/, { from: 'documents+x@uslgb-east.example' }],
  ['the ref in the line', 'plain', 'RECEIVED {ref}', 'moved', 'acknowledged person', '', MOVED, { refAt: 'line' }],
  ['the ref in To', 'plain', 'RECEIVED', 'moved', 'acknowledged person', '', MOVED, { refAt: 'to' }],
  ['the ref in the subject', 'plain', 'RECEIVED', 'moved', 'acknowledged person', '', MOVED, { refAt: 'subject' }],
  ['the ref in the body', 'plain', 'RECEIVED\n\nIt is {ref}.', 'moved', 'acknowledged person', '', MOVED, { refAt: 'body' }],
  ['no ref anywhere', 'plain', 'RECEIVED', 'held', 'accepted', 'check-answer', /./, { refAt: 'nowhere' }],
  ['two refs in two lines', 'plain', 'RECEIVED {ref}\nREJECT {other} wrong voyage', 'moved', 'acknowledged person', '', /^moved HW-\w+ \(RECEIVED\), HW-\w+ \(REJECT\)/, { refAt: 'line', other: 'theirs' }],
  ['another terminal\'s document alone', 'plain', 'RECEIVED {other}', 'held', 'accepted', 'check-answer', /is not listed$/, { refAt: 'line', other: 'far' }],
  ['another terminal\'s beside their own', 'plain', 'RECEIVED {ref}\nRECEIVED {other}', 'moved', 'acknowledged person', 'check-answer', /to a person: HW-.*SGSIN-SOUTH/, { refAt: 'line', other: 'far' }],
  ['forwarded', 'plain', 'RECEIVED', 'held', 'accepted', 'check-answer', /forwarded/, { subject: 'Fwd: document' }],
  ['forwarded inside', 'plain', 'RECEIVED\n\n---------- Forwarded message ---------\nKEYED', 'held', 'accepted', 'check-answer', /forwarded/],
  ['asks to be called', 'plain', 'CALL ME about the reefers', 'held', 'accepted', 'call-back', /they ask to be called/],
  ['received, and asks to be called', 'plain', 'RECEIVED\nCALL ME about the reefers', 'moved', 'acknowledged person', 'call-back', /they ask to be called/],
  ['two words that exclude each other', 'plain', 'RECEIVED\nREJECT wrong voyage', 'held', 'accepted', 'check-answer', /RECEIVED and REJECT/],
  ['a question', 'plain', 'RECEIVED?', 'held', 'accepted', 'check-answer', /it asks/],
  ['a denial', 'plain', 'RECEIVED nothing', 'held', 'accepted', 'check-answer', /RECEIVED and then NOTHING/],
  ['a contrast', 'plain', 'RECEIVED but we cannot open it', 'held', 'accepted', 'check-answer', /RECEIVED and then BUT/],
  ['what takes it back, on the next line', 'gmail', 'RECEIVED\n\nThe PDF does not open.', 'held', 'accepted', 'check-answer', /RECEIVED, and below it NOT OPEN/],
  ['no word', 'outlookDesktop', 'Where is the manifest?', 'held', 'accepted', 'check-answer', /no line begins/],
  ['nothing but a quote', 'gmail', '', 'held', 'accepted', 'check-answer', /no words of its sender/],
  ['acknowledged by them before', 'plain', 'KEYED', 'recorded', 'acknowledged person', '', /stood so already/, { before: 'RECEIVED' }],
  ['acknowledged by a 997 before', 'plain', 'RECEIVED', 'recorded', 'acknowledged syntax', '', /stood so already/, { before: '997' }],
  ['a 997 before, and they reject', 'plain', 'REJECT wrong voyage', 'moved', 'rejected', TELL, MOVED, { before: '997' }],
  ['rejected by them before, then keyed', 'plain', 'KEYED', 'moved', 'acknowledged person', '', MOVED, { before: 'REJECT' }],
  ['rejected by them before, then received', 'plain', 'RECEIVED', 'held', 'rejected', `check-answer ${TELL}`, /stands rejected, which RECEIVED does not take back/, { before: 'REJECT' }],
  ['rejected, and rejected again', 'plain', 'REJECT wrong voyage still', 'recorded', 'rejected', TELL, /stood so already/, { before: 'REJECT' }],
  ['rejected and then cancelled', 'plain', 'KEYED', 'held', 'cancelled', `check-answer ${TELL}`, /is cancelled/, { before: 'cancel' }],
];

describe('an answer by mail, and what becomes of its document', () => {
  it.each(ROWS)('%s (%s): %j is %s, its document %s, tasks "%s"', async (_title, client, says, outcome, stands, tasks, because, more = {}) => {
    const { refAt, dns, before, other, earlierMs = 0, quotes = false, ...sender } = more;
    const { ref, file } = await mailed(story, 'USLGBEAST');
    const { ref: second } = other ? await mailed(story, other === 'far' ? 'SGSINSOUTH' : 'USLGBEAST') : { ref: '' };
    const to = story.mailsOf(ref)[0]!.identity;
    if (before === '997') await story.take(answerTo(file, { control: (control += 1) }), QUAY);
    else if (before) await comes(story, await mails.write({ from: CLERK, text: before === 'cancel' ? 'REJECT' : before, to }));
    if (before === 'cancel') await actOn(story.journey, ref, { act: 'cancel', because: 'withdrawn', actor: 'desk' });
    if (dns === 'away') mails.dead.add(DOMAIN);
    if (dns === 'reject') mails.dmarc.set(DOMAIN, 'v=DMARC1; p=reject');
    const where = refAt === undefined ? { to } : refAt === 'to' ? { recipient: `desk+${ref}@hawser.example` } : refAt === 'unsigned' ? { above: [`Cc: desk+${ref}@hawser.example`] } : refAt === 'subject' ? { subject: `Re: MANIFEST | Ref ${ref}` } : {};
    const raw = await mails.write({ from: CLERK, date: new Date(story.clock.now().getTime() - earlierMs), ...where, ...CLIENTS[client](says.replace('{ref}', ref).replace('{other}', second), quotes ? `Ref ${ref}\n${OUR_QUOTE}` : OUR_QUOTE), ...sender });
    const taken = await comes(story, raw).finally(() => { mails.dead.clear(); mails.dmarc.clear(); });
    const { state, level, tasks: open } = await read(story, ref, taken.id);
    expect({ outcome: taken.outcome, stands: [state, level ?? []].flat().join(' '), tasks: open, because: taken.because }).toEqual({ outcome, stands, tasks, because: expect.stringMatching(because) });
  }, 30_000);

  it('is shown in 60 rows or more, with those of machines', () => { expect(ROWS.length + MACHINES.length).toBeGreaterThanOrEqual(60); });
});

type Machine = readonly [title: string, write: (about: Reported) => Buffer, outcome: Outcome, state: string, tasks: string, because: RegExp];
const status = (write: (about: Reported) => Buffer, code: string, words: string, action?: Reported['action']) => (about: Reported) => write({ ...about, status: code, diagnostic: `smtp; ${words}`, ...(action ? { action } : {}) });
const MACHINES: readonly Machine[] = [
  ['Postfix: no such mailbox, 5.1.1', postfixReport, 'moved', 'waiting', '', /failed 5\.1\.1/],
  ['Exchange: no such mailbox, 5.1.10', exchangeReport, 'moved', 'waiting', '', /failed 5\.1\.10/],
  ['Gmail: the mailbox is full, 5.2.2', gmailReport, 'moved', 'waiting', 'call', /failed 5\.2\.2/],
  ['Exim, in words', eximReport, 'moved', 'waiting', '', /failed/],
  ['qmail, in words', qmailReport, 'moved', 'waiting', '', /failed/],
  ['refused by policy, 5.7.1', status(postfixReport, '5.7.1', '550 5.7.1 content refused'), 'moved', 'waiting', 'check-bounce', /failed 5\.7\.1/],
  ['full for a while, 4.2.2', status(postfixReport, '4.2.2', '452 4.2.2 mailbox full'), 'moved', 'waiting', '', /failed 4\.2\.2/],
  ['a code that says no more, 5.0.0', status(postfixReport, '5.0.0', '550 no'), 'moved', 'waiting', 'check-bounce', /failed 5\.0\.0/],
  ['delayed is no bounce', sendmailReport, 'recorded', 'accepted', '', /delayed 4\.4\.1/],
  ['relayed', status(postfixReport, '2.0.0', '250 ok', 'relayed'), 'recorded', 'accepted', '', /relayed/],
  ['delivered', status(postfixReport, '2.0.0', '250 ok', 'delivered'), 'recorded', 'accepted', '', /delivered/],
  ['a report that somebody wrote', (about) => postfixReport({ ...about, returnPath: '<x@elsewhere.example>' }), 'held', 'accepted', 'check-bounce', /comes from nobody/],
  ['a read receipt', (about) => readReceipt(about), 'recorded', 'accepted', '', /not that somebody there has it/],
  ['out of office until a day, RECEIVED in it', (about) => outOfOffice(about, 'RECEIVED. I am out of the office until 30 July 2018.'), 'recorded', 'accepted', '', /2018-07-30.*answers nothing/],
];

describe('what a machine says of a mail, and what becomes of its document', () => {
  it.each(MACHINES)('%s', async (_title, write, outcome, state, tasks, because) => {
    const own = await openStory(test, { also: [endpointOf('USOAK-NORTH', { edi: null, mail: { to: ['clerks@usoak-north.example', 'night@usoak-north.example'], language: 'en', forms: ['all', 'plain', 'words', 'print'], encryptTo: null } })] });
    const { ref } = await mailed(own, 'USOAKNORTH');
    const [mail] = own.mailsOf(ref);
    const taken = await comes(own, write({ messageId: mail!.identity.slice(1, -1), recipient: mail!.to[0]!, ref }));
    const now = await read(own, ref, taken.id);
    expect({ outcome: taken.outcome, state: now.state, level: now.level, tasks: now.tasks, because: taken.because }).toEqual({ outcome, state, level: null, tasks, because: expect.stringMatching(because) });
  }, 30_000);
});

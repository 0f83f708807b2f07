import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { MINUTE } from '#common';
import { document, task } from '#ledger';
import { takeMail } from '#journey';
import { endpointOf, openStory, QUAY, type Story } from '../../libs/journey/src/testing.js';
import { AnswerMails, type AnswerToWrite } from '../support/answer-mail.js';
import { event, interchange } from '../support/interchange.js';
import { exchangeReport, gmailReport, outOfOffice, postfixReport, qmailReport, readReceipt, sendmailReport, type Reported } from '../support/reports.js';
import { openTestLedger, type TestLedger } from '../support/test-ledger.js';
import { HTML, QUOTING } from './quoting.js';

const CLERK = 'clerks@usoak-north.example';
const NIGHT = 'night@usoak-north.example';
const STRANGER = 'someone@elsewhere.example';

let test: TestLedger;
let story: Story;
const mails = new AnswerMails();
beforeAll(async () => {
  test = await openTestLedger('answer-table');
  mails.dead.add('away.example');
  mails.dmarc.set('guarded.example', 'v=DMARC1; p=reject');
  const mail = { to: [CLERK, NIGHT], answersFrom: ['@agents.example', 'gate@away.example', 'gate@guarded.example'], language: 'en', forms: ['all', 'plain', 'words', 'print'] as const, encryptTo: null };
  story = await openStory(test, { txt: mails.txt, quay: { acknowledges: 'none' }, also: [endpointOf('USOAK-NORTH', { edi: null, phones: ['+1 555 010 0300 (gate desk)'], mail: { ...mail, forms: [...mail.forms] } })] });
}, 60_000);
afterAll(() => test?.stop(), 60_000);

let control = 0;
let uid = 0;
/** A document that was mailed to the clerks alone, a moment ago. */
interface Mailed { ref: string; id: string; /** another of the same terminal, mailed by itself */ also: string; /** one of the same terminal that never left */ unsent: string; /** one of another terminal */ foreign: string }
async function mailed(): Promise<Mailed> {
  const [ref = ''] = await story.take(interchange({ control: (control += 1), to: 'USOAKNORTH', sets: [event(control)] }));
  const [also = ''] = await story.take(interchange({ control: (control += 1), to: 'USOAKNORTH', sets: [event(control)] }));
  const [foreign = ''] = await story.take(interchange({ control: (control += 1), to: 'USLGBEAST', sets: [event(control)] }));
  await story.step();
  const [unsent = ''] = await story.take(interchange({ control: (control += 1), to: 'USOAKNORTH', sets: [event(control)] }));
  story.clock.advance(MINUTE);
  return { ref, id: `${ref}.1@hawser.example`, also, unsent, foreign };
}

const comes = (raw: Buffer) => takeMail(story.journey, { mailbox: 'answers', uidValidity: '1', uid: (uid += 1), raw, lease: null });
const says = (answer: Partial<AnswerToWrite> & Pick<AnswerToWrite, 'text'>) => ({ id }: Mailed) => mails.write({ from: CLERK, to: `<${id}>`, subject: 'Re: your document', ...answer });
/** without our mail's id: what it is about stands in the mail alone */
const alone = (answer: Partial<AnswerToWrite>, text: (of: Mailed) => string, subject: (of: Mailed) => string = () => 'Re: your document') => (of: Mailed) => mails.write({ from: CLERK, ...answer, text: text(of), subject: subject(of) });
const reports = (write: (given: Reported) => Buffer, more: Partial<Reported> = {}) => ({ id, ref }: Mailed) => Promise.resolve(write({ messageId: id, recipient: CLERK, ref, ...more }));

type Outcome = 'moved' | 'refused' | 'held' | 'recorded';
/** before: a word that came first. also: what becomes of the other document. tasks: kinds that are opened. because: a piece of it */
interface Row { what: string; before?: string; mail(of: Mailed): Promise<Buffer>; outcome: Outcome; state: string; also?: string; tasks?: readonly string[]; because?: string }

const acknowledged = { outcome: 'moved', state: 'acknowledged person' } as const;
const rejected = { outcome: 'moved', state: 'rejected' } as const;
const untouched = { state: 'accepted' } as const;
const toPerson = { outcome: 'held', ...untouched, tasks: ['check-answer'] } as const;
const byWord = (words: Record<string, string>, then: Pick<Row, 'outcome' | 'state' | 'tasks'>): Row[] => Object.entries(words).map(([language, text]) => ({ what: `${text} (${language})`, mail: says({ text }), ...then }));

const WORDS: Row[] = [
  ...byWord({ English: 'RECEIVED', Spanish: 'Recibido', Portuguese: 'Recebido.', French: 'Bien reçu' }, acknowledged),
  ...byWord({ English: 'Keyed 14:20', Spanish: 'INGRESADO', Portuguese: 'digitado', French: 'Saisie' }, acknowledged),
  ...byWord({ English: 'REJECT wrong voyage', Spanish: 'Rechazado: viaje equivocado', Portuguese: 'REJEITADO viagem errada', French: 'Refusé, mauvais voyage' }, rejected),
  ...byWord({ English: 'DUPLICATE', Spanish: 'Duplicado', Portuguese: 'Em duplicidade', French: 'Doublon' }, acknowledged),
  ...byWord({ English: 'CALL ME', Spanish: 'Llámeme', Portuguese: 'Me ligue', French: 'Rappelez-moi' }, { outcome: 'held', ...untouched, tasks: ['call-back'] }),
  { what: 'a greeting before the word', mail: says({ text: 'Good morning team,\n\n*Received*, thank you.\n\nRegards' }), ...acknowledged },
];

const SHAPES: Row[] = [
  ...Object.entries(QUOTING).map(([client, write]): Row => ({ what: `RECEIVED above what ${client} quotes`, mail: (of) => says({ text: write('RECEIVED', of.also) })(of), ...acknowledged, also: 'accepted' })),
  ...Object.entries(QUOTING).slice(0, 3).map(([client, write]): Row => ({ what: `nothing said above what ${client} quotes`, mail: (of) => says({ text: write('', of.also) })(of), ...toPerson, also: 'accepted' })),
  ...Object.entries(HTML).map(([client, { content, write }]): Row => ({ what: `RECEIVED in ${client}`, mail: (of) => says({ text: write('RECEIVED', of.also), content })(of), ...acknowledged, also: 'accepted' })),
];

const TRUST: Row[] = [
  { what: 'listed, not signed', mail: says({ text: 'RECEIVED', signed: 'none' }), ...toPerson, because: 'is listed at USOAK-NORTH' },
  { what: 'listed, changed on its way', mail: says({ text: 'RECEIVED', signed: 'broken' }), ...toPerson },
  { what: 'listed, and DNS does not answer', mail: says({ text: 'RECEIVED', from: 'gate@away.example' }), ...toPerson },
  { what: 'listed, forged: its domain says to refuse such mail', mail: says({ text: 'RECEIVED', from: 'gate@guarded.example', signed: 'broken' }), outcome: 'refused', ...untouched },
  { what: 'listed there and signed well', mail: says({ text: 'RECEIVED', from: 'gate@guarded.example' }), ...acknowledged },
  { what: 'not listed, signed well', mail: says({ text: 'RECEIVED', from: STRANGER }), ...toPerson },
  { what: 'not listed, not signed', mail: says({ text: 'RECEIVED', from: STRANGER, signed: 'none' }), outcome: 'refused', ...untouched },
  { what: 'anybody of a listed domain', mail: says({ text: 'KEYED', from: 'Night gate <gate7@agents.example>' }), ...acknowledged },
  { what: 'somebody of a domain below a listed one', mail: says({ text: 'KEYED', from: 'gate@sub.agents.example' }), ...toPerson },
  { what: 'two senders in From', mail: says({ text: 'RECEIVED', from: `${CLERK}, ${STRANGER}` }), outcome: 'refused', ...untouched },
  { what: 'a second From on top', mail: says({ text: 'RECEIVED', from: STRANGER, above: [`From: ${CLERK}`] }), ...toPerson },
  { what: 'a verdict that its sender wrote above it', mail: says({ text: 'RECEIVED', signed: 'none', above: ['Authentication-Results: mx.hawser.example; dmarc=pass header.from=usoak-north.example'] }), ...toPerson },
  { what: 'forwarded, by its subject', mail: says({ text: 'RECEIVED', subject: 'FW: your document' }), ...toPerson, because: 'forwarded' },
  { what: 'forwarded, by its words', mail: says({ text: 'FYI\n\n---------- Forwarded message ---------\nFrom: Gate\n\nRECEIVED' }), ...toPerson, because: 'forwarded' },
];

const REFS: Row[] = [
  { what: 'the ref beside the word', mail: alone({}, ({ ref }) => `RECEIVED ${ref}`), ...acknowledged, also: 'accepted' },
  { what: 'the ref in the subject', mail: alone({}, () => 'RECEIVED', ({ ref }) => `RE: MANIFEST | Ref ${ref}`), ...acknowledged },
  { what: 'the ref in the words', mail: alone({}, ({ ref }) => `RECEIVED\n\nThis is about ${ref.toLowerCase()}.`), ...acknowledged },
  { what: 'the ref in what is quoted alone', mail: alone({}, ({ ref }) => `RECEIVED\n\n> Ref ${ref}`), ...acknowledged },
  { what: 'the ref in the address it came to', mail: (of) => mails.write({ from: CLERK, text: 'RECEIVED', subject: 'x', recipient: `answers+${of.ref.toLowerCase()}@hawser.example` }), ...acknowledged },
  { what: 'two refs beside one word', mail: alone({}, ({ ref, also }) => `RECEIVED ${ref} ${also}`), ...acknowledged, also: 'acknowledged person' },
  { what: 'a line for each of two', mail: alone({}, ({ ref, also }) => `${ref} RECEIVED\n${also} REJECT seals differ`), ...acknowledged, also: 'rejected' },
  { what: 'the line wins over the thread', mail: (of) => says({ text: `KEYED ${of.also}` })(of), outcome: 'moved', ...untouched, also: 'acknowledged person' },
  { what: 'one of two is another terminal\'s', mail: alone({}, ({ ref, foreign }) => `RECEIVED ${ref} ${foreign}`), ...acknowledged, tasks: ['check-answer'] },
  { what: 'another terminal\'s alone', mail: alone({}, ({ foreign }) => `RECEIVED ${foreign}`), ...toPerson, because: 'is not listed' },
  { what: 'one that never left', mail: alone({}, ({ unsent }) => `RECEIVED ${unsent}`), ...toPerson, because: 'was never sent' },
  { what: 'a ref that is mistyped', mail: alone({}, ({ ref }) => `RECEIVED ${ref.slice(0, -1)}${ref.endsWith('2') ? '3' : '2'}`), ...toPerson },
  { what: 'no ref at all', mail: alone({}, () => 'RECEIVED'), ...toPerson, because: 'names no document' },
  { what: 'two things of one document', mail: alone({}, ({ ref }) => `RECEIVED ${ref}\nREJECT ${ref}`), ...toPerson, because: 'two things' },
];

const NO_WORD: Row[] = ['Received?', 'Not received', 'We have not yet received it', 'Received nothing', 'Received but the PDF does not open', 'It will be keyed tomorrow', 'Keyed by Friday', 'Received with errors, please resend', 'Recibido, falta el PDF', 'Thank you', 'RECEIVED\nREJECT']
  .map((text) => ({ what: JSON.stringify(text), mail: says({ text }), ...toPerson }));

const LATER: Row[] = [
  { what: 'RECEIVED once more', before: 'RECEIVED', mail: says({ text: 'RECEIVED' }), outcome: 'recorded', state: 'acknowledged person' },
  { what: 'REJECT after RECEIVED', before: 'RECEIVED', mail: says({ text: 'REJECT wrong seal' }), ...rejected },
  { what: 'RECEIVED after REJECT', before: 'REJECT wrong seal', mail: says({ text: 'RECEIVED' }), outcome: 'recorded', state: 'rejected' },
  { what: 'KEYED after REJECT', before: 'REJECT wrong seal', mail: says({ text: 'KEYED after all' }), ...acknowledged },
];

const WAITS = { outcome: 'moved', state: 'waiting' } as const;
const noted = { outcome: 'recorded', ...untouched } as const;
const MACHINES: Row[] = [
  { what: 'bounced: no such mailbox (Postfix)', mail: reports(postfixReport), ...WAITS },
  { what: 'bounced: no such mailbox (Exchange)', mail: reports(exchangeReport), ...WAITS },
  { what: 'bounced: no such mailbox (qmail, in words)', mail: reports(qmailReport), ...WAITS },
  { what: 'bounced: mailbox full (Gmail)', mail: reports(gmailReport), ...WAITS, tasks: ['call'] },
  { what: 'bounced: a gateway\'s policy', mail: reports(postfixReport, { status: '5.7.1' }), ...WAITS, tasks: ['check-bounce'] },
  { what: 'bounced after it was acknowledged', before: 'RECEIVED', mail: reports(postfixReport), outcome: 'recorded', state: 'acknowledged person' },
  { what: 'delayed', mail: reports(sendmailReport), ...noted },
  { what: 'relayed', mail: reports(postfixReport, { action: 'relayed', status: '2.0.0' }), ...noted },
  { what: 'delivered', mail: reports(postfixReport, { action: 'delivered', status: '2.0.0' }), ...noted },
  { what: 'a bounce that names no mail of ours', mail: reports(postfixReport, { messageId: 'x.1@hawser.example', ref: 'HW-2222222' }), outcome: 'held', ...untouched, tasks: ['check-bounce'] },
  { what: 'read, says a mail program', mail: ({ id }) => Promise.resolve(readReceipt({ messageId: id, recipient: CLERK })), ...noted },
  { what: 'deleted unread, says a mail program', mail: ({ id }) => Promise.resolve(readReceipt({ messageId: id, recipient: CLERK }, 'automatic-action/MDN-sent-automatically; deleted')), ...noted },
  { what: 'out of office until a day', mail: ({ id }) => Promise.resolve(outOfOffice({ messageId: id, recipient: CLERK }, 'I am out of the office until 3 August 2018.')), ...noted, because: '3 August 2018' },
  { what: 'out of office that begins with RECEIVED', mail: ({ id }) => Promise.resolve(outOfOffice({ messageId: id, recipient: CLERK }, 'RECEIVED. We are closed.')), ...noted },
];

const standing = async (ref: string): Promise<string> => {
  const [row] = await story.ledger.db.select({ state: document.state, level: document.acknowledgedLevel }).from(document).where(eq(document.ref, ref));
  return [row?.state, row?.level].filter(Boolean).join(' ');
};
const taskKinds = async (): Promise<{ id: number; kind: string }[]> => story.ledger.db.select({ id: task.id, kind: task.kind }).from(task).orderBy(task.id);

const TABLE: Record<string, Row[]> = { 'a word': WORDS, 'a shape': SHAPES, 'a sender': TRUST, 'which document': REFS, 'what is no word': NO_WORD, 'what came before': LATER, 'what machines write': MACHINES };

describe('an answer and what becomes of it', () => {
  for (const [about, rows] of Object.entries(TABLE)) {
    describe(about, () => {
      it.each(rows.map((row) => [row.what, row.outcome, row.state, row] as const))('%s: %s, its document is %s', async (_what, _outcome, _state, row) => {
        const of = await mailed();
        if (row.before !== undefined) await comes(await says({ text: row.before })(of));
        story.clock.advance(MINUTE);
        const before = (await taskKinds()).at(-1)?.id ?? 0;
        const taken = await comes(await row.mail(of));
        const opened = (await taskKinds()).filter(({ id }) => id > before).map(({ kind }) => kind);
        expect({ outcome: taken.outcome, state: await standing(of.ref), also: await standing(of.also), foreign: (await standing(of.foreign)).split(' ')[0], tasks: opened, because: taken.because })
          .toEqual({ outcome: row.outcome, state: row.state, also: row.also ?? 'accepted', foreign: 'accepted', tasks: row.tasks ?? [], because: expect.stringContaining(row.because ?? '') });
      });
    });
  }

  it('has more than sixty rows, each of another kind', () => {
    const all = Object.values(TABLE).flat().map(({ what }) => what);
    expect(all.length).toBeGreaterThan(60);
    expect(new Set(all).size).toBe(all.length);
  });

  it(`of another terminal (${QUAY}) moved none of its documents`, async () => {
    expect((await story.ledger.db.select({ state: document.state }).from(document).where(eq(document.endpoint, QUAY))).every(({ state }) => state === 'accepted')).toBe(true);
  });
});

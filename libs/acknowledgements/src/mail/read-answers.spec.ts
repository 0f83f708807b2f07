import { describe, expect, it } from '@jest/globals';
import { makeRef } from '#common';
import { readAnswers } from './read-answers.js';
import type { MailIn } from './types.js';

const A = makeRef();
const B = makeRef();
const mail = (text: string, more: Partial<MailIn> = {}): MailIn => ({
  messageId: 'm@quay.example', from: 'clerk@quay.example', to: ['desk@hawser.example'], subject: `RE: USLGB-EAST | HARBOUR LARK 048E | Ref ${A}`, references: [`${A}.1@hawser.example`], headers: [],
  contentType: 'text/plain', contentParameters: {}, text, reports: [], unreadable: null, ...more,
});
/** `word refs reason`, one for each answer; or why there is none */
const said = (text: string, more: Partial<MailIn> = {}) => {
  const { answers, because } = readAnswers(mail(text, more));
  return because ?? answers.map(({ word, refs, reason }) => [word, refs.map((ref) => (ref === A ? 'A' : ref === B ? 'B' : ref)).join('+'), reason].filter((part) => part !== '').join(' ')).join(' | ');
};

describe('the word a clerk answers with', () => {
  it.each([
    ['RECEIVED', 'received A'], ['received', 'received A'], ['Received.', 'received A'], ['*RECEIVED*', 'received A'], ['  "Received!" thanks', 'received A thanks'], ['OK received', 'received A'], ['All received, thank you', 'received A thank you'],
    ['Good morning, RECEIVED', 'received A'], ['Hi team,\nReceived thanks', 'received A thanks'], ['Hello\n\nKEYED\n\nBest regards', 'keyed A'], ['RCVD', 'received A'],
    ['KEYED', 'keyed A'], ['Keyed in 14:20', 'keyed A 14:20'], ['REJECT wrong voyage', 'reject A wrong voyage'], ['Rejected: voyage 048E is not ours, but 049E is', 'reject A voyage 048E is not ours, but 049E is'],
    ['Reject - no such call', 'reject A no such call'], ['DUPLICATE', 'duplicate A'], ['CALL ME', 'call-me A'], ['Please call me at +1 555 010 0300', 'call-me A at +1 555 010 0300'], ['RECEIVED\nCALL ME about the reefers', 'received A | call-me A about the reefers'],
    ['Recibido, gracias', 'received A gracias'], ['Buenos días, RECIBIDA', 'received A'], ['Tecleado', 'keyed A'], ['INGRESADO', 'keyed A'], ['RECHAZADO viaje equivocado', 'reject A viaje equivocado'], ['Duplicado', 'duplicate A'], ['Llámeme por favor', 'call-me A por favor'],
    ['Bom dia. Recebido.', 'received A'], ['DIGITADO', 'keyed A'], ['Lançado', 'keyed A'], ['Rejeitado: viagem errada', 'reject A viagem errada'], ['EM DUPLICIDADE', 'duplicate A'], ['Me ligue', 'call-me A'],
    ['Bonjour, bien reçu', 'received A'], ['REÇU', 'received A'], ['Saisi', 'keyed A'], ['Refusé : mauvais voyage', 'reject A mauvais voyage'], ['En double', 'duplicate A'], ['Rappelez-moi', 'call-me A'],
    ['RECEIVED\nKEYED', 'keyed A'], ['REJECT\nThe list is incomplete', 'reject A'], ['RECEIVED\nBest regards\nGate desk, No. 12\nTerminal Street\nThis mail may be corrupted, incomplete or empty', 'received A'], [`RECEIVED\n${'The sender of this mail cannot be held to what it says. '.repeat(5)}`, 'received A'], [`RECEIVED ${B}\nREJECT ${A}\npages are missing`, 'received B | reject A'],
  ])('%j is read as %s', (text, expected) => { expect(said(text)).toBe(expected); });

  it.each([
    ['Not received', 'it mentions RECEIVED, and no line begins with it'], ['We have not yet received the manifest', 'it mentions RECEIVED, and no line begins with it'], ['NO RECIBIDO', 'it mentions RECIBIDO, and no line begins with it'],
    ['Received?', 'it asks "RECEIVED?"'], ['¿Recibido?', 'it asks "RECIBIDO?"'], ['Received nothing so far', 'it says RECEIVED and then NOTHING'], ['RECEIVED but the PDF does not open', 'it says RECEIVED and then BUT'], ['Recibido pero no se puede abrir', 'it says RECIBIDO and then PERO'],
    ['It will be keyed tomorrow', 'it mentions KEYED, and no line begins with it'], ['Thank you', 'no line begins with a word that is known'], ['', 'it has no words of its sender\'s own'], ['> RECEIVED', 'it has no words of its sender\'s own'],
    ['RECEIVED\nREJECT', 'it says RECEIVED and REJECT'], ['KEYED\nDUPLICATE', 'it says KEYED and DUPLICATE'], ['RECEIVED it is here\nKEYED it is in your system\nREJECT why\nDUPLICATE\nCALL ME', 'it lists the words instead of saying one'],
    ['Keyed tomorrow', 'it says KEYED and then TOMORROW'], ['Keyed by Friday', 'it says KEYED and then BY'], ['Received: no', 'it says RECEIVED and then NO'], ['Received with errors, please resend', 'it says RECEIVED and then ERRORS'], ['Received yesterday? please confirm', 'it asks "RECEIVED?"'],
    ['Received, will reject', 'it says RECEIVED and then WILL'], ['Received the mail, the attachment is missing', 'it says RECEIVED and then MISSING'], ['Recibido con errores', 'it says RECIBIDO and then ERRORES'],
    ['Rejected: none', 'it says REJECTED and then NONE'], ['Rejected nothing, all keyed', 'it says REJECTED and then NOTHING ALL'], ['Call back not needed', 'it says CALL BACK and then NOT'],
    ['RECEIVED\n\nThe PDF does not open.', 'it says RECEIVED, and below it NOT OPEN'], ['Received, thanks\nBut page 2 is empty', 'it says RECEIVED, and below it BUT'], ['KEYED\nPlease resend the reefer list', 'it says KEYED, and below it RESEND'],
    ['Recibido.\nEl archivo no se puede abrir', 'it says RECEIVED, and below it NO'], ['Recebido\nO anexo não abre', 'it says RECEIVED, and below it NAO'], ['Bien reçu\nLe fichier est illisible', 'it says RECEIVED, and below it ILLISIBLE'],
  ])('%j is no answer: %s', (text, because) => { expect(said(text)).toBe(because); });
});

describe('a word that is taken back goes to a person', () => {
  it.each([
    ['Received, rejected', 'REJECTED'], ['Received. REFUSED', 'REFUSED'], ['Recibido, rechazado', 'RECHAZADO'], ['Recebido, rejeitado', 'REJEITADO'], ['Reçu, refusé', 'REFUSE'], ['Received, duplicate', 'DUPLICATE'],
    ["Received, can't open it", "can't"], ['Received, doesn’t open', 'doesn’t'], ['Reçu, impossible d\'ouvrir', 'IMPOSSIBLE'], ['Recibido, ilegible', 'ILEGIBLE'], ['Recebido em branco', 'BRANCO'], ['Received 2 of 5 documents', '2 of 5'],
    ['Keyed if you correct the weight', 'IF'], ['Saisie en cours', 'COURS'], ['Received ❌', '❌'], ['RECEIVED [ ]', '[ ]'],
    ['Received, need PDF', 'NEED'], ['Received: N/A', 'N/A'], ['Keyed as soon as the vessel berths', 'SOON'], ['Recibido, necesitamos el PDF', 'NECESITAMOS'], ['Recebido, precisamos do PDF', 'PRECISAMOS'], ['Reçu, en attente du fichier', 'ATTENTE'],
  ])('%j: it says then %s', (text, then) => { expect(said(text)).toMatch(new RegExp(`and then ${then.replace(/[[\]]/g, '\\$&')}$`)); });
});

describe('a word at the beginning of a line that a mail program broke is amid a sentence', () => {
  it.each([
    ['Thank you for your mail. As of this hour we have still not\nreceived the manifest you speak of'], ['We regret that the manifest 309 for this call has not been\nkeyed, since the crane staff is away'], ['Not\nreceived'], ['Manifiesto no\nrecibido'],
    ['Bom dia, informamos que o manifesto ainda não foi\nrecebido por nós'], ['Nous n\'avons pas\nreçu le document'], ['Bonjour, à cette heure nous n\'avons toujours pas bien\nreçu le document'],
  ])('%j', (text) => { expect(said(text)).toMatch(/^it says \w+ amid a sentence/); });
  it.each([
    ['Good morning to all of you at the documents desk,\nReceived', 'received A'], ['Hi team\nReceived', 'received A'], ['We looked at it this morning with the yard and it is fine.\nKEYED', 'keyed A'], ['RECEIVED the manifest of HARBOUR LARK 048E this morning\nKEYED', 'keyed A'],
  ])('%j is none of those', (text, expected) => { expect(said(text)).toBe(expected); });
});

describe('what the lines below a word take back goes to a person as well', () => {
  it.each([
    ['RECEIVED\nnothing', 'NOTHING'], ['RECEIVED\nWe cannot open the attachment, please resend.', 'CANNOT'], ['Recibido.\nNo se puede abrir el archivo.', 'NO'], ['Reçu\nmais illisible', 'MAIS'], ['KEYED\nall of it failed, see the log', 'FAILED'],
  ])('%j: below it %s', (text, what) => { expect(said(text)).toMatch(new RegExp(`and below it ${what}$`)); });
  it.each([
    ['RECEIVED\nThanks\nJohn', 'received A'], ['RECEIVED\n\nThis mail is for its addressee alone. If you got it in error, do not read it.', 'received A'], ['RECEIVED\nWhen does she berth?', 'received A'], ['REJECT wrong voyage\nnot ours', 'reject A wrong voyage'],
  ])('%j takes nothing back', (text, expected) => { expect(said(text)).toBe(expected); });
});

describe('what a machine wrote', () => {
  it.each([['auto-submitted', 'auto-generated'], ['return-path', '<>'], ['x-autogenerated', 'Reply']])('is no answer, whatever word it begins with: %s: %s', (name, value) => {
    expect(said('Received your request. An agent looks at it.', { headers: [{ name, value }] })).toBe(`a machine wrote it (${name}: ${value})`);
  });
  it('a person\'s mail may say so', () => { expect(said('RECEIVED', { headers: [{ name: 'auto-submitted', value: 'no' }, { name: 'return-path', value: '<clerk@quay.example>' }] })).toBe('received A'); });
});

describe('which documents a word is about', () => {
  it.each([
    ['one line each', `${A} RECEIVED\n${B} REJECT wrong voyage`, 'received A | reject B wrong voyage'], ['the word first', `RECEIVED ${A}\nKEYED: ${B}`, 'received A | keyed B'], ['one word for several', `RECEIVED ${A}, ${B}`, 'received A+B'],
    ['a table', `| ${A} | RECEIVED |\n| ${B} | DUPLICATE |`, 'received A | duplicate B'], ['in small letters, without hyphen', `received ${B.toLowerCase().replace('-', ' ')}`, 'received B'], ['the line wins over the thread', `KEYED ${B}`, 'keyed B'],
    ['a column below the word', `RECEIVED\n${A}\n${B}`, 'received A+B'], ['a column behind the word', `RECEIVED ${A}\n\n${B}\nKEYED`, 'received A+B | keyed A'], ['a column above it', `${A}\n${B}\nKEYED`, 'keyed A+B'], ['a cell a line', `RECEIVED\n${A}\nKEYED\n${B}`, 'received A | keyed B'],
    ['two things of one, which whoever applies them sees', `${A} RECEIVED\n${A} REJECT`, 'received A | reject A'],
  ])('%s', (_, text, expected) => { expect(said(text)).toBe(expected); });

  it('is the mail it answers, before what its subject says', () => { expect(readAnswers(mail('RECEIVED', { references: [`${B}.1@hawser.example`] })).answers).toEqual([{ word: 'received', refs: [B], reason: '', refsFrom: 'references', beside: [] }]); });
  it('is its subject where the thread is not ours', () => { expect(readAnswers(mail('RECEIVED', { references: ['ticket.4711@desk.example'] })).answers).toMatchObject([{ refs: [A], refsFrom: 'subject' }]); });
  it('is the address it came to before all', () => { expect(readAnswers(mail('RECEIVED', { to: [`answers+${B.toLowerCase()}@hawser.example`] })).answers).toMatchObject([{ refs: [B], refsFrom: 'to' }]); });
  it('is what it quotes, where that names one alone', () => {
    const bare = { subject: 'Re: your mail', references: [] };
    expect(readAnswers(mail(`RECEIVED\n> Ref ${A}`, bare)).answers).toMatchObject([{ refs: [A], refsFrom: 'body' }]);
    expect(readAnswers(mail(`RECEIVED\n> Ref ${A}\n> Ref ${B}`, bare)).answers).toMatchObject([{ refs: [], refsFrom: 'none' }]);
  });
  it('what is written as a ref and is none is named all the same, in the place of the thread; 5 read as S names what was meant', () => {
    const wrong = `HW-3${A.slice(4, -1)}${A.endsWith('2') ? '3' : '2'}`;
    for (const typed of [wrong, wrong.replace('-', ' '), wrong.replace('-', '').toLowerCase()]) expect(readAnswers(mail(`KEYED ${typed}`)).answers).toMatchObject([{ word: 'keyed', refs: [wrong], refsFrom: 'line' }]);
    expect(readAnswers(mail(`KEYED ${A}X`)).answers).toMatchObject([{ refs: [`${A}X`] }]);
    expect(readAnswers(mail(`KEYED\n${B}\n${wrong}`)).answers).toMatchObject([{ refs: [B, wrong] }]);
    for (const none of ['HW vessels', 'HWSR0012345', 'HW SR10012', 'booking HWLGB0047111']) expect(readAnswers(mail(`RECEIVED ${none}`)).answers).toMatchObject([{ refs: [A], refsFrom: 'references' }]);
    let five = makeRef();
    while (!five.includes('5')) five = makeRef();
    expect(readAnswers(mail(`RECEIVED ${five.replace('5', 'S')}`, { subject: '', references: [] })).answers).toMatchObject([{ refs: [five] }]);
  });
});

describe('refs in other lines than the word\'s', () => {
  it('are told beside a word that stands by none, and named of the mail', () => {
    expect(readAnswers(mail(`RECEIVED\n\n${B} has no seal number`))).toMatchObject({ answers: [{ refs: [A], refsFrom: 'references', beside: [B] }], named: [B] });
    expect(readAnswers(mail(`RECEIVED ${A}\nREJECT ${B} wrong voyage`)).answers).toMatchObject([{ beside: [] }, { beside: [] }]);
    expect(readAnswers(mail(`Where is ${B}?`))).toMatchObject({ answers: [], named: [B] });
  });
});

describe('what is quoted is not said', () => {
  const OURS = `Answer with one word: RECEIVED, KEYED, REJECT and why.\nREJECT ${B}\nKEYED`;
  const marked = OURS.split('\n').map((line) => `> ${line}`).join('\n');
  it.each([
    ['Gmail', `RECEIVED\n\nOn Tue, Jul 24, 2018 at 5:12 PM Documents <desk@hawser.example> wrote:\n\n${marked}`], ['Gmail, folded', `RECEIVED\n\nOn Tue, Jul 24, 2018 at 5:12 PM Hawser Line documents\n<desk@hawser.example> wrote:\n\n${marked}`],
    ['Gmail in Spanish', `RECIBIDO\n\nEl mar, 24 jul 2018 a las 17:12, Documentos (<desk@hawser.example>) escribió:\n\n${marked}`], ['in Portuguese', `RECEBIDO\n\nEm ter., 24 de jul. de 2018 às 17:12, Documentos <desk@hawser.example> escreveu:\n\n${marked}`],
    ['in French', `REÇU\n\nLe mar. 24 juil. 2018 à 17:12, Documents <desk@hawser.example> a écrit :\n\n${marked}`], ['a client that marks nothing', `RECEIVED\n\nOn 24.07.2018 17:12, Documents wrote:\n${OURS}`],
    ['Outlook', `RECEIVED\n\nRegards\n\nFrom: Documents <desk@hawser.example>\nSent: Tuesday, July 24, 2018 5:12 PM\nTo: Clerk <clerk@quay.example>\nSubject: x\n\n${OURS}`],
    ['Outlook on the web', `RECEIVED\n________________________________\nFrom: Documents <desk@hawser.example>\nSent: Tuesday\nTo: Clerk\nSubject: x\n\n${OURS}`], ['Outlook in Spanish', `RECIBIDO\n\nDe: Documentos <desk@hawser.example>\nEnviado el: martes, 24 de julio\nPara: Oficina\nAsunto: x\n\n${OURS}`],
    ['an old Outlook', `RECEIVED\n\n-----Original Message-----\nFrom: Documents\n${OURS}`], ['iOS Mail', `RECEIVED\n\nSent from my iPhone\n\nOn Jul 24, 2018, at 17:12, Documents <desk@hawser.example> wrote:\n\n${marked}`],
    ['Lotus Notes', `RECEIVED\n\nDocuments ---07/24/2018 05:12:03 PM--- HARBOUR LARK\n\nFrom:   Documents <desk@hawser.example>\nTo:     clerk@quay.example\n${OURS}`], ['Lotus Notes, fields alone', `RECEIVED\n\nFrom:        Documents\nTo:        Clerk\nDate:        07/24/2018 05:12 PM\nSubject:        x\n${OURS}`],
    ['Lotus Notes, far to the right', `RECEIVED\n\n             Documents\n             <desk@hawser.example>\n                                                                        To\n             07/24/2018 05:12 PM         clerk@quay.example\n                                                                        cc\n                                                                   Subject\n                                         MANIFEST\n\n${OURS}`],
    ['a ticket system', `RECEIVED\n\n##- Please type your reply above this line -##\n${OURS}`], ['an answer below the quote', `On Tuesday Documents wrote:\n${marked}\n\nRECEIVED\n`], ['an answer between quotes', `${marked}\n\nRECEIVED\n\n> more\n> REJECT`],
    ['a signature', `RECEIVED\n-- \nKEYED Ltd, Terminal Street 1\nREJECT waste`],
  ])('%s', (_, text) => { expect(said(text)).toBe('received A'); });

  it('what was forwarded is somebody else\'s, by its subject or by its words', () => {
    expect(readAnswers(mail('RECEIVED', { subject: 'Fwd: x' })).forwarded).toBe(true);
    expect(readAnswers(mail('FYI\n\n---------- Forwarded message ---------\nFrom: x\n\nRECEIVED')).forwarded).toBe(true);
    expect(readAnswers(mail('Begin forwarded message:\n\nRECEIVED'))).toMatchObject({ answers: [], forwarded: true });
    expect(readAnswers(mail('RECEIVED', { subject: 'RE: FW: x' })).forwarded).toBe(false);
  });

  it('signs that are not seen neither make nor hide a word', () => {
    expect(said('RE\u200bCEIVED')).toBe('received A');
    expect(said('\u202eDEVIECER')).not.toBe('received A');
    // A Cyrillic letter that looks like one of ours is another letter.
    expect(said('RECEIV\u0415D')).toBe('no line begins with a word that is known');
  });

  it('two megabytes of nasty text are read to their limit and no further', () => {
    for (const nasty of ['>', 'On ', 'HW-', '- ', 'From: x\n', 'RECEIVED\n', 'a\u0301', '((((', `On ${'x'.repeat(299)}\n`, `${A} RECEIVED\n`]) {
      const { answers, ownWords } = readAnswers(mail(nasty.repeat(Math.ceil(2_000_000 / nasty.length))));
      expect(answers.length).toBeLessThanOrEqual(500);
      expect(ownWords.length).toBeLessThanOrEqual(2_000);
    }
  });
});

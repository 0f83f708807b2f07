import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAnswers } from '#acknowledgements';
import { readMail } from '#channels';
import { makeRef } from '#common';
import { atRandom } from '../properties/at-random.js';
import { AnswerMails } from '../support/answer-mail.js';
import { CLIENTS, type ClientName } from './clients.js';

const REF = makeRef();
const mails = new AnswerMails();
const CLIENTS_THAT_QUOTE: readonly ClientName[] = ['outlookDesktop', 'outlookWeb', 'gmail', 'gmailHtmlOnly', 'iosMail', 'lotusNotes', 'lotusNotesRight', 'lotusNotesBoxed', 'hiddenHtml', 'ticketSystem', 'mutt', 'bottom', 'interleaved'];
const SAID = ['RECEIVED', 'KEYED', 'REJECT wrong voyage', 'DUPLICATE', 'Recibido, gracias', 'Refused: no such call', 'CALL ME'];
/** Lines that would be answers, or cut something, were they the sender's own. */
const line = fc.oneof(
  fc.constantFrom('RECEIVED', 'KEYED', 'REJECT', 'REJECT wrong terminal', 'DUPLICATE', 'CALL ME', 'RECEIVED?', 'Rechazado', '', '--', '> KEYED', 'On Monday somebody wrote:', 'From: a@b.example', 'ISA*00*', '<b>REJECT</b>', '</div>'),
  fc.constant(`REJECT ${REF}`), fc.string({ maxLength: 60 }).map((text) => text.replace(/[\r\n]/g, ' ')),
);
const quote = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'));

describe('an answer above, below or between what is quoted', () => {
  it.each(CLIENTS_THAT_QUOTE)('is the same whatever the quote contains (%s)', async (client) => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...SAID), quote, async (said, quoted) => {
      const read = async (write: ClientName) => {
        const raw = await mails.write({ from: 'documents@uslgb-east.example', to: `<${REF}.1@hawser.example>`, messageId: '<q@uslgb-east.example>', signed: 'none', ...CLIENTS[write](said, quoted) });
        const { answers, because, forwarded } = readAnswers(await readMail(raw));
        return { answers: answers.map(({ word, refs }) => ({ word, refs })), because, forwarded };
      };
      expect(await read(client)).toEqual(await read('plain'));
    }), atRandom(200));
  }, 60_000);
});

import { describe, expect, it } from '@jest/globals';
import { classifySmtp, type SmtpEvidence } from './classify-smtp.js';

const calm: SmtpEvidence = { stage: 'done', replyCode: 250, enhancedCode: '2.0.0', errorCode: null, words: '250 2.0.0 queued as 4711', refusedRecipients: [] };
const silent = { replyCode: null, enhancedCode: null, words: '' };

describe('the outcome of one try by SMTP', () => {
  it('is accepted with the relay\'s own words', () => {
    expect(classifySmtp(calm)).toEqual({ outcome: 'accepted', receipt: '250 2.0.0 queued as 4711' });
  });

  it.each<[string, Partial<SmtpEvidence>, object]>([
    ['the box does not exist', { stage: 'envelope', replyCode: 550, enhancedCode: '5.1.1' }, { outcome: 'refused', because: 'no-such-mailbox', forGood: true }],
    ['the box is full', { stage: 'envelope', replyCode: 552, enhancedCode: '5.2.2' }, { outcome: 'refused', because: 'mailbox-full', forGood: true }],
    ['the mail is too big, said after the dot', { stage: 'commit', replyCode: 552, enhancedCode: '5.3.4' }, { outcome: 'refused', because: 'mail-too-big', forGood: true }],
    ['the mail is too big for the mailbox, in an old server\'s code', { stage: 'envelope', replyCode: 523, enhancedCode: null }, { outcome: 'refused', because: 'mail-too-big', forGood: true }],
    ['the mail is bigger than the relay\'s SIZE', { ...silent, stage: 'envelope', errorCode: 'EMESSAGE' }, { outcome: 'refused', because: 'too-big-for-the-relay', forGood: true }],
    ['the relay says so to the size declared, before any recipient', { stage: 'envelope', replyCode: 552, enhancedCode: '5.3.4', command: 'MAIL FROM' }, { outcome: 'refused', because: 'too-big-for-the-relay', forGood: true }],
    ['the mailbox says so when it is named', { stage: 'envelope', replyCode: 552, enhancedCode: '5.3.4', command: 'RCPT TO' }, { outcome: 'refused', because: 'mail-too-big', forGood: true }],
    ['a policy forbids it', { stage: 'commit', replyCode: 554, enhancedCode: '5.7.1' }, { outcome: 'refused', because: 'refused-by-policy', forGood: true }],
    ['greylisting of a recipient', { stage: 'envelope', replyCode: 451, enhancedCode: '4.7.1', command: 'RCPT TO' }, { outcome: 'refused', because: 'mailbox-asks-to-come-back', forGood: false }],
    ['a mailbox is busy, in the words of 1982', { stage: 'envelope', replyCode: 450, enhancedCode: null, command: 'RCPT TO' }, { outcome: 'refused', because: 'mailbox-asks-to-come-back', forGood: false }],
    ['a mailbox is full for now', { stage: 'envelope', replyCode: 452, enhancedCode: '4.2.2', command: 'RCPT TO' }, { outcome: 'refused', because: 'mailbox-full-for-now', forGood: false }],
    ['the relay slows us down as its sender', { stage: 'envelope', replyCode: 450, enhancedCode: '4.7.1', command: 'MAIL FROM' }, { outcome: 'refused', because: 'relay-asks-to-come-back', forGood: false }],
    ['the relay cannot look a recipient up', { stage: 'envelope', replyCode: 451, enhancedCode: '4.3.0', command: 'RCPT TO' }, { outcome: 'refused', because: 'relay-asks-to-come-back', forGood: false }],
    ['no room after the dot', { stage: 'commit', replyCode: 452, enhancedCode: null }, { outcome: 'refused', because: 'relay-has-no-room-now', forGood: false }],
    ['the relay refuses our login', { stage: 'login', replyCode: 535, enhancedCode: '5.7.8' }, { outcome: 'unreachable', because: 'relay-refused-our-login' }],
    ['the relay greets with 554', { stage: 'connect', replyCode: 554, enhancedCode: null }, { outcome: 'unreachable', because: 'relay-does-not-serve-us' }],
    ['nobody listens', { ...silent, stage: 'connect', errorCode: 'ECONNREFUSED' }, { outcome: 'unreachable', because: 'connection-refused' }],
    ['the name is unknown', { ...silent, stage: 'connect', errorCode: 'ENOTFOUND' }, { outcome: 'unreachable', because: 'name-not-resolved' }],
    ['the certificate is wrong', { ...silent, stage: 'connect', errorCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, { outcome: 'unreachable', because: 'certificate-not-trusted' }],
    ['its certificate is from an authority we do not know', { ...silent, stage: 'connect', errorCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, { outcome: 'unreachable', because: 'certificate-not-trusted' }],
    ['STARTTLS is asked for and not there', { stage: 'connect', replyCode: 502, enhancedCode: '5.5.1', errorCode: 'ETLS' }, { outcome: 'unreachable', because: 'relay-does-not-begin-tls' }],
    ['the handshake breaks', { ...silent, stage: 'connect', errorCode: 'ETLS' }, { outcome: 'unreachable', because: 'tls-failed' }],
    ['the greeting stalls', { ...silent, stage: 'connect', errorCode: 'ETIMEDOUT' }, { outcome: 'unreachable', because: 'timed-out-before-the-final-dot' }],
    ['the line drops in mid-content', { ...silent, stage: 'content', errorCode: 'ECONNRESET' }, { outcome: 'unreachable', because: 'connection-lost-before-the-final-dot' }],
    ['the line drops after the dot', { ...silent, stage: 'commit', errorCode: 'ECONNRESET' }, { outcome: 'unknown', because: 'no-answer-after-the-final-dot' }],
    ['no answer to the dot in time', { ...silent, stage: 'commit', errorCode: 'ETIMEDOUT' }, { outcome: 'unknown', because: 'no-answer-after-the-final-dot' }],
    ['we stop after the dot', { ...silent, stage: 'commit', errorCode: 'EABORTED' }, { outcome: 'unknown', because: 'no-answer-after-the-final-dot' }],
    ['a strange answer to the dot', { stage: 'commit', replyCode: 354, errorCode: 'EMESSAGE' }, { outcome: 'unknown', because: 'unclear-answer-to-the-final-dot' }],
  ])('is told from its evidence: %s', (_, evidence, expected) => {
    expect(classifySmtp({ ...calm, ...evidence })).toMatchObject(expected);
  });

  it('is unknown when only a part of the recipients was taken, and names the others', () => {
    expect(classifySmtp({ ...calm, refusedRecipients: [{ address: 'night@east.example', words: '550 5.1.1 no such user' }] }))
      .toEqual({ outcome: 'unknown', because: 'some-recipients-refused', words: '250 2.0.0 queued as 4711; night@east.example: 550 5.1.1 no such user' });
  });

  it('keeps the far side\'s words to one bounded line', () => {
    const { receipt } = classifySmtp({ ...calm, words: `250 ok\r\n\u001b[2J${'x'.repeat(5_000)}` }) as { receipt: string };
    expect(receipt).toMatch(/^250 ok \[2Jx+$/);
    expect(receipt).toHaveLength(500);
  });
});

import { describe, expect, it } from '@jest/globals';
import { textRecipients } from './read-text-report.js';

const said = (subject: string, text: string) => textRecipients({ subject, text, headers: [] }).recipients.map(({ action, status }) => `${action} ${status ?? ''}`.trim()).join();

describe('a report in words alone', () => {
  it.each([
    ['old Sendmail', 'Warning: could not send message for past 4 hours', '** THIS IS A WARNING MESSAGE ONLY **\n\n   ----- The following addresses had transient non-fatal errors -----\n<clerk@quay.example>\n  451 4.4.1 deferred: connection timed out\nMessage will be tried again until 5 days old\n'],
    ['Exim', 'Warning: message 1abc-2 delayed 24 hours', 'The address to which the message has not yet been delivered is:\n\n  clerk@quay.example\n    Delay reason: SMTP error 450 4.2.0 try later\n'],
  ])('%s warns of a delay, which is no bounce', (_, subject, text) => { expect(said(subject, text)).toMatch(/^delayed 4\.\d\.\d$/); });

  it('that gives up failed, also for a while', () => {
    expect(said('failure notice', '<clerk@quay.example>:\nNo host answered. (#4.4.1)\nI am giving up; this message has been in the queue too long.\n')).toBe('failed 4.4.1');
    expect(said('Mail delivery failed', '  clerk@quay.example\n    550 5.1.1 no such mailbox\n')).toBe('failed 5.1.1');
  });
});

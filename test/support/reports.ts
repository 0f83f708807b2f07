/** Reports as mail servers write them, in the shapes of several; made up from their documents, none of anybody's. */
export interface Reported {
  /** without angle brackets */
  messageId: string;
  recipient: string;
  action?: 'failed' | 'delayed' | 'relayed' | 'delivered' | 'expanded';
  status?: string;
  diagnostic?: string;
  ref?: string;
  returnPath?: string | null;
  from?: string;
  also?: readonly string[];
}

const crlf = (lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'));
const head = (from: string, returnPath: string | null, more: readonly string[]) => [...(returnPath === null ? [] : [`Return-Path: ${returnPath}`]), `From: ${from}`, 'To: desk@hawser.example', 'Date: Thu, 26 Jul 2018 05:00:00 +0000', ...more];
const returned = ({ messageId, ref }: Reported) => [`Message-ID: <${messageId}>`, ...(ref === undefined ? [] : [`X-Hawser-Ref: ${ref}`]), 'From: Documentation desk <desk@hawser.example>', 'Subject: USLGB-EAST | MANIFEST 309', 'Content-Type: text/plain', ''];

/** Postfix: three parts, the mail itself at the end. */
export function postfixReport(given: Reported): Buffer {
  const { recipient, action = 'failed', status = '5.1.1', diagnostic = `smtp; 550 ${status} <${recipient}>: Recipient address rejected`, returnPath = '<>', from = 'MAILER-DAEMON@relay.example (Mail Delivery System)' } = given;
  return crlf([
    ...head(from, returnPath, ['Subject: Undelivered Mail Returned to Sender', 'Auto-Submitted: auto-replied', 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary="4Zq/relay.example"']), '',
    'This is a MIME-encapsulated message.', '', '--4Zq/relay.example', 'Content-Description: Notification', 'Content-Type: text/plain; charset=us-ascii', '',
    'This is the mail system at host relay.example.', '', `<${recipient}>: ${diagnostic}`, '',
    '--4Zq/relay.example', 'Content-Description: Delivery report', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; relay.example', 'X-Postfix-Queue-ID: 4Zq', 'Arrival-Date: Thu, 26 Jul 2018 04:59:00 +0000 (UTC)', '',
    `Final-Recipient: rfc822; ${recipient}`, `Original-Recipient: rfc822;${recipient}`, `Action: ${action}`, `Status: ${status}`, `Diagnostic-Code: ${diagnostic}`, ...(given.also ?? []), '',
    '--4Zq/relay.example', 'Content-Description: Undelivered Message', 'Content-Type: message/rfc822', '', ...returned(given), 'RECEIVED', '--4Zq/relay.example--', '',
  ]);
}

/** Exchange Online: HTML words, fields with its own, headers alone come back. */
export function exchangeReport(given: Reported): Buffer {
  const { recipient, action = 'failed', status = '5.1.10', diagnostic = `smtp;550 ${status} RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup` } = given;
  return crlf([
    ...head('postmaster@quay.example', '<>', ['Subject: Undeliverable: USLGB-EAST | MANIFEST 309', `In-Reply-To: <${given.messageId}>`, `References: <${given.messageId}>`, 'X-MS-Exchange-Message-Is-Ndr:', 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status;', '\tboundary="b0e1"']), '',
    '--b0e1', 'Content-Type: multipart/alternative; differences=Content-Type; boundary="c0e2"', '', '--c0e2', 'Content-Type: text/plain; charset="us-ascii"', '', 'Your message could not be delivered.', '', '--c0e2', 'Content-Type: text/html; charset="us-ascii"', '', '<html><body><p>Your message could not be delivered.</p></body></html>', '', '--c0e2--', '',
    '--b0e1', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns;AM0PR01MB0001.eurprd01.prod.outlook.example', 'Received-From-MTA: dns;relay.example', 'Arrival-Date: Thu, 26 Jul 2018 04:59:00 +0000', '',
    `Final-Recipient: rfc822;${recipient}`, `Action: ${action}`, `Status: ${status}`, `Diagnostic-Code: ${diagnostic}`, '', '--b0e1', 'Content-Type: text/rfc822-headers', '', ...returned(given), '--b0e1--', '',
  ]);
}

/** Gmail: the remote side's words and its name, the headers it was sent with. */
export function gmailReport(given: Reported): Buffer {
  const { recipient, action = 'failed', status = '5.2.2', diagnostic = `smtp; 552-${status} The recipient's inbox is out of storage space.` } = given;
  return crlf([
    ...head('Mail Delivery Subsystem <mailer-daemon@googlemail.example>', '<>', ['Subject: Delivery Status Notification (Failure)', 'Auto-Submitted: auto-replied', `X-Failed-Recipients: ${recipient}`, `In-Reply-To: <${given.messageId}>`, 'MIME-Version: 1.0', 'Content-Type: multipart/report; boundary="0000"; report-type=delivery-status']), '',
    '--0000', 'Content-Type: text/plain; charset="UTF-8"', '', '** Message not delivered **', '', '--0000', 'Content-Type: message/delivery-status', '',
    'Reporting-MTA: dns; googlemail.example', 'Arrival-Date: Wed, 25 Jul 2018 22:00:00 -0700 (PDT)', 'X-Original-Message-ID: <x@y>', '', `Final-Recipient: rfc822; ${recipient}`, `Action: ${action}`, `Status: ${status}`, 'Remote-MTA: dns; mx.quay.example. (192.0.2.7, the server for the domain quay.example.)',
    `Diagnostic-Code: ${diagnostic}`, 'Last-Attempt-Date: Wed, 25 Jul 2018 22:00:01 -0700 (PDT)', '', '--0000', 'Content-Type: message/rfc822', '', ...returned(given), '', '--0000--', '',
  ]);
}

/** Exim before it wrote a delivery status: words, and who failed in a header. */
export function eximReport(given: Reported): Buffer {
  const { recipient, status = '5.1.1' } = given;
  return crlf([
    ...head('Mail Delivery System <Mailer-Daemon@mx.example>', '<>', ['Subject: Mail delivery failed: returning message to sender', `X-Failed-Recipients: ${recipient}`, 'Auto-Submitted: auto-replied']), '',
    'This message was created automatically by mail delivery software.', '', 'A message that you sent could not be delivered to one or more of its', 'recipients. This is a permanent error. The following address(es) failed:', '',
    `  ${recipient}`, '    host mx.quay.example [192.0.2.7]', `    SMTP error from remote mail server after RCPT TO:<${recipient}>:`, `    550 ${status} No such user here`, '', '------ This is a copy of the message, including all the headers. ------', '', ...returned(given), 'RECEIVED', '',
  ]);
}

/** qmail: words alone. */
export function qmailReport(given: Reported): Buffer {
  const { recipient, diagnostic = '192.0.2.7 does not like recipient.\r\nRemote host said: 550 5.1.1 no mailbox here by that name\r\nGiving up on 192.0.2.7.' } = given;
  return crlf([
    ...head('MAILER-DAEMON@mx.example', '<>', ['Subject: failure notice']), '', 'Hi. This is the qmail-send program at mx.example.', 'I\'m afraid I wasn\'t able to deliver your message to the following addresses.', '',
    `<${recipient}>:`, ...diagnostic.split('\r\n'), '', '--- Below this line is a copy of the message.', '', ...returned(given), 'RECEIVED', '',
  ]);
}

/** sendmail: its transcript, and the status behind it. */
export function sendmailReport(given: Reported): Buffer {
  const { recipient, action = 'delayed', status = '4.4.1', diagnostic = 'smtp; 421 4.4.1 connection timed out' } = given;
  return crlf([
    ...head('Mail Delivery Subsystem <MAILER-DAEMON@mx.example>', '<>', ['Subject: Warning: could not send message for past 4 hours', 'Auto-Submitted: auto-generated (warning-timeout)', 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status;', '\tboundary="w6Q.1/mx.example"']), '',
    '--w6Q.1/mx.example', '', '   ----- Transcript of session follows -----', `${recipient}... Deferred: Connection timed out`, '', '--w6Q.1/mx.example', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', 'Arrival-Date: Thu, 26 Jul 2018 01:00:00 GMT', '',
    `Final-Recipient: RFC822; ${recipient}`, `Action: ${action}`, `Status: ${status}`, `Diagnostic-Code: ${diagnostic}`, 'Will-Retry-Until: Tue, 31 Jul 2018 01:00:00 GMT', '', '--w6Q.1/mx.example', 'Content-Type: text/rfc822-headers', '', ...returned(given), '--w6Q.1/mx.example--', '',
  ]);
}

/** A mail program's receipt, as most write it. */
export function readReceipt({ messageId, recipient }: Pick<Reported, 'messageId' | 'recipient'>, disposition = 'manual-action/MDN-sent-manually; displayed'): Buffer {
  return crlf([
    ...head(recipient, '<>', ['Subject: Read: USLGB-EAST | MANIFEST 309', 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=disposition-notification; boundary="r1"']), '', '--r1', 'Content-Type: text/plain', '', 'RECEIVED and read.', '',
    '--r1', 'Content-Type: message/disposition-notification', '', 'Reporting-UA: quay.example; Mail', `Final-Recipient: rfc822;${recipient}`, `Original-Message-ID: <${messageId}>`, `Disposition: ${disposition}`, '', '--r1--', '',
  ]);
}

/** An out-of-office, as Exchange and others send it. */
export function outOfOffice({ messageId, recipient }: Pick<Reported, 'messageId' | 'recipient'>, words: string, { subject = 'Automatic reply: MANIFEST 309', headers = ['Auto-Submitted: auto-generated', 'X-Auto-Response-Suppress: All'] }: { subject?: string; headers?: readonly string[] } = {}): Buffer {
  return crlf([...head(recipient, null, [`Subject: ${subject}`, `In-Reply-To: <${messageId}>`, ...headers, 'Content-Type: text/plain; charset=utf-8']), '', words, '']);
}

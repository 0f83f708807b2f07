import { inWords, table } from '../table.js';
import type { Report } from './reckoning.js';
import type { ProvedMails } from './verify-mails.js';

/** The end of the demo, for somebody who sees it for the first time. At most 100 columns. */
export function printReport(report: Report & { provedMails: ProvedMails }, where: string): string {
  const went: [string, number, string][] = [
    ['went by EDI', report.byEdi, 'the terminal\'s system took the file'],
    ['went by e-mail', report.byEmail, 'a clerk could key it in while EDI was cut'],
    ['still waiting', report.waiting, ''],
    ['unsettled', report.unsettled, 'it may have arrived; being looked at'],
    ['nobody to send to', report.unroutable, 'one mapping releases all that wait'],
    ['conflict', report.conflict, 'same control numbers, other content: a person decides'],
    ['rejected', report.rejected, 'the terminal said no'],
    ['cancelled', report.cancelled, 'withdrawn, or replaced by a newer version before it was sent'],
  ];
  const lines = [
    '', 'What became of the documents', '',
    table([{ head: 'documents', right: true, of: (row: (typeof went)[number]) => row[1] }, { head: 'how', of: (row) => row[0] }, { head: '', of: (row) => row[2] }], went.filter(([, n], at) => n > 0 || at < 2)),
    `${String(report.documents).padStart(9)}  in all; ${report.acknowledged} of them acknowledged: ${report.acknowledged - report.acknowledgedByPerson} by the terminal's own 997, ${report.acknowledgedByPerson} by a person there`,
    ...answered(report.answersByMail),
    ...(report.leftToAPerson.length > 0 ? ['', 'Left to a person', '', ...report.leftToAPerson.flatMap((what) => wrapped(what, 94).map((part, at) => `${at === 0 ? '  - ' : '    '}${part}`))] : []),
    '', 'Vessel calls', '',
    table([
      { head: 'call', of: (call: Report['vesselCalls'][number]) => call.call }, { head: 'terminal', of: (call) => call.terminal }, { head: 'due', right: true, of: (call) => call.due },
      { head: 'EDI', right: true, of: (call) => call.byEdi }, { head: 'mail', right: true, of: (call) => call.byEmail }, { head: 'acknowledged', right: true, of: (call) => call.acknowledged },
      { head: 'late', right: true, of: (call) => call.late }, { head: 'worst delay', right: true, of: (call) => inWords(call.worstDelayMinutes) },
    ], report.vesselCalls),
    '', 'Proof, counted by the terminals by identity and by hash, not by the sender', '',
    `  ${mark(report.lost === 0)} lost                                   ${report.lost}`,
    `  ${mark(report.deliveredAsNewTwice === 0)} delivered as two documents             ${report.deliveredAsNewTwice}`,
    `    seen again as the same document        ${report.seenAgain}   (the EDI copy of a mail; its numbers and hash are the same)`,
  ];
  lines.push(...mailsProved(report.provedMails));
  if (report.handedInTwice > 0) lines.push(`    handed in so by their own senders      ${report.handedInTwice}   (one set in two interchanges, or two sets under one number)`);
  if (report.refusedAtTheDoor.length > 0) {
    lines.push('', `Refused at the door, kept and explained: ${report.refusedAtTheDoor.length} files`, '', ...report.refusedAtTheDoor.flatMap((one) => [`  ${one.name}`, ...wrapped(one.sentence, 94).map((part) => `      ${part}`)]));
  }
  if (report.provedMails.faults.length > 0) lines.push('', 'Mails that are not as they should be:', ...report.provedMails.faults.map((fault) => `  - ${fault}`));
  if (report.faults.length > 0) lines.push('', 'It does not reconcile:', ...report.faults.map((fault) => `  - ${fault}`));
  lines.push('', `Look next: ${where}/report.json, the mails in ${where}/mail/*.eml, the logs beside them.`);
  return lines.join('\n');
}

/** Who said what by mail. Mails, not documents: one may answer several. */
function answered({ received, keyed, rejected, outOfOffice, strangers }: Report['answersByMail']): string[] {
  const rows: [string, number, string][] = [
    ['received', received, 'a person has it (level person)'], ['keyed', keyed, 'a person keyed it in (level person)'], ['rejected', rejected, 'a person said no, and why'],
    ['out of office', outOfOffice, 'a program answered; nothing moved'], ['strangers', strangers, 'not listed, or nothing proves the name; nothing moved'],
  ];
  if (rows.every(([, n]) => n === 0)) return ['', 'Answers by mail: none'];
  return ['', 'Answers by mail', '', table([{ head: 'mails', right: true, of: (row: (typeof rows)[number]) => row[1] }, { head: 'said', of: (row) => row[0] }, { head: '', of: (row) => row[2] }], rows)];
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function mailsProved({ mails, lists, passed, openssl }: ProvedMails): string[] {
  const by = openssl === null ? 'DKIM by mailauth, RFC 5322 and 2045; no openssl here for S/MIME' : `S/MIME by ${openssl.split(' ').slice(0, 2).join(' ')}, DKIM by mailauth, RFC 5322 and 2045`;
  return [`  ${mark(passed === mails)} mails that pass every check            ${passed} of ${mails}, ${lists} of them lists`, `                                           (${by})`];
}

const mark = (good: boolean) => (good ? 'ok ' : 'NO ');

/** An answer as it comes to the mailbox, and what should become of it. */
export interface Answer { messageId: string; ref: string; expected: 'delivered' | 'held' | 'rejected'; raw: Buffer }

export const TERMINAL = 'clerk@quay.example';
/** Stands above what it says, as a receiving server's word does (RFC 8601). */
export const RECEIVER = 'mx.hawser.example';

/** Of 25 answers one is a spoof (held), two are strangers' (one proved and held, one not and refused), two reject; all others say RECEIVED or KEYED. */
export function answerTo(ref: string, n: number): Answer {
  const turn = n % 25;
  const stranger = 'someone@elsewhere.example';
  const { from, verdict, expected } = turn === 24 ? { from: TERMINAL, verdict: 'fail', expected: 'held' as const }
    : turn === 23 ? { from: stranger, verdict: 'pass', expected: 'held' as const }
      : turn === 22 ? { from: stranger, verdict: 'fail', expected: 'rejected' as const }
        : { from: TERMINAL, verdict: 'pass', expected: 'delivered' as const };
  const words = turn === 7 || turn === 15 ? 'REJECT the voyage is closed' : turn % 2 === 0 ? 'RECEIVED' : 'Keyed.';
  const domain = from.split('@')[1] ?? '';
  const messageId = `answer-${n}@${domain}`;
  const raw = [
    `Authentication-Results: ${RECEIVER}; dmarc=${verdict} header.from=${domain}; dkim=${verdict} header.d=${domain}`, `From: Desk <${from}>`, 'To: documents@hawser.example', `Subject: Re: 309 manifest | ${ref}`,
    `Message-ID: <${messageId}>`, `In-Reply-To: <${ref}.1@hawser.example>`, `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', '', words, '', '-- ', 'Documentation', '', '> Please key in this manifest.', '',
  ].join('\r\n');
  return { messageId, ref, expected, raw: Buffer.from(raw) };
}

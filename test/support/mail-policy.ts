import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What is said of a recipient when it is named, before any word of the mail: by Postfix's policy protocol. */
export interface MailPolicy {
  port: number;
  /**
   * `answer` is a reply such as "450 4.7.1 come back later", or OK, which spares the recipient every further question.
   * For so many tries, or so many ms from the first on; then, and where nothing is given, as if nothing was said. The first
   * `after` tries from now on are let pass.
   */
  say(recipient: string, answer: string, limit?: { tries?: number; forMs?: number; after?: number }): void;
  /** how often somebody named that recipient */
  asked(recipient: string): number;
  /** the answer for a server that speaks no policy protocol */
  answerTo(recipient: string): string;
  stop(): Promise<void>;
}

const NOTHING = 'DUNNO';

/** One question is lines of name=value up to an empty one; one answer is action=… and an empty line (SMTPD_POLICY_README). */
export async function startMailPolicy(): Promise<MailPolicy> {
  const rules = new Map<string, { answer: string; tries: number; forMs: number; after: number; firstAt: number | null }>();
  const asked = new Map<string, number>();
  const answerTo = (recipient: string): string => {
    asked.set(recipient, (asked.get(recipient) ?? 0) + 1);
    const rule = rules.get(recipient);
    if (!rule) return NOTHING;
    rule.after -= 1;
    if (rule.after >= 0) return NOTHING;
    rule.firstAt ??= performance.now();
    rule.tries -= 1;
    return rule.tries < 0 || performance.now() - rule.firstAt > rule.forMs ? NOTHING : rule.answer;
  };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => { sockets.delete(socket); }).on('error', () => { socket.destroy(); }));
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString();
      for (let end = heard.indexOf('\n\n'); end >= 0; end = heard.indexOf('\n\n')) {
        const recipient = /^recipient=(.*)$/m.exec(heard.slice(0, end))?.[1] ?? '';
        heard = heard.slice(end + 2);
        socket.write(`action=${answerTo(recipient)}\n\n`);
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    say(recipient, answer, { tries = Infinity, forMs = Infinity, after = 0 } = {}) { rules.set(recipient, { answer, tries, forMs, after, firstAt: null }); },
    asked: (recipient) => asked.get(recipient) ?? 0,
    answerTo,
    stop: () => new Promise((done) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => done());
    }),
  };
}

/** What a clerk does with a mail that asks for an answer. */
export const CLERK_ANSWERS = ['none', 'received', 'recibido', 'keyed', 'reject', 'out-of-office', 'spoofed', 'stranger'] as const;
export type ClerkAnswer = (typeof CLERK_ANSWERS)[number];

export interface AnswerShape {
  /** the first line, above what is quoted */
  says: (refs: readonly string[]) => string;
  /** the refs of the mail that it is about */
  about: (refs: readonly string[]) => readonly string[];
  subject: (subject: string) => string;
  /** terminal: the mailbox that was written to · unlisted: another domain, which signs well */
  from: 'terminal' | 'unlisted';
  signed: boolean;
  /** RFC 3834: a program answered */
  automatic: boolean;
  /** the line a mail program writes above what it quotes */
  quoting: 'outlook' | 'gmail' | 'none';
}

const named = (word: string) => (refs: readonly string[]): string => (refs.length > 1 ? `${word} ${refs.join(' ')}` : word);
const re = (subject: string): string => `RE: ${subject}`;
const CLERK: Omit<AnswerShape, 'says'> = { about: (refs) => refs, subject: re, from: 'terminal', signed: true, automatic: false, quoting: 'outlook' };

/** Each as a real answer looks. spoofed: names the terminal's own address and nothing proves it. stranger: an address nobody listed. */
export const SHAPES: Record<Exclude<ClerkAnswer, 'none'>, AnswerShape> = {
  received: { ...CLERK, says: named('RECEIVED') },
  recibido: { ...CLERK, says: named('Recibido'), quoting: 'gmail' },
  keyed: { ...CLERK, says: named('KEYED'), quoting: 'gmail' },
  reject: { ...CLERK, says: (refs) => (refs.length > 1 ? `REJECT ${refs[0]} the booking is not known here` : 'REJECT the booking is not known here'), about: (refs) => refs.slice(0, 1) },
  'out-of-office': { ...CLERK, says: () => 'I am out of the office until 30 July 2018.', subject: (subject) => `Automatic reply: ${subject}`, automatic: true, quoting: 'none' },
  spoofed: { ...CLERK, says: named('RECEIVED'), signed: false },
  stranger: { ...CLERK, says: named('RECEIVED'), from: 'unlisted' },
};

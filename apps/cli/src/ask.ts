import { wordsOf } from '#common';

/** The gateway as the command line reaches it: where, and with which key. */
export const GATEWAY = () => process.env['HAWSER_URL'] ?? 'http://127.0.0.1:8080';

/** The answer is no, in the gateway's words and with what to do next: exit code 1; 2 where it was asked wrongly. */
export class NoError extends Error {
  /** @param told  the gateway's whole answer, where there was one */
  constructor(sentence: string, readonly exitCode: 1 | 2 = 1, readonly told: Record<string, unknown> = {}) { super(sentence); }
}

/** The gateway's code for what has not the shape it should have. */
const ASKED_WRONGLY = 'DOOR.WRONG_SHAPE';

/**
 * Asks the gateway as the desk.
 * @throws NoError with a sentence for whoever typed the command
 */
export async function ask<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const key = process.env['HAWSER_ADMIN_KEY'];
  if (!key) throw new NoError('HAWSER_ADMIN_KEY is not set. It was printed once, at the first `npm start`; export it and run this again.');
  let answer: Response;
  try {
    answer = await fetch(new URL(path, GATEWAY()), {
      method, headers: { 'x-api-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new NoError(`no gateway answers at ${GATEWAY()} (${wordsOf(error instanceof Error && error.cause ? error.cause : error)}). Start one with \`npm start\`, or set HAWSER_URL.`);
  }
  const text = await answer.text();
  const told = text ? JSON.parse(text) as { sentence?: string; code?: string } : {};
  if (!answer.ok) throw new NoError(`${told.sentence ?? `the gateway answered ${answer.status}`}${told.code ? ` [${told.code}]` : ''}`, told.code === ASKED_WRONGLY ? 2 : 1, told);
  return told as T;
}

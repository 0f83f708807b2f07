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
  const text = await reach(method, path, 'application/json', body);
  return (text ? JSON.parse(text) : {}) as T;
}

/** The same for what is no JSON: a CSV as it comes. */
export const askForText = (path: string, type: string): Promise<string> => reach('GET', path, type);

/** The same for what may be in no encoding that we know: a mail as it came. */
export const askForBytes = async (path: string, type: string, body?: unknown): Promise<Buffer> => Buffer.from(await reachBytes(body === undefined ? 'GET' : 'POST', path, type, body));

// A mark at the beginning of a CSV is part of it.
const textOf = (bytes: ArrayBuffer) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const reach = async (...asked: Parameters<typeof reachBytes>): Promise<string> => textOf(await reachBytes(...asked));

async function reachBytes(method: 'GET' | 'POST', path: string, accept: string, body?: unknown): Promise<ArrayBuffer> {
  const key = process.env['HAWSER_ADMIN_KEY'];
  if (!key) throw new NoError('HAWSER_ADMIN_KEY is not set. It was printed once, at the first `npm start`; export it and run this again. Where it is lost, start with a new one: HAWSER_ADMIN_KEY=$(openssl rand -hex 32) npm start.', 2);
  if (!URL.canParse(path, GATEWAY())) throw new NoError(`HAWSER_URL is ${JSON.stringify(GATEWAY().slice(0, 80))}; expected an address such as http://127.0.0.1:8080`, 2);
  let answer: Response;
  try {
    answer = await fetch(new URL(path, GATEWAY()), {
      method, headers: { 'x-api-key': key, accept, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new NoError(`no gateway answers at ${GATEWAY()} (${wordsOf(error instanceof Error && error.cause ? error.cause : error)}). Start one with \`npm start\`, or set HAWSER_URL.`);
  }
  const bytes = await answer.arrayBuffer();
  if (answer.ok) return bytes;
  const text = textOf(bytes);
  const told = text ? JSON.parse(text) as { sentence?: string; code?: string } : {};
  throw new NoError(`${told.sentence ?? `the gateway answered ${answer.status}`}${told.code ? ` [${told.code}]` : ''}`, told.code === ASKED_WRONGLY ? 2 : 1, told);
}

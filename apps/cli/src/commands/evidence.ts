import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { wordsOf } from '#common';
import { GATEWAY, NoError } from '../ask.js';
import { pathOf, queryOf, writing, type About } from './about.js';

interface Written { file: string; byteLength: number; sha256: string }

/** `hawser evidence`: a pack of a call or an outage as files. What came incomplete is not kept. */
export async function evidence({ out, names, json, ...about }: About & { out: string; names?: boolean; json?: boolean }): Promise<void> {
  const path = pathOf(about);
  const form = extname(out).toLowerCase();
  const written: Written[] = [];
  for (const one of form === '.pdf' || form === '.csv' ? [form] : ['.pdf', '.csv']) written.push(await fetched(`${path}/evidence${one}${queryOf(about, { names: names ? 'true' : undefined })}`, one === form ? { file: resolve(out) } : { dir: resolve(out) }));
  process.stdout.write(json ? `${JSON.stringify(written)}\n` : `${written.map(({ file, byteLength, sha256 }) => `${file}\n  ${byteLength.toLocaleString('en')} bytes, SHA-256 ${sha256}`).join('\n')}\n${names ? 'It names people: handing it on hands their names on.\n' : ''}`);
}

async function fetched(path: string, where: { file: string } | { dir: string }): Promise<Written> {
  const key = process.env['HAWSER_ADMIN_KEY'];
  if (!key) throw new NoError('HAWSER_ADMIN_KEY is not set. It was printed once, at the first `npm start`; export it and run this again. Where it is lost, start with a new one: HAWSER_ADMIN_KEY=$(openssl rand -hex 32) npm start.', 2);
  if (!URL.canParse(path, GATEWAY())) throw new NoError(`HAWSER_URL is ${JSON.stringify(GATEWAY().slice(0, 80))}; expected an address such as http://127.0.0.1:8080`, 2);
  const answer = await fetch(new URL(path, GATEWAY()), { headers: { 'x-api-key': key } }).catch((error: unknown) => {
    throw new NoError(`no gateway answers at ${GATEWAY()} (${wordsOf(error instanceof Error && error.cause ? error.cause : error)}). Start one with \`npm start\`, or set HAWSER_URL.`);
  });
  if (!answer.ok || !answer.body) {
    const told = await answer.json().catch(() => ({})) as { sentence?: string; code?: string };
    throw new NoError(`${told.sentence ?? `the gateway answered ${answer.status}`}${told.code ? ` [${told.code}]` : ''}`);
  }
  const file = 'file' in where ? where.file : join(where.dir, nameIn(answer.headers.get('content-disposition')));
  const hash = createHash('sha256');
  let byteLength = 0;
  await writing(file, async () => {
    await mkdir(dirname(file), { recursive: true });
    const unfinished = await open(`${file}.part`, 'w');
    try {
      for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
        hash.update(chunk);
        byteLength += chunk.length;
        await unfinished.writeFile(chunk);
      }
    } catch (error) {
      await unfinished.close();
      await rm(`${file}.part`, { force: true });
      throw error;
    }
    await unfinished.close();
  });
  const sha256 = hash.digest('hex');
  const told = /sha-256=:([^:]+):/.exec(answer.headers.get('repr-digest') ?? '')?.[1];
  if (told !== undefined && Buffer.from(told, 'base64').toString('hex') !== sha256) {
    await rm(`${file}.part`, { force: true });
    throw new NoError('what came is not what the gateway sent: its SHA-256 is another. Nothing was kept; ask again.');
  }
  await writing(file, () => rename(`${file}.part`, file));
  return { file, byteLength, sha256 };
}

/** The name the gateway gives it; never a path of its choice. */
function nameIn(disposition: string | null): string {
  const name = /filename="([A-Za-z0-9.-]{1,100})"/.exec(disposition ?? '')?.[1];
  if (name === undefined || name.startsWith('.')) throw new NoError('the gateway sent a pack without a name; is it one of this version?');
  return name;
}

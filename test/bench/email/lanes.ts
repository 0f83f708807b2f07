import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Channel } from '#channels';
import type { Journey } from '#journey';
import { WorkerService } from '../../../apps/worker/src/worker.service.js';
import type { MakeSubject, Subject } from '../measure/subject.js';
import { openHouse, type Place } from './place.js';
import { waitingDocuments } from './waiting-documents.js';

/** The worker as it runs: its loops, its lanes in Redis, its ledger, its relay. Figure: ms for a mail, from their release to the last outcome's commit. */

/** Mails that are composed and stored. */
export const prepared: MakeSubject = (argument) => throughTheLanes(argument, 'composed');

/** Documents that are not: each is read, rendered as text, HTML, PDF and workbook, signed twice, stored and sent. */
export const whole: MakeSubject = (argument) => throughTheLanes(argument, 'to be composed');

async function throughTheLanes(argument: string, mails: 'composed' | 'to be composed'): Promise<Subject> {
  const worker = await startWorker(argument, mails);
  return { run: async () => ({ counts: { mails: worker.place.mails }, figure: await worker.send(worker.place.mails) / worker.place.mails }) };
}

/** A window of mails through a worker that lives on from window to window. Figure: MiB of its heap and of what it holds beside it, garbage collected. */
export const memory: MakeSubject = async (argument) => {
  const worker = await startWorker(argument, 'composed');
  return { run: async () => {
    await worker.send(worker.place.mails);
    await collected();
    const { heapUsed, external } = process.memoryUsage();
    return { counts: { mails: worker.place.mails }, figure: (heapUsed + external) / 2 ** 20 };
  } };
};

/** What holds bytes beside the heap gives them back when it was collected itself, a turn of the loop later: so twice. */
async function collected(): Promise<void> {
  for (let times = 0; times < 2; times += 1) {
    globalThis.gc?.();
    await wait(50);
  }
}

/** A worker in this process. `send`: ms that so many mails took. */
async function startWorker(argument: string, mails: 'composed' | 'to be composed') {
  const place = JSON.parse(argument) as Place;
  const house = await openHouse(place);
  const sent = countSends(house);
  await new WorkerService(house, place.redisUrl).onApplicationBootstrap();
  const bytes = readFileSync(place.mail);
  const mail = mails === 'composed' ? { bytes, sha256: createHash('sha256').update(bytes).digest('hex') } : null;
  const send = async (count: number): Promise<number> => {
    const { release } = await waitingDocuments(house, { pattern: place.documentId, count, mail });
    const all = sent(count);
    const start = performance.now();
    await release();
    // The ledger is not asked while mails are on their way: only whether the last outcomes are written, once all were sent.
    await all;
    while (await isAnyLeft(house)) await wait(2);
    const ms = performance.now() - start;
    await allHandedOver(house, count);
    return ms;
  };
  return { place, send };
}

/** @returns a promise of so many tries of the relay, from now on */
function countSends({ channels }: Journey): (count: number) => Promise<void> {
  let left = 0;
  let told = () => { /* nobody waits yet */ };
  const email = channels.email.bind(channels);
  channels.email = (relay) => {
    const channel = email(relay);
    return Object.create(channel, { send: { value: async (...given: Parameters<Channel['send']>) => {
      const outcome = await channel.send(...given);
      if ((left -= 1) === 0) told();
      return outcome;
    } } }) as Channel;
  };
  return (count) => new Promise((resolve) => { left = count; told = resolve; });
}

async function isAnyLeft({ ledger }: Journey): Promise<boolean> {
  return (await ledger.db.execute(sql`select 1 from document where state in ('waiting', 'sending') limit 1`)).rows.length > 0;
}

/** Speed counts only for what arrived: each of this run is accepted by mail, and none is in doubt. */
async function allHandedOver({ ledger }: Journey, count: number): Promise<void> {
  const { rows } = await ledger.db.execute<{ n: string }>(sql`select count(*) as n from document where state <> 'accepted' or accepted_by is distinct from 'email'`);
  if (Number(rows[0]?.n) !== 0) throw new Error(`of ${count} mails ${rows[0]?.n ?? '?'} were not handed over`);
}

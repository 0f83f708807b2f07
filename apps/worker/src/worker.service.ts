import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { bringBack, chaseAnswers, chaseMails, cutIsolated, expireTries, giveUpUnaddressed, indexDocuments, leapIfRestored, MailboxReader, MailLists, pickUp, printWhenCutOff, settleDoubts, takeMailedDocuments, tellablePartners, tellPartner, watchFolder, WAITING_CHANNEL, type Journey } from '#journey';
import { releaseLeases, underLease } from '#ledger';
import { epochFor, Lanes } from '#queue';
import { wordsOf } from '#common';
import { Feeder } from './feeder.js';
import { LaneCrew } from './lane-crew.js';
import { Loop } from './loop.js';

export const JOURNEY = Symbol('journey');
export const REDIS_URL = Symbol('redis url');

/** Between two rounds of a mailbox's reader, which waits for news by itself. */
const READ_EVERY_MS = 250;

/** The worker's loops, from start to a stop that has a hard limit. */
@Injectable()
export class WorkerService implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly crew: LaneCrew;
  private readonly lanes: Lanes;
  private readonly loops: Loop[] = [];
  private readonly readers: MailboxReader[] = [];
  private readonly stopping = new AbortController();
  /** Whoever waits for news ends at once; a mail that is being taken is taken anew by the next reader. */
  private readonly reading = new AbortController();
  private steadySince = performance.now();
  private sweptAt = performance.now();
  private unlisten: (() => Promise<void>) | null = null;

  constructor(@Inject(JOURNEY) private readonly journey: Journey & { close(): Promise<void> }, @Inject(REDIS_URL) redisUrl: string) {
    this.lanes = new Lanes(redisUrl, epochFor(journey.clock.now()), (error) => journey.log.warn({ words: wordsOf(error) }, 'Redis'));
    this.crew = new LaneCrew(journey, this.lanes, redisUrl);
  }

  async onApplicationBootstrap(): Promise<void> {
    const { journey, lanes } = this;
    const { settings, log } = journey;
    const signal = this.stopping.signal;
    await this.crew.start();
    const feeder = new Feeder(journey, lanes);
    const feeding = new Loop('feed', settings.lanes.feedEveryMs, () => feeder.feed(), log);
    const lists = new MailLists(journey);
    this.readers.push(...settings.mail.inboxes.map((mailbox) => new MailboxReader(journey, mailbox)));
    this.loops.push(
      feeding,
      new Loop('canary', settings.lanes.canaryEveryMs, () => this.crew.beat(), log),
      new Loop('cut', settings.sweep.everyMs, () => cutIsolated(journey), log),
      new Loop('sweep', settings.sweep.everyMs, () => this.asTheOnlyOne('sweep', () => this.sweep()), log),
      new Loop('index', settings.sweep.everyMs, () => this.asTheOnlyOne('index', async () => { await indexDocuments(journey); }), log),
      new Loop('return', settings.sweep.everyMs, () => this.asTheOnlyOne('return', () => bringBack(journey, lanes, signal)), log),
      new Loop('chase', settings.sweep.everyMs, () => this.asTheOnlyOne('chase', () => chaseMails(journey, signal)), log),
      new Loop('lists', listsEveryMs(settings), () => this.asTheOnlyOne('lists', () => lists.round(signal)), log),
      new Loop('mailed documents', settings.sweep.everyMs, () => this.asTheOnlyOne('mailed-documents', async () => { await takeMailedDocuments(journey, signal); }), log),
      new Loop('print', settings.outage.probeEveryMs, () => this.asTheOnlyOne('print', () => printWhenCutOff(journey, signal)), log),
      // A loop each: a carrier whose system is down delays no other.
      ...tellablePartners(journey).map((partner) => new Loop(`notices ${partner.code}`, settings.sweep.everyMs, () => this.asTheOnlyOne(`notices ${partner.code}`, () => tellPartner(journey, partner, signal)), log)),
      ...[...journey.directory.endpoints.values()].filter((endpoint) => endpoint.edi?.outbox)
        .map((endpoint) => new Loop(`pick-up ${endpoint.code}`, settings.pickUp.endpointsEveryMs, async () => { await pickUp(journey, endpoint, signal); }, log)),
      ...[...journey.directory.partners.values()].filter((partner) => partner.folder)
        .map((partner) => new Loop(`folder ${partner.code}`, settings.pickUp.foldersEveryMs, async () => { await watchFolder(journey, partner); }, log)),
      ...this.readers.map((reader) => new Loop(`mailbox ${reader.mailbox.name}`, READ_EVERY_MS, () => reader.round(this.reading.signal), log)),
    );
    this.unlisten = await journey.ledger.listen(WAITING_CHANNEL, (lane) => {
      if (lane === null) void leapIfRestored(journey).catch((error: unknown) => { log.error({ words: wordsOf(error) }, 'whether the ledger was restored could not be found out'); });
      feeder.tell(lane);
      feeding.nudge();
    });
    for (const loop of this.loops) loop.start();
    log.info({ lanes: journey.directory.endpoints.size, holder: journey.holder }, 'the worker takes work');
  }

  private async sweep(): Promise<void> {
    // A ledger that was away let every try expire. Its workers get as long as a try lives to say that they are there.
    const now = performance.now();
    if (now - this.sweptAt > this.journey.settings.tries.ttlMs / 2) this.steadySince = now;
    this.sweptAt = now;
    if (now - this.steadySince > this.journey.settings.tries.ttlMs) await expireTries(this.journey);
    await settleDoubts(this.journey, this.stopping.signal);
    await chaseAnswers(this.journey);
    await giveUpUnaddressed(this.journey);
    this.sweptAt = performance.now();
  }

  private async asTheOnlyOne(name: string, step: () => Promise<void>): Promise<void> {
    const { ledger, holder, settings, log } = this.journey;
    await underLease(ledger.db, { name, holder, ms: settings.pickUp.leaseMs, notRenewed: (error) => { log.warn({ lease: name, words: wordsOf(error) }, 'a lease could not be renewed'); } }, step);
  }

  /** Names of loops that have not ended a step for too long, and lanes without a pulse. Empty: all is well. */
  troubles(): string[] {
    const ago = (loop: Loop) => Math.round((performance.now() - loop.endedAt) / 1_000);
    const slow = this.loops.filter((loop) => ago(loop) > 60).map((loop) => `loop ${loop.name} has not ended a step for ${ago(loop)} s`);
    const silent = Object.entries(this.crew.pulses()).filter(([, seconds]) => seconds * 1_000 > this.journey.settings.lanes.canaryStaleMs + this.journey.settings.lanes.canaryEveryMs)
      .map(([lane, seconds]) => `lane ${lane} has no pulse for ${seconds} s`);
    return [...slow, ...silent];
  }

  /** Mailboxes this process reads and cannot read now. No restart mends them, so that they leave the health as it is. */
  unreadable(): { mailbox: string; because: string; words: string }[] {
    return this.readers.flatMap(({ mailbox, trouble }) => (trouble ? [{ mailbox: mailbox.name, ...trouble }] : []));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.unlisten?.();
    const graceMs = this.journey.settings.lanes.stopWithinMs;
    const loops = Promise.all(this.loops.map((loop) => loop.stop()));
    this.reading.abort();
    await this.crew.stop(graceMs);
    this.stopping.abort();
    await loops;
    await this.lanes.close();
    await releaseLeases(this.journey.ledger.db, this.journey.holder).catch((error: unknown) => { this.journey.log.warn({ words: wordsOf(error) }, 'leases run out by themselves'); });
    await this.journey.close();
  }
}

/** Lists are owed by the hour: to look once a minute of it is soon enough, or every ten seconds, because a return owes one as well. */
function listsEveryMs({ sweep, mail: { list } }: Journey['settings']): number {
  return Math.max(sweep.everyMs, Math.min(10_000, (list.everyMs ?? Infinity) / 60));
}

import { openJourney, type Journey } from '#journey';

/** What every subject is told, as JSON: where its servers are, and what is sent. */
export interface Place {
  databaseUrl: string;
  redisUrl: string;
  /** HAWSER_CONFIG: the lanes below, the sink as the one relay, no rates, a mail identity */
  config: string;
  sinkPort: number;
  /** the pattern: a document that waits, from its first receipt */
  documentId: number;
  /** file of the mail that the lanes made of it: what every subject that sends, sends */
  mail: string;
  /** file of what its rendering is asked, as v8 serializes it */
  toRender: string;
  /** in one run */
  mails: number;
}

/** Terminals of one region, which is isolated: everything for them leaves by mail. Each has a lane of its own, and a document at a time. */
export const LANES = Array.from({ length: 8 }, (_, n) => `USLGB-${n + 1}`);
export const REGION = 'AMERICAS';

/** As a worker of its own process would open it. */
export function openHouse({ databaseUrl, config }: Pick<Place, 'databaseUrl' | 'config'>): Promise<Journey & { close(): Promise<void> }> {
  // What a worker says at its start would come between the bench's own lines.
  process.env['HAWSER_LOG'] ??= 'warn';
  return openJourney('worker', { ...process.env, DATABASE_URL: databaseUrl, HAWSER_CONFIG: config, HAWSER_MAIL_RELAY: undefined, HAWSER_CLOCK: '' });
}

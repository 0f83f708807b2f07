import { findDocuments } from '#documents';
import { searchTerms, type Journey } from '#journey';
import { callBoard, callDocuments, callOf, delays, DELAYS_BY } from '#vessel-calls';
import { HOUR } from '#common';
import { Random } from '../x12/files/random.js';
import type { Loaded } from './load.js';
import { LINES } from './ports.js';
import { LARGE, type BenchCall } from './year.js';

/** A question as the gateway and the CLI ask it. `ask(n)` asks the n-th of many like it. */
export interface Question { id: string; what: string; ask(n: number): Promise<unknown> }

const EVERYTHING = { carrier: null, region: null };
const REGIONS = ['AMERICAS', 'ASIA', 'EUROPE'];

/** Everybody's, one line's, one region's. */
const scopeOf = (n: number) => ({ carrier: n % 3 === 1 ? LINES[n % LINES.length] ?? null : null, region: n % 3 === 2 ? REGIONS[n % REGIONS.length] ?? null : null });

/** As the gateway answers when nobody says how many. */
const PAGE = 100;

export function questionsOf(house: Journey, { calls, samples }: Pick<Loaded, 'calls' | 'samples'>): Question[] {
  const { db } = house.ledger;
  const large = calls.filter((call) => call.documents === LARGE);
  const random = new Random(7);
  const search = async (text: string) => {
    const found = await findDocuments(db, EVERYTHING, { search: await searchTerms(house, text), limit: PAGE });
    if (found.length === 0) throw new Error(`nothing was found for "${text}", which was loaded`);
    return found;
  };
  const someCall = () => { for (;;) { const call = calls[random.below(calls.length)] as BenchCall; if (call.documents >= 30) return call; } };
  const now = house.clock.now();
  return [
    {
      id: 'next-calls', what: 'the first page of the board, for everybody, a line or a region: a hundred calls with the standing of their documents, and what belongs to no call',
      ask: (n) => {
        const scope = scopeOf(n);
        return Promise.all([callBoard(db, scope, now), findDocuments(db, scope, { unmatched: true, limit: 200 })]);
      },
    },
    {
      id: 'one-call-5000', what: `a call with ${LARGE.toLocaleString('en')} documents: its figures by set, containers touched, outages; and its first ${PAGE} documents with the delay of each`,
      ask: (n) => {
        const id = large[n % large.length]?.id ?? 0;
        return Promise.all([callOf(db, EVERYTHING, id, now), callDocuments(db, EVERYTHING, id, now, { limit: PAGE })]);
      },
    },
    {
      id: 'delays-30-days', what: `p50, p90, p99 of the documents that became due within 30 days, in turn by ${DELAYS_BY.join(', ')}; of everybody, a line or a region`,
      ask: (n) => {
        const until = new Date(now.getTime() - (n % 240) * HOUR);
        return delays(db, scopeOf(Math.floor(n / DELAYS_BY.length)), { by: DELAYS_BY[n % DELAYS_BY.length] ?? 'call', since: new Date(until.getTime() - 30 * 24 * HOUR), until }, now);
      },
    },
    { id: 'search-bill', what: 'documents by a bill of lading', ask: (n) => search(nth(samples.bills, n)) },
    { id: 'search-container', what: 'documents by a container', ask: (n) => search(nth(samples.containers, n)) },
    { id: 'search-voyage', what: 'documents by a voyage number, which many ships use', ask: () => { const call = someCall(); return search(random.once(2) ? call.voyageIn : call.voyageOut); } },
    { id: 'search-isa13', what: 'documents by an ISA13', ask: (n) => search(nth(samples.isa13s, n)) },
  ];
}

/** One after the other with a stride, so that neighbours in the questions are none on the disk. */
const nth = (all: readonly string[], n: number): string => all[(n * 7_919) % all.length] ?? '';

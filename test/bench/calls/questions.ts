import { findDocuments } from '#documents';
import { searchTerms, type Journey } from '#journey';
import { callBoard } from '#vessel-calls';
import { Random } from '../x12/files/random.js';
import type { Loaded } from './load.js';
import { LINES } from './ports.js';
import { LARGE, type BenchCall } from './year.js';

/** A question as the gateway and the CLI ask it. `ask(n)` asks the n-th of many like it. */
export interface Question { id: string; what: string; ask(n: number): Promise<unknown> }

const EVERYTHING = { carrier: null, region: null };
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
  return [
    { id: 'next-calls', what: 'the first page of the board of calls, for a line, a region or everybody', ask: (n) => callBoard(db, { carrier: n % 3 === 1 ? LINES[n % LINES.length] ?? null : null, region: n % 3 === 2 ? 'AMERICAS' : null }, house.clock.now()) },
    { id: 'one-call-5000', what: `a call with ${LARGE} documents: its figures and its newest documents`, ask: async (n) => {
      const id = large[n % large.length]?.id ?? 0;
      return [await callBoard(db, EVERYTHING, house.clock.now(), id), await findDocuments(db, EVERYTHING, { callId: id, limit: PAGE })];
    } },
    { id: 'search-bill', what: 'documents by a bill of lading', ask: (n) => search(nth(samples.bills, n)) },
    { id: 'search-container', what: 'documents by a container', ask: (n) => search(nth(samples.containers, n)) },
    { id: 'search-voyage', what: 'documents by a voyage number, which many ships use', ask: () => { const call = someCall(); return search(random.once(2) ? call.voyageIn : call.voyageOut); } },
    { id: 'search-isa13', what: 'documents by an ISA13', ask: (n) => search(nth(samples.isa13s, n)) },
  ];
}

/** One after the other with a stride, so that neighbours in the questions are none on the disk. */
const nth = (all: readonly string[], n: number): string => all[(n * 7_919) % all.length] ?? '';

import { HOUR } from '#common';
import { reportCall, type Journey } from '#journey';
import { callReport } from '#vessel-calls';
import type { BenchCall } from './year.js';

/** A small move, a large one, and back again: each time all due times change. */
const MOVES = [5, -3, 26, -9, 11, -14, 2];

/** In ms each: a report of another arrival, of a call whose documents all wait. @throws when a document's due time did not move */
export async function etaChanges(house: Journey, calls: readonly BenchCall[], count: number, say: (line: string) => void): Promise<number[]> {
  const open = calls.filter((call) => call.open);
  const times: number[] = [];
  // The first is not counted: nothing is compiled yet.
  for (let n = 0; n <= count; n += 1) {
    const call = open[n % open.length] as BenchCall;
    call.eta += (MOVES[n % MOVES.length] ?? 1) * HOUR;
    const start = performance.now();
    const { redated } = await reportCall(house, callReport.parse(reportOf(call)), 'bench');
    const ms = performance.now() - start;
    if (redated !== call.documents) throw new Error(`the arrival of ${call.reference} moved, and ${redated} of its ${call.documents} documents moved with it`);
    say(`arrival ${n === 0 ? 'once before it counts' : `${n} of ${count}`}: ${Math.round(ms)} ms`);
    if (n > 0) times.push(ms);
  }
  return times;
}

const reportOf = ({ reference, vessel, quay, voyageIn, voyageOut, eta }: BenchCall) => ({
  reference, carrier: quay.carrier, imo: vessel.imo, callSign: vessel.callSign, vesselName: vessel.name, unlocode: quay.unlocode, terminal: quay.terminal, endpoint: quay.code, voyageIn, voyageOut,
  timestamps: [{ event: 'ARRI', classifier: 'EST', at: new Date(eta).toISOString() }],
});

import { isTerminal, samePort, type Endpoint } from '#directory';
import type { Connection } from '#ledger';
import type { Journey } from './journey.js';
import { terminalsKnown, type TerminalsKnown } from './terminals-known.js';

/** Where a call is said to be. */
export interface ToldCallPlace { carrier: string; unlocode: string; terminal: string | null; firms: string | null }

export interface CallPlace {
  endpoint: Endpoint | null;
  zone: string | null;
  /** the terminal, or for none told the port, is in the imported list */
  listed: boolean;
  /** an expired code, or one that the list does not have: a warning, never a refusal */
  remarks: string[];
}

/** Where calls are: our terminals, and those of the imported list. */
export class CallPlaces {
  private constructor(private readonly journey: Journey, private readonly known: TerminalsKnown) {}

  static async now(journey: Journey, db: Connection): Promise<CallPlaces> { return new CallPlaces(journey, await terminalsKnown(journey, db)); }

  get portCodes() { return this.known.portCodes; }

  /** One UN/LOCODE for a harbour that has several. */
  port(unlocode: string): string { return samePort(this.known, unlocode); }

  /** What of ours stands there. A terminal has one code and may have several UN/LOCODEs: any of them means it. */
  of({ carrier, unlocode, terminal, firms }: ToldCallPlace): CallPlace {
    const port = this.known.at(unlocode);
    const row = terminal === null ? undefined : port.find((one) => one.code === terminal);
    const here = this.quaysAt(unlocode).sort((a, b) => Number(b.carrier === carrier) - Number(a.carrier === carrier));
    const endpoint = here.find((one) => (terminal !== null ? isTerminal(terminal, one) : firms !== null ? one.firms === firms : one.terminal === null)) ?? null;
    const zone = endpoint?.zone ?? row?.zone ?? here[0]?.zone ?? port.find((one) => one.zone !== null)?.zone ?? null;
    const remarks = terminal === null ? [] : this.known.remarksOn(unlocode, terminal, this.journey.clock.now().toISOString().slice(0, 10));
    return { endpoint, zone, listed: terminal === null ? port.length > 0 : row !== undefined, remarks };
  }

  /** A port where the carrier has one terminal. */
  onlyQuay(carrier: string, unlocode: string): Endpoint | null {
    const here = this.quaysAt(unlocode).filter((one) => one.kind === 'terminal' && one.carrier === carrier);
    return here.length === 1 ? here[0] ?? null : null;
  }

  private quaysAt(unlocode: string): Endpoint[] {
    return [...this.journey.directory.endpoints.values()].filter((one) => (one.kind === 'terminal' || one.kind === 'port') && one.unlocode !== null && this.port(one.unlocode) === this.port(unlocode));
  }
}

import { isTerminal, samePort, type Endpoint } from '#directory';
import type { Connection } from '#ledger';
import { expiredOn, terminalsAt, type TerminalRow } from '#vessel-calls';
import type { Journey } from './journey.js';

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

/** Where calls are: our terminals, and the imported list of the ports asked for, read once. */
export class CallPlaces {
  private constructor(private readonly journey: Journey, private readonly rows: readonly TerminalRow[], private readonly hasList: boolean) {}

  static async at(journey: Journey, db: Connection, unlocodes: readonly string[]): Promise<CallPlaces> {
    const rows = await terminalsAt(db, [...new Set(unlocodes.flatMap((one) => harbour(journey, one)))]);
    return new CallPlaces(journey, rows, rows.length > 0);
  }

  /** What of ours stands there. A terminal has one code and may have several UN/LOCODEs: any of them means it. */
  of({ carrier, unlocode, terminal, firms }: ToldCallPlace): CallPlace {
    const { journey } = this;
    const port = this.rows.filter((row) => namesOf(row).some((one) => samePort(journey.directory, one) === samePort(journey.directory, unlocode)));
    const row = terminal === null ? undefined : port.find((one) => one.code === terminal);
    const names = new Set([...harbour(journey, unlocode), ...(row ? namesOf(row) : [])]);
    // A carrier's own description of a terminal goes before another carrier's.
    const here = [...journey.directory.endpoints.values()].filter((one) => (one.kind === 'terminal' || one.kind === 'port') && one.unlocode !== null && names.has(one.unlocode))
      .sort((a, b) => Number(b.carrier === carrier) - Number(a.carrier === carrier));
    const endpoint = here.find((one) => (terminal !== null ? isTerminal(terminal, one) : firms !== null ? one.firms === firms : one.terminal === null)) ?? null;
    const zone = endpoint?.zone ?? row?.zone ?? here[0]?.zone ?? port.find((one) => one.zone !== null)?.zone ?? null;
    return { endpoint, zone, listed: terminal === null ? port.length > 0 : row !== undefined, remarks: this.remarks(unlocode, terminal, row) };
  }

  private remarks(unlocode: string, terminal: string | null, row: TerminalRow | undefined): string[] {
    if (terminal === null || !this.hasList) return [];
    if (!row) return [`the imported list has no terminal ${terminal} at ${unlocode}`];
    return expiredOn(row, this.journey.clock.now().toISOString().slice(0, 10)) ? [`terminal ${terminal} at ${row.unlocode} expired on ${row.validTo ?? ''}, the imported list says`] : [];
  }
}

const namesOf = (row: TerminalRow): string[] => [row.unlocode, ...row.alternatives];

/** All UN/LOCODEs of one harbour, as ports.yaml has them. */
function harbour({ directory: { portCodes } }: Journey, unlocode: string): string[] {
  const same = samePort({ portCodes }, unlocode);
  return [...new Set([unlocode, same, ...[...portCodes].flatMap(([key, port]) => (port === same && key.startsWith('UN:') ? [key.slice(3)] : []))])];
}

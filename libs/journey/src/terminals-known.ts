import { samePort, type PortCodes } from '#directory';
import type { Connection } from '#ledger';
import { allTerminals, expiredOn, type TerminalRow } from '#vessel-calls';
import type { ReadInterchange } from '#x12';
import type { Journey } from './journey.js';

/** For so long a process goes by the list as it read it, ms: one that another process imports counts after that. */
const KEPT_MS = 10_000;
/** Warnings about the terminals of one interchange; more say no more. */
const MOST_REMARKS = 10;

/** The imported list of terminals, and with it which UN/LOCODEs are one harbour. Empty where none was imported. */
export class TerminalsKnown {
  /** ports.yaml's, and the list's alternatives beside them */
  readonly portCodes: PortCodes;
  private readonly byPort = new Map<string, TerminalRow[]>();

  readonly isEmpty: boolean;

  constructor({ directory: { portCodes } }: Journey, rows: readonly TerminalRow[]) {
    this.isEmpty = rows.length === 0;
    const codes = new Map(portCodes);
    for (const row of rows) {
      for (const other of row.alternatives) if (!codes.has(`UN:${other}`)) codes.set(`UN:${other}`, samePort({ portCodes: codes }, row.unlocode));
    }
    this.portCodes = codes;
    for (const row of rows) {
      const port = samePort(this, row.unlocode);
      this.byPort.set(port, [...this.byPort.get(port) ?? [], row]);
    }
  }

  /** All of a harbour, under whichever of its UN/LOCODEs. */
  at(unlocode: string): readonly TerminalRow[] { return this.byPort.get(samePort(this, unlocode)) ?? []; }

  /** What is to be said of a terminal's code: an expired one is warned about, never refused. */
  remarksOn(unlocode: string, terminal: string, today: string): string[] {
    const here = this.at(unlocode);
    const rows = here.filter((row) => row.code === terminal);
    if (here.length > 0 && rows.length === 0) return [`the imported list has no terminal ${terminal} at ${unlocode}`];
    return rows.length > 0 && rows.every((row) => expiredOn(row, today)) ? [`terminal ${terminal} at ${rows[0]?.unlocode ?? unlocode} expired on ${rows[0]?.validTo ?? ''}, the imported list says`] : [];
  }
}

const kept = new WeakMap<Journey['ledger'], { readAt: number; known: TerminalsKnown }>();

export async function terminalsKnown(journey: Journey, db: Connection): Promise<TerminalsKnown> {
  const now = journey.clock.now().getTime();
  const last = kept.get(journey.ledger);
  if (last && Math.abs(now - last.readAt) < KEPT_MS) return last.known;
  const known = new TerminalsKnown(journey, await allTerminals(db));
  kept.set(journey.ledger, { readAt: now, known });
  return known;
}

/** A list was imported here: it counts from now on. */
export const forgetTerminals = ({ ledger }: Journey): boolean => kept.delete(ledger);

/** Expired codes that documents name, for their receipt. What a sender calls by a name is no code and is not judged. */
export async function terminalRemarks(journey: Journey, db: Connection, read: ReadInterchange): Promise<string[]> {
  const known = await terminalsKnown(journey, db);
  if (known.isEmpty) return [];
  const today = journey.clock.now().toISOString().slice(0, 10);
  const remarks = new Set<string>();
  for (const group of read.groups) {
    for (const set of group.sets) {
      for (const { qualifier, code, terminal } of set.facts?.places ?? []) {
        if (qualifier !== 'UN' || code === null || terminal === null || !known.at(code).some((row) => row.code === terminal)) continue;
        for (const remark of known.remarksOn(code, terminal, today)) remarks.add(remark);
        if (remarks.size >= MOST_REMARKS) return [...remarks];
      }
    }
  }
  return [...remarks];
}

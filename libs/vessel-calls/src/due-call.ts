/** A call that a document belongs to, as far as choosing among several needs it. */
export interface CallOfDocument {
  id: number;
  unlocode: string;
  endpoint: string | null;
  /** the rule that found it; `person`: somebody's word */
  rule: string;
  /** best known arrival; null: none is known */
  etaAt: Date | null;
}

type Receiver = { code: string; unlocode: string | null } | null;
type Better = (call: CallOfDocument, to: NonNullable<Receiver>) => boolean;

/** From the surest to the least; of equals the first to arrive, else the one that was known first. */
const BETTER: readonly Better[] = [
  ({ rule }) => rule === 'person',
  ({ endpoint }, { code }) => endpoint === code,
  ({ unlocode }, to) => unlocode === to.unlocode,
  ({ unlocode }, to) => unlocode.slice(0, 2) === to.unlocode?.slice(0, 2),
];

/** Which of its calls a document is due for: a manifest for customs names the port where its cargo is loaded, too, and is not due there. */
export function dueCallOf<Call extends CallOfDocument>(calls: readonly Call[], to: Receiver): Call | null {
  const known = [...calls].sort((a, b) => arrival(a) - arrival(b) || a.id - b.id);
  for (const better of BETTER) {
    const found = known.find((call) => better(call, to ?? { code: '', unlocode: null }));
    if (found) return found;
  }
  return known[0] ?? null;
}

const arrival = ({ etaAt }: CallOfDocument): number => etaAt?.getTime() ?? Number.MAX_SAFE_INTEGER;

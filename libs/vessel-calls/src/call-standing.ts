/**
 * How a call stands, for the documents that are for it. `stands`: they go where they were to go, though it may be late. The
 * others by DCSA's status codes (OVS 3.0.2): omitted (OMIT, or the phase says so), blanked (BLNK), slid (SLID), cut (CUTR, cut
 * and run: the vessel left before all of it was worked).
 */
export type CallStanding = 'stands' | 'omitted' | 'blanked' | 'slid' | 'cut';

/** ROTC is not among them: the call stands, in another order, so that its times move and its documents do not. Nor are ADHO, PHIN and PHOT. */
const GONE: Readonly<Record<string, Exclude<CallStanding, 'stands'>>> = { OMIT: 'omitted', BLNK: 'blanked', SLID: 'slid', CUTR: 'cut' };

/** Status codes after which a call is no longer the one its documents were sent for. */
export const GONE_STATUSES: readonly string[] = Object.keys(GONE);

export function standingOf(call: { phase: string; statuses: readonly string[] }): CallStanding {
  const code = GONE_STATUSES.find((one) => call.statuses.includes(one));
  return code ? GONE[code]! : call.phase === 'omitted' ? 'omitted' : 'stands';
}

/** What of a call says where its documents belong. */
export interface CallLink { id: number; phase: string; statuses: readonly string[]; replacedBy: number | null }

/**
 * The call that has a call's documents now: itself, or the end of the chain of those that replaced it. A chain that comes back
 * to where it was leads nowhere: then the last call before the circle.
 */
export function heirOf<Call extends CallLink>(call: Call, calls: ReadonlyMap<number, Call>): Call {
  const seen = new Set([call.id]);
  let heir = call;
  for (let next = heir.replacedBy; next !== null && !seen.has(next); next = heir.replacedBy) {
    const known = calls.get(next);
    if (!known) break;
    seen.add(next);
    heir = known;
  }
  return heir;
}

interface CallPlace { carrier: string; endpoint: string | null; unlocode: string; terminal: string | null; firms: string | null }
interface Terminal { carrier: string; code: string; unlocode: string | null; terminal: string | null; firms: string | null }

/**
 * Is the call at this terminal of ours? A call that names no endpoint is where its port and what else it names agree. Each line that
 * shares a ship has an endpoint of its own at one quay: another line's call is there by its port and its terminal.
 */
export function isAt(call: CallPlace, terminal: Terminal, portCodes: ReadonlyMap<string, string>): boolean {
  if (call.endpoint === terminal.code) return true;
  if (call.endpoint !== null && (call.carrier === terminal.carrier || terminal.terminal === null || call.terminal !== terminal.terminal)) return false;
  const port = (unlocode: string) => portCodes.get(`UN:${unlocode}`) ?? unlocode;
  const agree = (a: string | null, b: string | null) => a === null || b === null || a === b;
  return terminal.unlocode !== null && port(call.unlocode) === port(terminal.unlocode) && agree(call.terminal, terminal.terminal) && agree(call.firms, terminal.firms);
}

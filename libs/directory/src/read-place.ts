import type { Directory, Endpoint } from './types.js';

/** A place of a document, as the x12 room read it. */
export interface ToldPlace {
  role: string;
  /** element 309: UN, D, K, FR, 93, 94; SMDG or TER for the terminal of an EDIFACT LOC */
  qualifier: string | null;
  code: string | null;
  firms: string | null;
  /** the terminal as the sender names it, a code or a name: it tells terminals of one port apart, and contradicts nothing */
  terminal?: string | null;
  /** a terminal's code that was told for this very port, which it must fit */
  terminalCode?: string;
}

export interface PlaceNames { port: string | null; firms: string | null; terminal: string | null }

export interface ReadPlace {
  /** the place in the sender's own codes: `P4 D 2709 FIRMS Z123` */
  told: string;
  /** how a person names it in a mapping, the narrowest first */
  keys: string[];
  names: PlaceNames;
  /** who it may mean; null: it tells nothing that could be read, so it may be anybody */
  candidates: Endpoint[] | null;
  /** there is one candidate, and nothing but the place is needed to say so */
  sure: boolean;
  because: string;
}

/** Codes of the partners' own for a terminal: between lines and terminals mostly SMDG's. */
const PARTNERS_CODES = new Set(['93', '94']);
/** EDIFACT's code list for the terminal in a LOC whose port stands before it. */
const WITHIN_PORT = new Set(['SMDG', 'TER', 'TERMINAL']);

/** EDIFACT tells a port and its terminal in one LOC, which the x12 room reads as two places: here they are one again. */
export function withTerminals(places: readonly ToldPlace[]): ToldPlace[] {
  return places.flatMap((place, index) => {
    const isWithin = (one: ToldPlace | undefined) => one?.role === place.role && one.code !== null && WITHIN_PORT.has(one.qualifier ?? '');
    const [before, after] = [places[index - 1], places[index + 1]];
    if (before?.qualifier === 'UN' && before.role === place.role && isWithin(place)) return [];
    return [place.qualifier === 'UN' && isWithin(after) ? { ...place, terminalCode: after!.code! } : place];
  });
}

/** The place in the directory's own words: its UN/LOCODE, FIRMS and terminal. What no table knows is null. */
export function namesOf({ portCodes }: Pick<Directory, 'portCodes'>, place: ToldPlace): PlaceNames {
  const { qualifier, code } = place;
  return {
    port: code === null ? null : qualifier === 'UN' ? samePort({ portCodes }, code) : qualifier === 'D' || qualifier === 'K' ? portCodes.get(`${qualifier}:${code}`) ?? null : null,
    firms: place.firms ?? (qualifier === 'FR' ? code : null),
    terminal: place.terminalCode ?? (isTerminalCode(qualifier) ? code : place.terminal ?? null),
  };
}

/**
 * How a person names a place in a mapping: qualifier and code, `UN:USLGB`. One that tells a facility is named by that,
 * `FR:Z123`, one that tells a terminal within its port by both, `UN:USLGB/WEST`. Most telling first; none without a code.
 */
export function placeKeys({ qualifier, code, firms, terminalCode }: ToldPlace): string[] {
  const port = `${qualifier ?? ''}:${code ?? ''}`;
  return [...new Set([...(firms === null ? [] : [`FR:${firms}`]), ...(terminalCode === undefined ? [] : [`${port}/${terminalCode}`]), ...(code === null ? [] : [port])])];
}

const isTerminalCode = (qualifier: string | null) => qualifier !== null && (PARTNERS_CODES.has(qualifier) || WITHIN_PORT.has(qualifier));

/** One UN/LOCODE for a harbour that has several. */
export const samePort = ({ portCodes }: Pick<Directory, 'portCodes'>, unlocode: string): string => portCodes.get(`UN:${unlocode}`) ?? unlocode;

/** Whether a place's terminal is this endpoint's: `EAST`, or with its port before it (`USLGBEAST`, `USLGB-EAST`). */
export function isTerminal(told: string, { terminal, unlocode }: Pick<Endpoint, 'terminal' | 'unlocode'>): boolean {
  return terminal !== null && (told === terminal || told.replace(/[-/: ]/g, '') === `${unlocode}${terminal}`);
}

/** Which of the endpoints a place may mean. FIRMS goes before a terminal's code, and that before the port alone. */
export function readPlace(directory: Pick<Directory, 'portCodes'>, endpoints: readonly Endpoint[], place: ToldPlace): ReadPlace {
  const names = namesOf(directory, place);
  const { port, firms, terminal } = names;
  const firmsTold = firms !== null && place.qualifier !== 'FR' ? ` FIRMS ${firms}` : '';
  const told = [place.role, place.qualifier, place.code].filter(Boolean).join(' ') + firmsTold + (place.terminalCode ? ` terminal ${place.terminalCode}` : '');
  const read = (candidates: Endpoint[] | null, because: string, sure = candidates?.length === 1): ReadPlace => ({ told, keys: placeKeys(place), names, candidates, sure, because: `${told}: ${because}` });
  const standsAt = (one: Endpoint) => one.unlocode !== null && samePort(directory, one.unlocode) === port;
  const atPort = endpoints.filter((one) => one.kind === 'terminal' && standsAt(one));

  if (firms !== null) {
    const owners = endpoints.filter((one) => one.firms === firms);
    const elsewhere = port === null ? [] : owners.filter((one) => !standsAt(one));
    if (elsewhere.length > 0) return read([], `FIRMS ${firms} is ${listed(elsewhere)}'s, which does not stand at ${port}`);
    if (owners.length > 0) return read(owners, `FIRMS ${firms} is ${listed(owners)}'s`);
    const nameless = atPort.filter((one) => one.firms === null);
    return read(nameless, `FIRMS ${firms} is nobody's${nameless.length > 0 ? `; nearest: ${listed(nameless)}, whose file tells no FIRMS` : ''}`, false);
  }
  if (port !== null && place.terminalCode !== undefined) {
    const named = atPort.filter((one) => isTerminal(place.terminalCode!, one));
    if (named.length > 0) return read(named, `${listed(named)} is the terminal ${place.terminalCode} at ${port}`);
    const nameless = atPort.filter((one) => one.terminal === null);
    return read(nameless, `no terminal at ${port} is called ${place.terminalCode}${atPort.length > 0 ? `; nearest: ${listed(atPort)}` : ''}`, false);
  }
  if (isTerminalCode(place.qualifier) && terminal !== null) {
    const named = endpoints.filter((one) => isTerminal(terminal, one));
    return read(named, named.length > 1 ? `${listed(named)} are called so, each at its port` : named.length === 1 ? `it is the terminal code of ${listed(named)}` : 'no terminal has this code');
  }
  if (port !== null) {
    const named = terminal === null ? [] : atPort.filter((one) => isTerminal(terminal, one));
    if (named.length === 1) return read(named, `${listed(named)} is the terminal ${terminal} at ${port}`);
    if (atPort.length === 1) return read(atPort, `${listed(atPort)} is the only terminal at ${port}`);
    return read(atPort, atPort.length === 0 ? `no terminal stands at ${port}` : `${listed(atPort)} stand at ${port}, and nothing tells them apart`);
  }
  return place.code !== null && (place.qualifier === 'D' || place.qualifier === 'K')
    ? read([], 'ports.yaml does not know this code')
    : read(null, 'no code that says which port or terminal it is');
}

export function listed(endpoints: readonly Endpoint[]): string {
  const codes = endpoints.map(({ code }) => code);
  return codes.length < 2 ? codes.join('') : `${codes.slice(0, -1).join(', ')} and ${codes.at(-1)}`;
}

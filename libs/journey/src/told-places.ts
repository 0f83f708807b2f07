import { isTerminal, namesOf, type Directory, type Endpoint, type Partner } from '#directory';
import type { Place, ToldTime } from '#x12';

/** A stop of a vessel as a schedule tells it. */
export interface Stop {
  /** in the sender's own codes: `D UN USLGB` */
  told: string;
  /** L, D, 5 … of the R4 it stands in; both where a stop has two */
  roles: string[];
  unlocode: string | null;
  /** SMDG code; null: none told, or a name that says none */
  terminal: string | null;
  firms: string | null;
  /** a terminal was named, though not by a code of ours */
  named: string | null;
  times: ToldTime[];
}

const CODE = /^[A-Z0-9]{1,6}$/;
/** What a 315 tells of the container's journey beside the vessel's: not stops of this vessel. */
const NOT_STOPS = new Set(['R', 'E', '1', 'M', 'A', 'I']);

/** The stops of a schedule in their order. A port told for discharge and then for loading is one stop. */
export function stopsOf(directory: Pick<Directory, 'endpoints' | 'portCodes'>, partner: Partner, places: readonly Place[]): Stop[] {
  const own = [...directory.endpoints.values()].filter((one) => one.carrier === partner.carrier && one.kind !== 'carrier' && one.kind !== 'customs');
  const stops: Stop[] = [];
  for (const place of places.filter((one) => !NOT_STOPS.has(one.role))) {
    const stop = stopOf(directory, own, place);
    const last = stops.at(-1);
    const same = last && last.unlocode === stop.unlocode && last.unlocode !== null && (last.terminal === stop.terminal || last.terminal === null || stop.terminal === null) && !last.roles.includes(place.role);
    if (same) {
      last.roles.push(place.role);
      last.times.push(...stop.times);
      last.terminal ??= stop.terminal;
      last.firms ??= stop.firms;
      last.named ??= stop.named;
    } else stops.push(stop);
  }
  return stops;
}

function stopOf(directory: Pick<Directory, 'portCodes'>, own: readonly Endpoint[], place: Place): Stop {
  const names = namesOf(directory, place);
  // FIRMS and codes of the partners' own name a terminal without its port: ours know theirs.
  const byFirms = names.firms === null ? undefined : own.find((one) => one.firms === names.firms);
  const byCode = names.terminal === null || names.port !== null ? [] : own.filter((one) => isTerminal(names.terminal!, one));
  const endpoint = byFirms ?? (byCode.length === 1 ? byCode[0] : undefined);
  const told = place.qualifier === 'UN' ? place.code : null;
  const atPort = own.find((one) => names.terminal !== null && isTerminal(names.terminal, one));
  return {
    told: [place.role, place.qualifier, place.code].filter(Boolean).join(' '), roles: [place.role],
    unlocode: endpoint?.unlocode ?? told ?? names.port, firms: names.firms,
    terminal: endpoint?.terminal ?? atPort?.terminal ?? (names.terminal !== null && CODE.test(names.terminal) ? names.terminal : null),
    named: names.terminal, times: [...(place.times ?? [])],
  };
}

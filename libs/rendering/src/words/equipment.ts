import { wordTable } from './word-table.js';

/** Element 578 as W205 gives it in a 322; anything longer than L or E goes beside the container as a sentence. */
export const equipmentStatus = wordTable({
  AA: 'empty and available', AB: 'empty on its way to the shipper', AC: 'laden on its way to the port of loading', AG: 'received at the port of discharge', AH: 'laden on its way to the consignee', AI: 'stripped, on its way to the pool', AJ: 'empty being positioned', AK: 'out of service',
  HR: 'held for reload', LI: 'laden, inbound', LO: 'laden, outbound', RJ: 'rejected, not usable',
});

/** Element 56. */
export const serviceTypes = wordTable({ CY: 'container yard', CS: 'container station', DD: 'door to door', DR: 'door to ramp', RD: 'ramp to door', RE: 'ramp to ramp', RR: 'roll-on roll-off', HH: 'house to house', HP: 'house to pier', PH: 'pier to house', PP: 'pier to pier', LT: 'less than a container load', NC: 'not in containers', BB: 'breakbulk' });

const LENGTHS: Record<string, string> = { 2: '20 ft', 4: '40 ft', L: '45 ft', M: '48 ft' };
const HEIGHTS: Record<string, string> = { 5: ' high cube', E: ' high cube' };
const KINDS: Record<string, string> = { G: 'dry', V: 'ventilated', B: 'bulk', R: 'reefer', H: 'insulated', U: 'open top', P: 'flat or platform', T: 'tank', K: 'tank', A: 'air' };

/** ISO 6346 size and type (45G1) in words, "" for house codes and older numeric ones we would have to guess. */
export function sizeTypeInWords(code: string): string {
  const match = /^([24LM])([0-9CDEF])([GVBRHUPTKA])[0-9A-Z]$/.exec(code);
  const length = match && LENGTHS[match[1] ?? ''];
  return match && length ? `${length}${HEIGHTS[match[2] ?? ''] ?? ''} ${KINDS[match[3] ?? ''] ?? ''}`.trim() : '';
}

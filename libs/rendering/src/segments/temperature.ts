import { joined } from '../draft.js';
import type { Segment } from '../reading/segment.js';
import { TEMPERATURE_UNITS } from '../words/hazard.js';
import type { Words } from '../words/words.js';

/** "2.0 C to 8.0 C, vent setting 25": W0902 to 05 with their units, then what else W09 says. */
export function temperatureOf(w09: Segment, words: Words): string {
  const range = joined([degrees(w09.at(2), w09.at(3), words), degrees(w09.at(4), w09.at(5), words)], ` ${words.say('to')} `);
  const vent = w09.at(7) === '' ? '' : words.say('vent', w09.at(7));
  const humidity = w09.at(8) === '' ? '' : words.say('humidity', w09.at(8));
  // The kind of equipment: CZ and CN are a reefer and a container, which its type says better.
  const equipment = ['', 'CZ', 'CN'].includes(w09.at(1)) ? '' : words.say('equipment', w09.peek(1));
  return joined([range, vent, humidity, w09.at(9), w09.at(6), equipment]);
}

/** "-18 C": the figure as it was sent, because -18 and -18.0 are not the same order to a reefer. */
export function degrees(value: string, unit: string, words: Words): string {
  return value === '' ? '' : `${value} ${words.word(TEMPERATURE_UNITS, unit) || unit}`.trim();
}

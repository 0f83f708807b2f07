import { loop, segment, type TableEntry } from './set-table.js';

/** The rail hazardous material loop that came into 301, 310 and 322 after 004010. */
export function railHazmat(max: number): TableEntry {
  return loop('LH1', 'O', max, [
    segment('LH2', 'O', 4), segment('LH3', 'O', 10), segment('LFH', 'O', 25), segment('LEP', 'O', 3), segment('LH4', 'O', 4),
    segment('LHT', 'O', 3), segment('LHR', 'O', 5), segment('PER', 'O', 5),
  ], { since: 4020 });
}

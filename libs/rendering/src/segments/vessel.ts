import { joined, type Handlers } from '../draft.js';

/** V1 of every ocean set that has one. 301 carries it last, after the lines. */
export const vessel: Handlers = {
  V1: (draft, v1) => {
    const read = { code: v1.at(1), name: v1.at(2), flag: v1.at(3), voyage: v1.at(4), scac: v1.at(5), qualifier: v1.at(8) };
    if (!draft.vessel) draft.vessel = read;
    else draft.fact('furtherVessel', joined([read.name, read.code, read.flag, read.voyage === '' ? '' : draft.words.say('voyageOf', read.voyage), read.scac], ' '));
  },
};

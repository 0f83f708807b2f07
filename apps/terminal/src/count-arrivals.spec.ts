import { describe, expect, it } from '@jest/globals';
import { countArrivals, type Arrival } from './count-arrivals.js';

const NONE = { arrivals: 0, documents: 0, byEdi: 0, byEmail: 0, seenAgain: 0, deliveredAsNewTwice: 0, misaddressed: 0, answers: 0 };

describe('what the far side counts', () => {
  it('a document per set, by the channel it came by first', () => {
    const arrivals = [arrived('0001', 'a', 'edi'), arrived('0002', 'b', 'email'), arrived('0001', 'a', 'edi', { site: 'USNYC-NORTH' })];
    expect(countArrivals(arrivals)).toEqual({
      total: { ...NONE, arrivals: 3, documents: 3, byEdi: 2, byEmail: 1 },
      sites: {
        'USLGB-EAST': { ...NONE, arrivals: 2, documents: 2, byEdi: 1, byEmail: 1 },
        'USNYC-NORTH': { ...NONE, arrivals: 1, documents: 1, byEdi: 1 },
      },
    });
  });

  it('every document of a digest, which is one mail, and each once: one that comes again by another mail or by EDI is a repeat', () => {
    const digest = [arrived('0001', 'a', 'email'), arrived('0002', 'b', 'email'), arrived('0003', 'c', 'email')];
    expect(countArrivals([...digest, arrived('0002', 'b', 'email'), arrived('0003', 'c', 'edi')]).total)
      .toEqual({ ...NONE, arrivals: 5, documents: 3, byEmail: 3, seenAgain: 2 });
  });

  it('the same numbers with the same content again, by whatever channel, as a repeat and not as new', () => {
    expect(countArrivals([arrived('0001', 'a', 'edi'), arrived('0001', 'a', 'email'), arrived('0001', 'a', 'edi')]).total)
      .toEqual({ ...NONE, arrivals: 3, documents: 1, byEdi: 1, seenAgain: 2 });
  });

  it('known content under other numbers as delivered as new twice', () => {
    expect(countArrivals([arrived('0001', 'a', 'edi'), arrived('0001', 'a', 'edi', { isa13: '000000102' })]).total)
      .toEqual({ ...NONE, arrivals: 2, documents: 2, byEdi: 2, deliveredAsNewTwice: 1 });
  });

  it('known numbers with other content as delivered as new twice', () => {
    expect(countArrivals([arrived('0001', 'a', 'edi'), arrived('0001', 'b', 'edi')]).total)
      .toEqual({ ...NONE, arrivals: 2, documents: 2, byEdi: 2, deliveredAsNewTwice: 1 });
  });

  it('acknowledgements apart, and what was meant for somebody else', () => {
    expect(countArrivals([arrived('0001', 'a', 'edi', { st01: '997' }), arrived('0002', 'b', 'edi', { forUs: false })]).total)
      .toEqual({ ...NONE, arrivals: 1, documents: 1, byEdi: 1, misaddressed: 1, answers: 1 });
  });
});

function arrived(st02: string, sha256: string, channel: 'edi' | 'email', changes: { site?: string; isa13?: string; st01?: string; forUs?: boolean } = {}): Arrival {
  const { site = 'USLGB-EAST', isa13 = '000000101', st01 = '315', forUs = true } = changes;
  return {
    site, st01, sha256, channel, forUs, part: channel === 'edi' ? 'whole' : 'extract', source: 'HW1.edi', at: '2018-07-24T18:00:00.000Z',
    identity: { isa06: 'CARRIER', isa08: 'USLGBEAST', isa13, gs06: '101', st02 },
  };
}

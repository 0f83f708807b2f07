import { describe, expect, it } from '@jest/globals';
import { composeExtract, edifactSegments, segmentsOf, type ReadInterchange } from '#x12';
import { codesOf } from '../testing.js';
import { edifactFixture, orderOf, readEdifact } from './testing.js';

const read = (content: Uint8Array): { interchange: ReadInterchange; at: (group: number, set: number) => { bytes: Uint8Array; gs: Uint8Array; gs06: string } } => {
  const interchange = readEdifact(content).interchanges[0];
  if (!interchange) throw new Error('nothing was read');
  return {
    interchange,
    at: (g, s) => {
      const group = interchange.groups[g];
      const set = group?.sets[s];
      return { bytes: content.subarray(set?.start, set?.end), gs: content.subarray(group?.gsStart, group?.gsEnd), gs06: group?.gs06 ?? '' };
    },
  };
};
const extractOf = (content: Uint8Array, group: number, set: number): Buffer => {
  const { interchange, at } = read(content);
  const { bytes, gs, gs06 } = at(group, set);
  return composeExtract({ isa: content.subarray(interchange.start, interchange.isaEnd), gs, isa13: interchange.isa13, gs06, delimiters: interchange.delimiters }, bytes);
};

describe('the segments of a message', () => {
  const content = edifactFixture('coprar/discharge-order.edi');
  const { interchange, at } = read(content);

  it('are the ones the reader counted, components apart and release characters resolved', () => {
    const segments = edifactSegments(at(0, 0).bytes, interchange.delimiters);
    expect(segments).toHaveLength(31);
    expect(segments[0]).toEqual([['UNH'], ['102'], ['COPRAR', 'D', '95B', 'UN', 'SMDG16']]);
    expect(segments[18]).toEqual([['FTX'], ['AAA'], [''], [''], ["FURNITURE: CHAIRS 'ROCKER', 40 PCS"]]);
  });

  it('are shown with a separator between components', () => {
    const segments = segmentsOf(at(0, 0).bytes, interchange.delimiters);
    expect(segments[0]).toEqual(['UNH', '102', 'COPRAR:D:95B:UN:SMDG16']);
    expect(segments[17]).toEqual(['SEL', 'JP77+12:CU']);
    expect(segments[18]?.[4]).toBe("FURNITURE: CHAIRS 'ROCKER', 40 PCS");
    expect(segments.at(-1)).toEqual(['UNT', '31', '102']);
  });

  it('are found when the file is wrapped, uses no release character or another one, and are none with the delimiters of X12', () => {
    const wrapped = Buffer.from(content.toString().replaceAll('\n', '').replace(/.{30}/g, '$&\r\n').replace("UNA:+.? '\r\n", "UNA:+.? '"));
    const first = read(wrapped);
    expect(edifactSegments(first.at(0, 0).bytes, first.interchange.delimiters)).toEqual(edifactSegments(at(0, 0).bytes, interchange.delimiters));
    const plain = read(Buffer.from(`UNA:+.  '${orderOf(['FTX+AAA+++WHY?'])}`));
    expect(plain.interchange.delimiters.release).toBe(' ');
    expect(segmentsOf(plain.at(0, 0).bytes, plain.interchange.delimiters)[1]).toEqual(['FTX', 'AAA', '', '', 'WHY?']);
    expect(edifactSegments(at(0, 0).bytes, { element: '*', component: '>', segment: '~', repetition: null })).toEqual([]);
  });
});

describe('an extract', () => {
  it.each([
    ['one of two messages', edifactFixture('contrl/received-two-orders.edi'), 0, 0],
    ['one of two groups', edifactFixture('contrl/received-groups.edi'), 0, 0],
    ['under a UNA of its own', Buffer.from(`UNA|*,! ~${orderOf().replaceAll(':', '|').replaceAll('+', '*').replaceAll("'", '~')}`), 0, 0],
    ['with a reference that holds a separator', Buffer.from(orderOf().replaceAll("77'", "7?+7'")), 0, 0],
    ['with a reference outside ASCII', Buffer.from(orderOf().replaceAll("77'", "7\u00e47'")), 0, 0],
    ['with a reference in Latin-1', Buffer.from(orderOf().replaceAll("77'", "7\u00e47'"), 'latin1'), 0, 0],
  ])('is one message, byte for byte, under its own head, and reads clean: %s', (_what, content, group, set) => {
    const extract = extractOf(content, group, set);
    const { interchange, at } = read(content);
    const file = readEdifact(extract);
    expect(codesOf(file)).toEqual([]);
    expect(file.verdict).toBe('accepted');
    expect(extract.includes(Buffer.from(at(group, set).bytes))).toBe(true);
    expect(file.interchanges[0]).toMatchObject({
      isa06: interchange.isa06, isa13: interchange.isa13, delimiters: interchange.delimiters,
      groups: [{ gs06: interchange.groups[group]?.gs06, sets: [{ sha256: interchange.groups[group]?.sets[set]?.sha256 }] }],
    });
  });
});

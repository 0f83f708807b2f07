import { describe, expect, it } from '@jest/globals';
import { orderOf, readEdifact } from './edifact/testing.js';
import { interchangeOf, readAtOnce, readInChunks } from './testing.js';
import type { ReadFile } from './types.js';

const told = ({ interchanges }: ReadFile) => interchanges.flatMap(({ groups }) => groups.flatMap(({ sets }) => sets.map(({ hazardous, facts }) => [hazardous, facts?.hazmat])));
const B4 = 'B4***UV*20180727*0105*USLGB*CSQU*305438*L*45G1*USLGB*UN*3';

describe('whether a set names dangerous goods is known of every set', () => {
  it.each([
    ['204', 'H1*1263*3', undefined], ['204', 'LH1*KG*1*UN1263', undefined], ['856', 'LH2*3', undefined], ['204', 'LHT*3', undefined], ['204', 'LH3*PAINT', undefined],
    ['315', 'H1*1263*3', true], ['315', 'H2*PAINT', true], ['322', 'LH1*KG*1*UN1263', true], ['322', 'LHT*3', true], ['324', 'H2*PAINT', true],
  ])('%s with %s, read whole or byte by byte, plain or with its structure checked', (set, segment, inFacts) => {
    const with_ = interchangeOf(set, [B4, segment]);
    const calm = interchangeOf(set, [B4]);
    for (const read of [(bytes: string) => readAtOnce(bytes), (bytes: string) => readInChunks(bytes, 1), (bytes: string) => readAtOnce(bytes, {}, { structure: 'note' })]) {
      expect(told(read(with_))).toEqual([[true, inFacts]]);
      expect(told(read(calm))).toEqual([[false, inFacts === undefined ? undefined : false]]);
    }
  });

  it.each([['COPRAR', true], ['IFTMBF', undefined], ['CODECO', true]])('%s with DGS', (message, inFacts) => {
    const with_ = orderOf(['DGS+IMD+3+1263']).replace('COPRAR', message);
    expect(told(readEdifact(with_))).toEqual([[true, inFacts]]);
    expect(told(readEdifact(orderOf(['BGM+121+1+9']).replace('COPRAR', message)))).toEqual([[false, inFacts === undefined ? undefined : false]]);
  });
});

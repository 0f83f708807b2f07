import { describe, expect, it } from '@jest/globals';
import { TRANSACTION_SETS, segmentsOf, type ApplicationAdvice, type DocumentFacts } from '#x12';
import { adviceReader, adviceSegments } from '../acknowledgements/read-advice.js';
import { SegmentElements } from './segment-elements.js';
import { fixture, fixtureNames, interchangeOf, readAtOnce, readInChunks } from '../testing.js';

interface Told { facts: DocumentFacts | null; advice: ApplicationAdvice | null }

/** Facts and advice as their readers give them from whole segments, each with all its elements. */
function toldByWhole(bytes: Buffer): Told[] {
  return readAtOnce(bytes).interchanges.flatMap((one) => one.groups.flatMap((group) => group.sets.map((set) => {
    const definition = TRANSACTION_SETS.find((each) => each.set === set.st01);
    const extractor = definition?.start();
    const advice = adviceReader(set.st01);
    for (const elements of segmentsOf(bytes.subarray(set.start, set.end), one.delimiters)) {
      extractor?.segment((definition?.reads.indexOf(elements[0] ?? '') ?? -1) + 1, SegmentElements.of(elements));
      if (adviceSegments(set.st01).includes(elements[0] ?? '')) advice?.segment(elements);
    }
    return { facts: extractor?.facts() ?? null, advice: advice?.advice() ?? null };
  })));
}

describe('the quick way through a set', () => {
  it.each(fixtureNames())('leaves out no element that anything %s tells is read from', (name) => {
    const bytes = fixture(name);
    const quick = readAtOnce(bytes).interchanges.flatMap((one) => one.groups.flatMap((group) => group.sets.map(({ facts, advice }): Told => ({ facts, advice }))));
    expect(quick).toEqual(toldByWhole(bytes));
  });

  it('is left for what is not plain, and comes to the same', () => {
    const of = (segments: string[]) => interchangeOf('309', ['M10*HWSR*O*LR*9074729*HARBOUR LARK*027W**1*A*L', 'P4*2709*20180726', 'LX*1', 'M11*LGB0000001*57035**CTN***12*X****HWSR', ...segments]);
    for (const content of [of(['VID*CN*HWSU*400005\n8*SL1']), of(['VID*CN*HWSU*4000058*S\u00c9L1']), of(['V\nID*CN*HWSU*4000058']), of(['~VID*CN*HWSU*4000058']), of(['VID']), of(['VID*']), of(['N10*1', 'N10*******K*12', 'N10*******K*12*'])]) {
      const file = readAtOnce(content);
      for (const size of [1, 2, 7]) expect(readInChunks(content, size)).toEqual(file);
    }
    expect(readAtOnce(of(['VID*CN*HWSU*400005\n8*S\u00c9L1'])).interchanges[0]?.groups[0]?.sets[0]?.facts?.containers).toMatchObject([{ number: 'HWSU4000058', seals: ['S\u00c9L1'] }]);
  });
});

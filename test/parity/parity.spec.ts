import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LANGUAGES, type Language } from '#common';
import { setsUnder, SETS } from './files.js';
import { generated } from './generated.js';
import { ownColumnFaultsOf } from './own-columns.js';
import { faultsIn, faultsOf, FORMS_READ, rendered } from './prove.js';
import { PDFTOTEXT } from './read/pdf.js';
import type { Source } from './source.js';
import { CONTEXT, DELIMITERS, MANIFEST, SAMPLES } from '../../libs/rendering/src/testing.js';

/** Documents of a set made at random; RUNS=1000 for a long look. As it is, the whole spec stays under a minute. */
const RUNS = Number(process.env['RUNS'] ?? 15);
/** What the documents are made from: fixed, so that one commit always says the same; SEED=random goes where none has been. */
const SEED = process.env['SEED'] === 'random' ? Date.now() : Number(process.env['SEED'] ?? 20_180_724);
const AT_RANDOM = { numRuns: RUNS, seed: SEED, endOnFailure: true };

const samples: Source[] = Object.entries(SAMPLES).map(([set, text]) => ({ name: `sample ${set}`, bytes: Buffer.from(text), delimiters: DELIMITERS }));
const fixtures = setsUnder('test/fixtures/x12');
const corpus = setsUnder('../shared/corpus');

/**
 * Nothing of the source is missing in any form, nothing in any form is not explained by it, and what the standard ties to a
 * container stands in its row. The source is taken apart by a path of its own, the forms by readers that are not ours.
 */
describe.each(LANGUAGES)('every fact of the document, no other, each in its place (%s)', (language) => {
  it.each([...samples, ...fixtures])('$name', async (source) => {
    expect(await faultsOf(source, CONTEXT, language)).toEqual([]);
  });
});

describe('every fact of a document from the field, no other, each in its place', () => {
  if (corpus.length === 0) it.skip('../shared/corpus is not beside this checkout', () => undefined);
  else it.each(corpus)('$name', async (source) => { expect(await faultsOf(source, CONTEXT, 'en')).toEqual([]); });
});

describe('every fact of a document made at random, no other, each in its place', () => {
  it.each(SETS)(`${RUNS} of set %s`, async (set) => {
    await fc.assert(fc.asyncProperty(generated(set), fc.constantFrom<Language>(...LANGUAGES), async (source, language) => {
      const faults = await faultsOf(source, CONTEXT, language);
      if (faults.length > 0) throw new Error(`${faults.slice(0, 12).join('\n')}\nin ${language}, of the document\n${Buffer.from(source.bytes).toString()}`);
    }), AT_RANDOM);
  }, 60_000 + RUNS * 1_000);
});

describe.each(['csv', 'xlsx'] as const)('a list in the columns of a terminal (%s) has of each container what the document says', (format) => {
  it.each([...samples, ...fixtures, ...corpus])('$name', async (source) => { expect(await ownColumnFaultsOf(source, CONTEXT, format)).toEqual([]); });

  it.each(SETS)(`${RUNS} of set %s made at random`, async (set) => {
    await fc.assert(fc.asyncProperty(generated(set), async (source) => {
      const faults = await ownColumnFaultsOf(source, CONTEXT, format);
      if (faults.length > 0) throw new Error(`${faults.slice(0, 12).join('\n')}\nof the document\n${Buffer.from(source.bytes).toString()}`);
    }), AT_RANDOM);
  }, 60_000 + RUNS * 1_000);
});

describe('the proof itself', () => {
  const source: Source = { name: 'a manifest', bytes: Buffer.from(MANIFEST), delimiters: DELIMITERS };
  const changed = async (from: string, to: string): Promise<string[]> => {
    const { files, context } = await rendered({ ...source, bytes: Buffer.from(MANIFEST.replaceAll(from, '\u0000').replaceAll(to, from).replaceAll('\u0000', to)) }, CONTEXT, 'en');
    return faultsIn(files, source, context, 'en');
  };

  it('sees a seal that stands with another container', async () => {
    expect(await changed('SL0012345', 'SL0012399')).toContain('csv: seals of boxes 1, CSQU3054383, should be [SL0012345; SL0012346] and is [SL0012399; SL0012346]');
  });

  it('sees a figure that is another one, in every form', async () => {
    const faults = await changed('K*21400', 'K*21040');
    for (const form of FORMS_READ) expect(faults.filter((fault) => fault.startsWith(`${form}: `) && fault.includes(form === 'xlsx' || form === 'csv' ? '21040' : '21,040'))).not.toEqual([]);
  });

  it('sees a container that the document has not', async () => {
    const { files, context } = await rendered({ ...source, bytes: Buffer.from(MANIFEST.replace('LX*3', 'VID*CN*HLXU*4521889**********E~LX*3')) }, CONTEXT, 'en');
    const faults = await faultsIn(files, source, context, 'en');
    for (const form of FORMS_READ) expect(faults).toContain(`${form}: "HLXU4521889" is not in the document`);
  });

  it('sees what is left out, in every form', async () => {
    const { files, context } = await rendered({ ...source, bytes: Buffer.from(MANIFEST.replace('*HZ771042*', '**').replace('I*PAINT', 'I*')) }, CONTEXT, 'en');
    const faults = await faultsIn(files, source, context, 'en');
    for (const form of FORMS_READ) expect(faults).toContain(`${form}: VID-04 of segment 20: seal HZ771042 is missing`);
  });

  it.each<[string, (text: string) => string]>([
    ['a digit turned', (text) => text.replaceAll('16,750', '16,570')],
    ['a seal dropped', (text) => text.replaceAll('SL0012399', '')],
    ['a day moved', (text) => text.replaceAll('26 Jul', '27 Jul')],
  ])('sees in a text %s by hand', async (_, change) => {
    const { files, context } = await rendered(source, CONTEXT, 'en');
    expect(await faultsIn({ ...files, text: Buffer.from(change(Buffer.from(files.text ?? []).toString())) }, source, context, 'en')).not.toEqual([]);
  });

  if (PDFTOTEXT === null) it.skip('of the PDF: NOT READ, pdftotext (poppler-utils) is not on this machine', () => undefined);
});

afterAll(() => {
  if (PDFTOTEXT === null) process.stderr.write('parity.spec.ts: the PDF was not read back, because pdftotext (poppler-utils) is not on this machine\n');
});

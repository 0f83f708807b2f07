import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eachSegment, segmentsOf } from './segments-of.js';

const PLAIN = { element: '*', component: '>', repetition: null, segment: '~' };
const read = (text: string, delimiters = PLAIN) => segmentsOf(Buffer.from(text, 'latin1'), delimiters);

describe('the segments of a set', () => {
  it('are its tags and elements, blanks and line ends between them left out', () => {
    expect(read('ST*309*0001~\r\nM10*HWSR**PA~ SE*3*0001~\n')).toEqual([['ST', '309', '0001'], ['M10', 'HWSR', '', 'PA'], ['SE', '3', '0001']]);
  });

  it.each([
    ['a terminator behind a terminator', 'ST*1~~SE*2~', [['ST', '1'], ['SE', '2']]],
    ['no terminator at the end', 'ST*1~SE*2', [['ST', '1'], ['SE', '2']]],
    ['an element wrapped over two lines', 'ST*1~N9*AB\r\nCD~SE*2~', [['ST', '1'], ['N9', 'ABCD'], ['SE', '2']]],
    ['a byte that is no ASCII', 'ST*1~N1*SH*\u00C5~SE*2~', [['ST', '1'], ['N1', 'SH', '\u00C5'], ['SE', '2']]],
    ['binary data that holds a terminator', 'ST*1~BIN*3*a~b~SE*2~', [['ST', '1'], ['BIN', '3'], ['SE', '2']]],
    ['nothing', '', []],
    ['blanks alone', ' \r\n ', []],
  ])('are read past %s', (_, text, segments) => { expect(read(text)).toEqual(segments); });

  it('end with a line where lines are the terminator', () => {
    expect(read('ST*1\r\nSE*2\r\n', { ...PLAIN, segment: '\r\n' })).toEqual([['ST', '1'], ['SE', '2']]);
    expect(read('ST*1\nSE*2\n', { ...PLAIN, segment: '\n' })).toEqual([['ST', '1'], ['SE', '2']]);
  });

  it('are the same the quick way, of ASCII alone, and the slow way, behind a sign that is none', () => {
    const piece = fc.stringMatching(/^[A-Z0-9*~ \r\n]{0,40}$/);
    fc.assert(fc.property(piece, (text) => {
      expect(read(`N1*\u00C5~${text}`).slice(1)).toEqual(read(`N1*A~${text}`).slice(1));
    }), { numRuns: 2_000 });
  });

  it('come one by one to whoever keeps none', () => {
    const tags: string[] = [];
    eachSegment(Buffer.from('ST*1~N1*SH~SE*3~'), PLAIN, ([tag = '']) => { tags.push(tag); });
    expect(tags).toEqual(['ST', 'N1', 'SE']);
  });
});

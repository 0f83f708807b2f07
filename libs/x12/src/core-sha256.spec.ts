import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { interchangeOf, readAtOnce, readInChunks } from './testing.js';

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');
const bare = interchangeOf('324', ['V1*9074729*HARBOUR LARK*LR*027W*HWSR***L']).trimEnd();
const hashesOf = (content: string) => readAtOnce(content).interchanges.map((one) => [one.sha256, one.coreSha256]);

describe('the core hash of an interchange', () => {
  it.each([['no line end', ''], ['LF', '\n'], ['CR LF', '\r\n'], ['CR', '\r'], ['an empty line more', '\n\n']])('ends at its terminator, followed by %s', (_name, lineEnd) => {
    const content = bare + lineEnd;
    expect(hashesOf(content)).toEqual([[sha256(content.replace(/\n\n$/, '\n')), sha256(bare)]]);
    for (const size of [1, 7]) expect(readInChunks(content, size)).toEqual(readAtOnce(content));
  });

  it('is the same wherever in a file the interchange stands', () => {
    const other = bare.replaceAll('000000007', '000000008');
    const content = `\n${other}\r\n${bare}\n${bare}${other}`;
    expect(readAtOnce(content).interchanges.map((one) => one.coreSha256)).toEqual([other, bare, bare, other].map(sha256));
    for (const size of [1, 7]) expect(readInChunks(content, size)).toEqual(readAtOnce(content));
  });

  it('takes a line end in where that is the terminator', () => {
    const lines = interchangeOf('324', ['V1*9074729*HARBOUR LARK*LR*027W*HWSR***L'], '\r\n');
    expect(hashesOf(lines)).toEqual([[sha256(lines), sha256(lines)]]);
    expect(hashesOf(`${lines}\r\n`)).toEqual([[sha256(`${lines}\r\n`), sha256(lines)]]);
  });

  it('ends with the IEA where its terminator is missing', () => {
    expect(hashesOf(`${bare.slice(0, -1)}\n`)[0]?.[1]).toBe(sha256(bare.slice(0, -1)));
  });

  it('is the whole of what was read where there is no IEA', () => {
    const cut = bare.slice(0, bare.indexOf('IEA'));
    expect(hashesOf(cut)).toEqual([[sha256(cut), sha256(cut)]]);
    expect(readInChunks(cut + bare, 1)).toEqual(readAtOnce(cut + bare));
  });
});

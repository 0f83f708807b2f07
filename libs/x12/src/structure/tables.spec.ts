import { describe, expect, it } from '@jest/globals';
import { ELEMENTS } from './elements.js';
import { compileSegment } from './engine/compile-segment.js';
import { structureCheck } from './index.js';
import { KNOWN_TAGS } from './known-tags.js';
import { SEGMENTS } from './segments.js';
import { SET_TABLES } from './sets/index.js';
import type { TableEntry } from './sets/set-table.js';

const RELEASES = [4010, 4030, 5010, 6030, null];
const tagsOf = (body: readonly TableEntry[]): string[] => body.flatMap(({ tag, body: inner }) => [tag, ...tagsOf(inner ?? [])]);

describe('the tables', () => {
  it('hold the seven sets, each with the sources of its facts', () => {
    expect(SET_TABLES.map(({ set }) => set)).toEqual(['301', '309', '310', '315', '322', '323', '324']);
    for (const { source } of SET_TABLES) expect(source).toMatch(/X12Parser.*bots-grammars/s);
  });

  it('name only segments of the dictionary', () => {
    const missing = SET_TABLES.flatMap(({ body }) => tagsOf(body)).filter((tag) => SEGMENTS[tag] === undefined);
    expect(missing).toEqual([]);
    expect(Object.keys(SEGMENTS).filter((tag) => !KNOWN_TAGS.has(tag))).toEqual([]);
  });

  it.each(RELEASES)('can be read in release %s, with relations that stay within their segment', (release) => {
    for (const [tag, text] of Object.entries(SEGMENTS)) {
      const { rules, relations } = compileSegment(text, release);
      expect({ tag, rules: rules.length }).not.toEqual({ tag, rules: 0 });
      for (const { positions } of relations) expect(Math.max(...positions)).toBeLessThanOrEqual(rules.length);
    }
  });

  it('give every element a length that can be met', () => {
    const wrong = Object.entries(ELEMENTS).filter(([, { min, max, wide = max }]) => min < 1 || max < min || wide < max);
    expect(wrong).toEqual([]);
  });

  it.each(['M207?', 'X207', 'M99999', 'M207 | Z0102', 'M207 | P02'])('refuse what is not of their form: %s', (text) => {
    expect(() => compileSegment(text, 4010)).toThrow(SyntaxError);
  });
});

describe('structureCheck', () => {
  it('is null for a set without a table', () => {
    expect(structureCheck('350', '004010', { component: '>', repetition: null })).toBeNull();
    expect(structureCheck('__proto__', '004010', { component: '>', repetition: null })).toBeNull();
  });

  it('is null before 004010, whose dates have six digits', () => {
    expect(structureCheck('315', '003060', { component: '>', repetition: null })).toBeNull();
  });

  it.each(['004010', '004010VICS', '004060', '005010X231', '006030', '', 'T', '99'])('is there for release "%s"', (release) => {
    expect(structureCheck('315', release, { component: '>', repetition: null })).not.toBeNull();
  });
});

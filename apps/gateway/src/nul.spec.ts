import { describe, expect, it } from '@jest/globals';
import { placeOfNul } from './nul.js';

describe('a NUL in a request', () => {
  it.each<[where: string, request: unknown, place: string | null]>([
    ['a path', { params: { ref: 'HWS\0' } }, 'params.ref'], ['a question', { query: { search: ['a', 'b\0'] } }, 'query.search.1'],
    ['a field deep in a body', { body: { rows: [{ report: { vessel: 'M\0' } }] } }, 'body.rows.0.report.vessel'], ['the name of a field', { body: { 'a\0b': 1 } }, 'body.ab'],
    ['no text', { body: { because: 'la línea está caída', n: 1, none: null } }, null], ['bytes, which may hold one', { body: Buffer.from('ISA\0') }, null],
  ])('is found in %s', (_, request, place) => { expect(placeOfNul(request)).toBe(place); });

  it('is found however deep it stands', () => {
    let deep: unknown = '\0';
    for (let depth = 0; depth < 50_000; depth += 1) deep = [deep];
    expect(placeOfNul(deep)).toMatch(/^0\.0\./);
  });
});

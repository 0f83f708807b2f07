import { describe, expect, it } from '@jest/globals';
import { factsOf, interchangeOf } from '../testing.js';

const M13 = 'M13*HWSR*2709*R*LGB0000101*780****OTHR';
const read = (...segments: string[]) => factsOf(interchangeOf('309', ['M10*HWSR*A*LR*9074729*HARBOUR LARK*027W***A*L', 'P4*2709*20180726', 'LX*1', ...segments]));

describe('a 309 that amends a bill', () => {
  it('lists it once where its M11 leaves the issuer to the M13 before it', () => {
    expect(read(M13, 'M11*LGB0000101*57035*780*CTN', 'VID*CN*CSQU*305438')).toMatchObject({ bills: ['OTHRLGB0000101'], containers: [{ bill: 'OTHRLGB0000101' }] });
    expect(read(M13.replace('*780****OTHR', '*780'), 'M11*LGB0000101*57035*780*CTN').bills).toEqual(['HWSRLGB0000101']);
  });

  it.each([
    ['another number', ['M11*LGB0000102*57035*780*CTN'], ['LGB0000102']],
    ['an LX of its own', ['LX*2', 'M11*LGB0000101*57035*780*CTN'], ['LGB0000101']],
    ['another M11 before it', ['M11*LGB0000102*57035*780*CTN', 'M11*LGB0000101*57035*780*CTN'], ['LGB0000102', 'LGB0000101']],
    ['an issuer of its own', ['M11*LGB0000101*57035*780*CTN*25731*K*46*X**SHANGHAI**HWSR'], ['HWSRLGB0000101']],
  ])('takes an M11 with %s as it is found', (_what, segments, others) => {
    expect(read(M13, ...segments).bills).toEqual(['OTHRLGB0000101', ...others]);
  });
});

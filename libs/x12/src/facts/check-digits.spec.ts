import { describe, expect, it } from '@jest/globals';
import { checkContainer, isImo } from '#x12';

describe('an IMO number', () => {
  it.each(['9074729', '7625811', '9321483', '9319466', '8814275', 'IMO 9074729', ' IMO9321483 ', '09319466'])('%s is one', (code) => {
    expect(isImo(code)).toBe(true);
  });

  it.each(['8814274', '9074720', '907472', '90747299', 'VESSEL', ''])('%j is none', (code) => {
    expect(isImo(code)).toBe(false);
  });
});

describe('a container number', () => {
  it.each(['CSQU3054383', 'CBHU3202732', 'MWCU6059784'])('%s has the right check digit', (number) => {
    expect(checkContainer(number)).toEqual({ number, checkDigit: 'right', expected: Number(number.at(-1)) });
  });

  it('is told apart from one with a wrong digit, without one, and from no container number', () => {
    expect(checkContainer('CSQU3054384')).toEqual({ number: 'CSQU3054384', checkDigit: 'wrong', expected: 3 });
    expect(checkContainer('csqu 305438')).toEqual({ number: 'CSQU305438', checkDigit: 'absent', expected: 3 });
    expect(checkContainer('CXRU 125502-2').number).toBe('CXRU1255022');
    expect(checkContainer('FLAT 12')).toEqual({ number: 'FLAT12', checkDigit: 'absent', expected: null });
  });
});

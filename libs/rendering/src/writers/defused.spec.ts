import { describe, expect, it } from '@jest/globals';
import { cellText } from './cell-text.js';
import { defused } from './defused.js';

describe('a cell that begins like a formula', () => {
  it.each([
    '=HYPERLINK("http://x.example","click")', '+1 555 010 0111', '-18 C', '@SUM(A1)', ' =1+1', '\u00A0 @x', '\t=1', '\r=1', '\tx', '=', '-', '-1+1', '+5', '-1,5', '-.5',
    '\uFF1D1+1', '\uFF0B1', '\uFF0D1+1', '\uFF20x',
  ])('is text behind an apostrophe: %j', (text) => { expect(defused(text)).toBe(`'${text}`); });

  it.each(['-16750', '-0.5', '16750', '', 'A=B', '1-2', "'=1", 'HL000111', '.5'])('is left alone where it is none: %j', (text) => { expect(defused(text)).toBe(text); });

  it('stays one after control signs were made visible', () => {
    expect(cellText('\t=1+1')).toBe("' =1+1");
    expect(cellText('\u001B=1')).toBe('<U+001B>=1');
  });
});

describe('a text that is parted at its commas or semicolons', () => {
  it.each([
    ['PAINT;=1+1', "PAINT;'=1+1"], ['PAINT; @SUM(A1)', "PAINT; '@SUM(A1)"], ["X;+1+cmd|' /C calc'!A0", "X;'+1+cmd|' /C calc'!A0"], ['X,=1', "X,'=1"], ['=1;=2', "'=1;'=2"], ['X;\uFF1D1', "X;'\uFF1D1"],
  ])('has no formula in it: %j', (text, safe) => { expect(defused(text)).toBe(safe); });

  it.each(['temperature -18 °C; -20 °C', 'L, +1 555 010 0111', 'A; B=C', '1,200'])('keeps its everyday values: %j', (text) => { expect(defused(text)).toBe(text); });
});

describe('the values of a list', () => {
  it('stand in one cell and can be told apart, also where one holds a blank', () => {
    expect(cellText(['SL 1', 'SL2'])).toBe('SL 1; SL2');
    expect(cellText([])).toBe('');
  });

  it('are defused as the one cell they become', () => { expect(cellText(['=1', '-2'])).toBe("'=1; -2"); });
});

describe('signs no file may hold', () => {
  it('are shown', () => { expect(cellText('A\uFFFEB\uD800C\u0007')).toBe('A<U+FFFE>B<U+D800>C<U+0007>'); });
  it('do not include those of other scripts', () => { expect(cellText('太平洋 é 😀')).toBe('太平洋 é 😀'); });
});

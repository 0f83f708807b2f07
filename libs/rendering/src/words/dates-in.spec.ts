import { describe, expect, it } from '@jest/globals';
import { CONTEXT, DELIMITERS } from '../samples.js';
import { prepare } from '../prepare.js';
import { Words } from './words.js';

const words = Words.in('en');

describe('a date as X12 carries it', () => {
  it.each([
    ['eight digits', '20180726', '26 Jul 2018'], ['six digits, of this century', '180726', '26 Jul 2018'], ['six digits, of the last one', '980726', '26 Jul 1998'],
    ['the last day of a short month', '20240229', '29 Feb 2024'], ['a day its month has not', '20260231', '20260231 (not a day of the calendar)'], ['a month there is not', '20261301', '20261301 (not a day of the calendar)'], ['no date', 'SOON', 'SOON (not a day of the calendar)'],
  ])('%s', (_, found, said) => { expect(words.date(found)).toBe(said); });

  it('is of the century that its segment gives apart', () => {
    const schedule = 'ST*323*0001~V1*9074729*LARK~R4*L*UN*CNSHA~DTM*140*180726****~DTM*139*180727***19~DTM*370*20180728***21~SE*6*0001~';
    const { model } = prepare({ setBytes: Buffer.from(schedule), delimiters: DELIMITERS, context: { ...CONTEXT, set: '323' } });
    expect(model.places[0]?.dates).toEqual(['Actual (140) 26 Jul 2018', 'Expected (139) 27 Jul 1918', 'Actual departure (370) 28 Jul 2018']);
    expect(model.asReceived.map((segment) => segment.asReceived())).toEqual(['370 | 20180728 | - | - | 21']);
  });
});

describe('a tag', () => {
  it.each([['de', 'en', '15 Mar 2018'], ['es-', 'es', '15 mar 2018'], ['xx-!!', 'en', '15 Mar 2018'], ['pt-BR', 'pt-BR', '15 mar 2018']])('%s is written as %s, its dates too', (tag, taken, said) => {
    expect([Words.in(tag).tag, Words.in(tag).date('20180315'), Words.in(tag).instant(new Date('2018-03-15T12:00:00Z'), 'UTC').slice(-22)]).toEqual([taken, said, expect.stringContaining(said)]);
  });
});

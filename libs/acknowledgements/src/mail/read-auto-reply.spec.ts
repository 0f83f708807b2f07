import { describe, expect, it } from '@jest/globals';
import { readAutoReply } from './read-auto-reply.js';

const RECEIVED = new Date('2018-07-26T06:00:00Z');
const read = (text: string, subject = '') => { const { until, day } = readAutoReply({ subject, text }, RECEIVED); return [until, day]; };

describe('an automatic reply says until when', () => {
  it.each([
    ['I am out of the office until 3 August.', 'until 3 August', '2018-08-03'],
    ['Out until Friday, August 3rd, 2018', 'until Friday, August 3rd, 2018', '2018-08-03'],
    ['I will be back on 2018-08-06', 'back on 2018-08-06', '2018-08-06'],
    ['returning on 3rd of August', 'returning on 3rd of August', '2018-08-03'],
    ['Estaré fuera hasta el 3 de agosto de 2018.', 'hasta el 3 de agosto de 2018', '2018-08-03'],
    ['Regreso el lunes 6 de agosto', 'Regreso el lunes 6 de agosto', '2018-08-06'],
    ['Estou ausente até o dia 3 de agosto', 'até o dia 3 de agosto', '2018-08-03'],
    ['Ausente até 03.08.2018', 'até 03.08.2018', '2018-08-03'],
    ['Je suis absent jusqu’au 3 août', 'jusqu’au 3 août', '2018-08-03'],
    ['De retour le 1er septembre', 'De retour le 1er septembre', '2018-09-01'],
    ['away until 2 January', 'until 2 January', '2019-01-02'],
    ['away until 25/07/2018', 'until 25/07/2018', '2018-07-25'],
    ['away until 07/25/18', 'until 07/25/18', '2018-07-25'],
  ])('%s', (text, until, day) => { expect(read(text)).toEqual([until, day]); });

  it.each([
    ['a day that may be meant in two ways stands as written', 'until 03/08/2018', ['until 03/08/2018', null]],
    ['a day that is none', 'until 31 February 2018', ['until 31 February 2018', null]],
    ['no day', 'I am away and read no mail.', [null, null]],
    ['words that only look like it', 'The backlog of 3 August is done.', [null, null]],
  ])('%s', (_what, text, seen) => { expect(read(text)).toEqual(seen); });

  it('also in its subject', () => { expect(read('', 'Out of office until 3 August')).toEqual(['until 3 August', '2018-08-03']); });
  it('and takes no time over a hostile one', () => { expect(read(`until the ${'the '.repeat(50_000)}`)).toEqual([null, null]); });
});

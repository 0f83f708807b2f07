import { describe, expect, it } from '@jest/globals';
import type { ReadFile } from './types.js';
import { codesOf, fixture, interchangeOf, readAtOnce } from './testing.js';

const calm = interchangeOf('324', ['V1*9074729*HARBOUR LARK*LR*027W*HWSR***L']);
const set = calm.slice(calm.indexOf('\nST*') + 1, calm.indexOf('GE*'));
const head = calm.slice(0, calm.indexOf('GS*'));
const bad = (text: string) => text.replace('SE*3', 'SE*9');
/** two sets in one group */
const pair = (second: string) => calm.replace(set, set + second.replaceAll('0001', '0002')).replace('GE*1', 'GE*2');
/** "+(+[+-])": interchange, its groups, their sets; + is accepted */
const marks = (file: ReadFile) => file.interchanges.map((one) => {
  const sign = (accepted: boolean) => (accepted ? '+' : '-');
  return `${sign(one.accepted)}(${one.groups.map((group) => `${sign(group.accepted)}[${group.sets.map(({ accepted }) => sign(accepted)).join('')}]`).join('')})`;
}).join(' ');

describe('the verdict', () => {
  it.each([
    ['nothing is refused', calm, 'accepted', '+(+[+])'],
    ['a note', calm.replace('GS*SO', 'GS*NL'), 'accepted', '+(+[+])'],
    ['the only set is refused', bad(calm), 'rejected', '+(+[-])'],
    ['one of two sets is refused', pair(bad(set)), 'partially-accepted', '+(+[+-])'],
    ['a group is refused, and its sets with it', pair(set).replace('GE*2', 'GE*3'), 'rejected', '+(-[--])'],
    ['one of two groups is refused', calm.replace('IEA*1', `${calm.slice(calm.indexOf('GS*'), calm.indexOf('IEA*')).replace('GE*1*7', 'GE*1*8')}IEA*2`), 'partially-accepted', '+(+[+]-[-])'],
    ['an interchange is refused, and all in it', calm.replace('IEA*1', 'IEA*2'), 'rejected', '-(-[-])'],
    ['one of two interchanges is refused', calm + calm.replace('IEA*1', 'IEA*2'), 'partially-accepted', '+(+[+]) -(-[-])'],
    ['bytes before an ISA refuse that interchange', `mail ${calm}`, 'rejected', '-(-[-])'],
    ['and not the one before them', `${calm}mail ${calm}`, 'partially-accepted', '+(+[+]) -(-[-])'],
    ['bytes after the last IEA stand beside it', `${calm}so long`, 'partially-accepted', '+(+[+])'],
    ['an ISA that cannot be read', calm.replace('*U*00401*', '*U*4O1*'), 'rejected', ''],
    ['one that cannot be read beside one that can', calm + calm.replace('*U*00401*', '*U*4O1*'), 'partially-accepted', '+(+[+])'],
    ['a TA1 alone', `${head}TA1*000000101*180724*1801*A*000~IEA*0*000000007~`, 'accepted', '+()'],
    ['a TA1 alone, miscounted', `${head}TA1*000000101*180724*1801*A*000~IEA*1*000000007~`, 'rejected', '-()'],
    ['a TA1 beside a set that is refused', bad(calm).replace('GS*', 'TA1*000000101*180724*1801*A*000~GS*'), 'rejected', '+(+[-])'],
    ['an empty group', calm.replace(set, '').replace('GE*1', 'GE*0'), 'accepted', '+(+[])'],
    ['an empty group that is refused', calm.replace(set, ''), 'rejected', '+(-[])'],
    ['no ISA anywhere', 'UNB+UNOA:1+A+B', 'unreadable', ''],
    ['nothing', '', 'unreadable', ''],
  ] as const)('%s: %#', (_name, content, verdict, accepted) => {
    const file = readAtOnce(content);
    expect([file.verdict, marks(file)]).toEqual([verdict, accepted]);
  });

  it('is the same for sets that are handed over', () => {
    for (const content of [calm, bad(calm), pair(bad(set)), pair(set).replace('GE*2', 'GE*3'), calm + calm.replace('IEA*1', 'IEA*2'), fixture('309/two-manifests.edi')]) {
      expect(readAtOnce(content, {}, { onSet: () => undefined }).verdict).toBe(readAtOnce(content).verdict);
    }
  });
});

describe('what a finding becomes when it is answered', () => {
  it.each([
    [bad(calm), 'AK502', '4'], [calm.replace('SE*3*0001', 'SE*3*0002'), 'AK502', '3'], [calm.replace(/SE\*3\*0001~\n/, ''), 'AK502', '2'],
    [calm.replace('GE*1', 'GE*2'), 'AK905', '5'], [calm.replace('GE*1*7', 'GE*1*8'), 'AK905', '4'], [calm.replace('GE*1*7~\n', ''), 'AK905', '3'],
    [calm.replace('IEA*1', 'IEA*2'), 'TA105', '021'], [calm.replace('IEA*1*000000007', 'IEA*1*000000008'), 'TA105', '001'], [calm.slice(0, calm.indexOf('IEA')), 'TA105', '023'],
    [calm.replace('GS*', 'K1*STRAY~GS*'), 'TA105', '024'], [calm.replace('LARK', 'LA\0RK'), 'AK502', '5'],
  ])('%#: %s', (content, element, code) => {
    const file = readAtOnce(content);
    const [one] = file.interchanges;
    const found = [...one?.findings ?? [], ...one?.groups.flatMap((group) => [...group.findings, ...group.sets.flatMap(({ findings }) => findings)]) ?? []];
    expect(codesOf(file)).toHaveLength(1);
    expect(found[0]?.answer).toEqual({ element, code });
  });
});

import { describe, expect, it } from '@jest/globals';
import { CONTEXT, DELIMITERS } from '../samples.js';
import { documentModel } from '../sets/index.js';
import { prepare } from '../prepare.js';
import { Words } from '../words/words.js';
import { changesBetween } from './changes.js';

const words = Words.in('en');

function changes(before: string, now: string): string[] {
  const [earlier, later] = [before, now].map((text) => documentModel(Buffer.from(text), DELIMITERS, '', words));
  return changesBetween(earlier!, later!, words).map((change) => `${change.what}: ${change.before} -> ${change.now}`);
}

describe('what changed', () => {
  const plan = (vessel: string, ...boxes: string[]): string => `ST*324*0001~V1*${vessel}~${boxes.join('')}SE*9*0001~`;
  const SHIP = '9074729*LARK*PA*048E*HWSR***L';

  it.each([
    ['the flag', '9074729*LARK*US*048E*HWSR***L', 'flag PA -> flag US'], ['the carrier', '9074729*LARK*PA*048E*XXXX***L', 'carrier HWSR -> carrier XXXX'],
    ['what the vessel\'s code is', '9074729*LARK*PA*048E*HWSR***C', 'IMO 9074729 -> call sign 9074729'],
  ])('is said of %s too', (_, ship, change) => { expect(changes(plan(SHIP), plan(ship)).join()).toContain(change); });

  it('is told of numbers that are no ISO 6346, sign by sign', () => {
    const [one, other, third] = ['N7**VEHICLE-0001~', 'N7**VEHICLE-0002~', 'N7**VEHICLE-0003~'];
    expect(changes(plan(SHIP, one, other), plan(SHIP, one, third)).map((line) => line.slice(0, 22))).toEqual(['Container VEHICLE-0003', 'Container VEHICLE-0002']);
  });

  it('compares a container with itself, with its check digit or without', () => {
    expect(changes(plan(SHIP, 'N7*CSQU*305438~M7*A~'), plan(SHIP, 'N7*CSQU*3054383~M7*B~'))).toContain('Container CSQU3054383, seals: A -> B');
  });

  it('names the line of goods that is gone, not the last one', () => {
    const manifest = (...goods: string[]): string => `ST*309*0001~M10*HWSR~LX*1~M11*BL1~VID*CN*CSQU*3054383~${goods.join('')}SE*9*0001~`;
    const [rice, salt, tea] = ['N10*1*RICE*****K*100~', 'N10*2*SALT*****K*200~', 'N10*3*TEA*****K*300~'];
    const said = changes(manifest(rice, salt, tea), manifest(salt, tea));
    expect(said.filter((line) => line.startsWith('Goods'))).toEqual([expect.stringMatching(/^Goods CSQU3054383 BL1: .*RICE -> removed$/)]);
    expect(changes(manifest(rice, rice), manifest(rice)).filter((line) => line.startsWith('Goods'))).toHaveLength(1);
  });
});

describe('W2 of another number than its N7', () => {
  it('is another container, whatever form the numbers have', () => {
    const activity = 'ST*322*0001~Q5*I*20260101~N7**VEHICLE-0001~W2**VEHICLE-0002**CN*L~SE*5*0001~';
    const { model } = prepare({ setBytes: Buffer.from(activity), delimiters: DELIMITERS, context: { ...CONTEXT, set: '322' } });
    expect(model.containers.map(({ number, loadEmpty }) => [number, loadEmpty])).toEqual([['VEHICLE-0001', ''], ['VEHICLE-0002', 'L']]);
  });
});

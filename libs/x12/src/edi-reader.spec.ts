import { describe, expect, it } from '@jest/globals';
import { EdiReader, readEdi } from '#x12';
import { orderOf, readEdifact, readThroughDoor } from './edifact/testing.js';
import { corpus, fixture, fixtureNames, codesOf, interchangeOf, readAtOnce } from './testing.js';

const order = orderOf(['BGM+45+X+9']);
const manifest = interchangeOf('309', ['M10*HWSR']);

describe('the one door', () => {
  it.each(fixtureNames().slice(0, 12))('hands X12 to its reader: %s', (name) => {
    for (const size of [1, 100, 1_000_000]) expect(readThroughDoor(fixture(name), size)).toEqual(readAtOnce(fixture(name)));
  });

  it.each([
    ['as it is', order], ['behind a UNA', `UNA:+.? '${order}`], ['behind a byte order mark', `\ufeff${order}`], ['behind blank lines', `\r\n\r\n  ${order}`],
    ['behind comment lines', `# exported 2018-07-24\n# ISAAC, port desk\n${order}`], ['behind UNAnswered mail', `UNAnswered mail\n\n${order}`],
    ['before X12', `${order}${manifest}`],
  ])('hands EDIFACT to its reader: %s', (_how, content) => {
    const expected = readEdifact(content);
    expect(expected.syntax).toBe('edifact');
    for (const size of [1, 7, 63, 1_000_000]) expect(readThroughDoor(content, size)).toEqual(expected);
  });

  it('says what stands before UNB', () => {
    const file = readThroughDoor(`# exported\n${order}`);
    expect([file.syntax, file.verdict, ...codesOf(file)]).toEqual(['edifact', 'rejected', 'fatal EDIFACT.BYTES_BEFORE_UNB']);
  });

  it('takes the first header that it finds behind junk, and keeps to it', () => {
    expect(readThroughDoor(`# both\n${manifest}${order}`).syntax).toBe('x12');
    expect(readThroughDoor(`# both\n${order}${manifest}`).syntax).toBe('edifact');
    expect(codesOf(readThroughDoor(`${order}${manifest}`))).toEqual(['fatal EDIFACT.BYTES_AFTER_UNZ']);
  });

  it.each([
    ['a UNB in words', 'UNB+UNOA comment\n'], ['a UNB without an end', 'UNB+UNOA:2 from the port\n'], ['a UNB of three letters', "UNB+UNO:2'\n"], ['a UNA and no UNB', "UNA:+.? '\n"],
    ['a UNB in words with an apostrophe', "UNB+UNOA of the port's\n"], ['a UNB of digits', "UNB+2018:the port's\n"],
    ['such a UNB behind a comment', '# exported\nUNB+UNOA comment\n'], ['many of them', 'UNB+UNOA:2 and so on\n'.repeat(30)],
  ])('takes %s before X12 for a comment', (_what, comment) => {
    const expected = readAtOnce(`${comment}${manifest}`);
    expect(expected.interchanges).toHaveLength(1);
    expect(codesOf(expected)).toContain('fatal X12.BYTES_BEFORE_ISA');
    for (const size of [1, 7, 63, 1_000_000]) expect(readThroughDoor(`${comment}${manifest}`, size)).toEqual(expected);
  });

  it('takes such a line for EDIFACT where no ISA follows', () => {
    for (const size of [1, 1_000]) expect(readThroughDoor('UNB+UNOA comment\n', size).findings.map(({ code }) => code)).toEqual(['EDIFACT.UNB_UNREADABLE']);
  });

  it('looks no further than 64 KiB', () => {
    const line = '# a line of a log that goes on and on, ISA and UNB and all\n';
    for (const content of [line.repeat(1_000) + order, line.repeat(2_000) + order]) {
      const whole = readThroughDoor(content);
      expect(whole.syntax).toBe(content.length < 65_536 ? 'edifact' : 'unknown');
      for (const size of [10, 4_096]) expect(readThroughDoor(content, size)).toEqual(whole);
    }
  });

  it.each([
    ['', 'X12.NOT_X12'], ['hello', 'X12.NOT_X12'], ["BGM+45+X+9'\nTDT+20+027W'\n", 'EDIFACT.NO_UNB'], ["UIB+UNOA:3++D+R'", 'EDIFACT.INTERACTIVE'],
    ["UNA:+.? 'UNH+1+COPRAR:D:95B:UN'", 'EDIFACT.NO_UNB'],
  ])('says of %j what it looks like', (content, code) => {
    for (const size of [1, 1_000]) {
      const file = readThroughDoor(content, size);
      expect([file.syntax, file.verdict, file.findings[0]?.code]).toEqual(['unknown', 'unreadable', code]);
    }
  });

  it('reads chunks from anywhere, and takes nothing after its end', async () => {
    const chunks = (function* () { yield Buffer.from(order.slice(0, 50)); yield Buffer.from(order.slice(50)); })();
    expect(await readEdi(chunks)).toEqual(readEdifact(order));
    const reader = new EdiReader();
    reader.end();
    expect(() => reader.push(Buffer.from('x'))).toThrow('push() after end()');
    expect(() => reader.end()).toThrow('end() twice');
  });

  const files = corpus();
  (files ? it : it.skip)('reads every published file as its own reader does', () => {
    for (const { name, bytes } of files ?? []) {
      expect(readThroughDoor(bytes, 97)).toEqual(name.endsWith('.edi') ? readEdifact(bytes) : readAtOnce(bytes));
    }
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { EdifactReader, type ReadSet } from '#x12';
import { codesOf, findingsOf, fixture } from '../testing.js';
import { edifactFixture, edifactFixtureNames, orderOf, readEdifact } from './testing.js';

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const calm = orderOf(['BGM+45+X+9']);
/** What the first interchange, group and message are made of, beside the findings. */
const first = (content: Uint8Array | string) => {
  const file = readEdifact(content);
  const interchange = file.interchanges[0];
  return { file, interchange, group: interchange?.groups[0], set: interchange?.groups[0]?.sets[0] };
};

describe('an EDIFACT interchange', () => {
  it('whose UNA has a NUL for a repetition separator has the usual one: no text of the result holds a NUL', () => {
    const text = edifactFixture('coprar/discharge-order.edi').toString().replace("UNA:+.? '", "UNA:+.?\0'").replace('UNOA:2', 'UNOA:4');
    expect(first(Buffer.from(text)).interchange?.delimiters).toEqual({ element: '+', component: ':', segment: "'", repetition: '*', release: '?' });
  });

  it('has its UNB under the names of the ISA, one group without name, and its message byte for byte', () => {
    const bytes = edifactFixture('coprar/discharge-order.edi');
    const { file, interchange, group, set } = first(bytes);
    expect(file).toMatchObject({ syntax: 'edifact', verdict: 'accepted', byteLength: bytes.length, sha256: sha256(bytes), findings: [] });
    expect(interchange).toMatchObject({
      syntax: 'edifact', accepted: true, isa05: 'ZZZ', isa06: 'HAWSERLINE', isa07: 'ZZZ', isa08: 'USLGBEAST', isa09: '180724', isa10: '1800',
      isa12: 'UNOA:2', isa13: 'COP0000102', isa15: 'P', asksForAnswer: true, start: 0, end: bytes.length, sha256: sha256(bytes),
      coreSha256: sha256(bytes.subarray(0, -1)), ta1: [],
      delimiters: { element: '+', component: ':', segment: "'", repetition: null, release: '?' },
    });
    expect(bytes.subarray(0, interchange?.isaEnd).toString().endsWith("++++1'")).toBe(true);
    expect(group).toMatchObject({ gs01: '', gs02: '', gs03: '', gs06: '', gs08: '', gsStart: interchange?.isaEnd, gsEnd: interchange?.isaEnd, accepted: true, findings: [] });
    const message = bytes.subarray(set?.start, set?.end);
    expect(message.toString()).toMatch(/^UNH\+102[^]*UNT\+31\+102'$/);
    expect(set).toMatchObject({ st01: 'COPRAR', st02: '102', release: 'D.95B.SMDG16', accepted: true, segments: 31, declaredSegments: 31, sha256: sha256(message) });
  });

  it('has its UNG as a group, and its test indicator kept apart', () => {
    const bytes = edifactFixture('coparn/announce.edi');
    const { interchange, group } = first(bytes);
    expect(group).toMatchObject({ gs01: 'COPARN', gs02: 'HAWSERLINE', gs03: 'USLGBEAST', gs06: 'G105', gs08: 'D.95B.SMDG16' });
    expect(bytes.subarray(group?.gsStart, group?.gsEnd).toString()).toMatch(/^UNG\+.*SMDG16'$/);
    expect(interchange).toMatchObject({ isa15: 'T', asksForAnswer: false });
  });

  it.each(edifactFixtureNames())('%s is the same in any chunks', (name) => {
    const whole = readEdifact(edifactFixture(name));
    for (const size of [1, 2, 7, 64]) expect(readEdifact(edifactFixture(name), {}, size)).toEqual(whole);
  });

  it('may come twice in a file, each with its own delimiters', () => {
    const other = `UNA|*,! ~${calm.replaceAll(':', '|').replaceAll('+', '*').replaceAll("'", '~')}`;
    const file = readEdifact(`${calm}\r\n${other}\r\n`);
    expect(codesOf(file)).toEqual([]);
    expect(file.interchanges.map(({ isa06, delimiters }) => [isa06, delimiters.element, delimiters.release])).toEqual([['HAWSERLINE', '+', '?'], ['HAWSERLINE', '*', '!']]);
    expect(file.interchanges[1]?.start).toBe(file.interchanges[0]?.end);
  });

  it.each([
    ['line ends after terminators', orderOf(['BGM+45+X+9'], '\r\n')],
    ['lines wrapped at 20 columns', calm.replace(/.{20}/g, '$&\r\n')],
    ['blanks and tabs before segments', calm.replaceAll("'", "'\n\t ")],
    ['level B separators', calm.replaceAll('+', '\x1d').replaceAll(':', '\x1f').replaceAll("'", '\x1c').replace('UNOA', 'UNOB')],
    ['a UNA with a blank for the release character', `UNA:+.  '${calm}`],
    ['LF as terminator', `UNA:+.? \n${calm.replaceAll("'", '\n')}`],
    ['security segments around the message', calm.replace("'UNH", "'USH+1+3'UNH").replace("'UNZ", "'UST+1+1'UNZ")],
  ])('is calm with %s', (_what, content) => {
    expect(codesOf(readEdifact(content))).toEqual([]);
    expect(first(content).set).toMatchObject({ st01: 'COPRAR', segments: 3, declaredSegments: 3 });
  });

  it('honours the release character before terminators, separators, line ends and itself', () => {
    const content = orderOf(["FTX+AAA+++A?'B?+C?:D??", 'FTX+AAA+++??', "FTX+AAA+++E?\n'F"]);
    expect(codesOf(readEdifact(content))).toEqual([]);
    expect(first(content).set?.segments).toBe(5);
    for (const size of [1, 3]) expect(readEdifact(content, {}, size)).toEqual(readEdifact(content));
  });
});

describe('what refuses', () => {
  it.each([
    ['a wrong count in UNT', calm.replace('UNT+3', 'UNT+4'), 'EDIFACT.UNT_COUNT', 'set', 'UNT counts 4, 3 were read (segment 4, byte 99)', 'UCM 29'],
    ['another reference in UNT', calm.replace("UNT+3+1'", "UNT+3+2'"), 'EDIFACT.UNT_REFERENCE', 'set', 'UNT refers to "2", but UNH is "1" (segment 4, byte 101)', 'UCM 28'],
    ['no UNT', calm.replace("UNT+3+1'", ''), 'EDIFACT.UNT_MISSING', 'set', 'the message has no UNT: found UNZ, expected UNT for "1" (segment 4, byte 95)', 'UCM 13'],
    ['no type in UNH', calm.replace('COPRAR', ''), 'EDIFACT.UNH_UNREADABLE', 'set', 'the UNH cannot be read at UNH 0065: found nothing, expected a message type (segment 2, byte 61)', 'UCM 13'],
    ['a wrong count in UNZ', calm.replace('UNZ+1', 'UNZ+2'), 'EDIFACT.UNZ_COUNT', 'interchange', 'UNZ counts 2, 1 was read (segment 5, byte 107)', 'UCI 29'],
    ['no reference in UNZ', calm.replace('UNZ+1+77', 'UNZ+1'), 'EDIFACT.UNZ_REFERENCE', 'interchange', 'UNZ refers to "", but UNB is "77" (segment 5, byte 108)', 'UCI 28'],
    ['no UNZ', calm.replace("UNZ+1+77'", ''), 'EDIFACT.UNZ_MISSING', 'interchange', 'the interchange has no UNZ: found the end of the file, expected UNZ for "77" (segment 4, byte 103)', 'UCI 13'],
    ['no recipient', calm.replace('USLGBEAST', ''), 'EDIFACT.UNB_UNREADABLE', 'interchange', 'the UNB cannot be read at UNB 0010: found nothing, expected a recipient (segment 1, byte 26)', 'UCI 13'],
    ['an unknown syntax version', calm.replace('UNOA:2', 'UNOA:9'), 'EDIFACT.SYNTAX_VERSION', 'interchange', 'the syntax version is "9", expected 1 to 4 (segment 1, byte 9)', 'UCI 2'],
    ['a comment line before UNB', `# from the port\n${calm}`, 'EDIFACT.BYTES_BEFORE_UNB', 'interchange', 'found "# from the port\\x0a" before UNB, expected white space or nothing (byte 0)', 'UCI 18'],
    ['a UNA whose separators are one', `UNA++.? '${calm}`, 'EDIFACT.UNA_UNREADABLE', 'interchange', `the UNA cannot be read: found 6 characters "++.? '", expected 6 service characters, each its own (segment 1, byte 0)`, 'UCI 20'],
    ['a segment after UNT', calm.replace("'UNZ", "'CNT+16:1'UNZ"), 'EDIFACT.SEGMENT_MISPLACED', 'interchange', 'segment "CNT" stands outside its place, expected UNH or UNZ (segment 5, byte 103)', 'UCI 33'],
    ['a NUL', calm.replace('45', '4\0'), 'EDIFACT.NUL', 'set', 'found a NUL byte (0x00), expected a character (segment 3, byte 89)', 'UCM 21'],
  ])('%s', (_what, content, code, level, sentence, answer) => {
    const { file, interchange, set } = first(content);
    const [finding, ...others] = findingsOf(file);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code, level, severity: 'fatal', sentence });
    expect(`${finding?.answer?.element} ${finding?.answer?.code}`).toBe(answer);
    expect(file.verdict).toBe('rejected');
    expect(interchange?.accepted).toBe(level !== 'interchange');
    expect(set?.accepted).toBe(false);
  });

  it.each([
    ['a cut segment', calm.slice(0, -20), ['TRUNCATED', 'UNZ_MISSING', 'UNT_MISSING']],
    ['junk behind the last UNZ', `${calm}\nbye`, ['BYTES_AFTER_UNZ']],
    ['another interchange before UNZ', calm.replace("UNZ+1+77'", calm), ['UNZ_MISSING']],
    ['a UNB that never ends', calm.slice(0, 40), ['UNB_UNREADABLE']],
    ['junk behind padding behind the last UNZ', `${calm}\n\x1abye`, ['BYTES_AFTER_UNZ']],
    ['a syntax version that is none', calm.replace('UNOA:2', 'UNOA:II'), ['SYNTAX_VERSION']],
    ['a group without UNE', edifactFixture('coparn/announce.edi').toString().replace("UNE+1+G105'\n", ''), ['UNE_MISSING']],
    ['a wrong count in UNE', edifactFixture('coparn/announce.edi').toString().replace('UNE+1', 'UNE+3'), ['UNE_COUNT']],
    ['another reference in UNE', edifactFixture('coparn/announce.edi').toString().replace('UNE+1+G105', 'UNE+1+G106'), ['UNE_REFERENCE']],
  ])('%s', (_what, content, codes) => {
    const fatal = findingsOf(readEdifact(content)).filter(({ severity }) => severity === 'fatal').map(({ code }) => code.replace('EDIFACT.', ''));
    expect(fatal.sort()).toEqual([...codes].sort());
    for (const size of [1, 7]) expect(readEdifact(content, {}, size)).toEqual(readEdifact(content));
  });

  it('one message of two refuses that message alone', () => {
    const file = readEdifact(edifactFixture('contrl/received-two-orders.edi'));
    expect(file.verdict).toBe('partially-accepted');
    expect(file.interchanges[0]?.groups[0]?.sets.map(({ st02, accepted }) => [st02, accepted])).toEqual([['107', true], ['108', false]]);
  });

  it('what is no EDIFACT, by what it looks like', () => {
    const sentence = (content: string) => findingsOf(readEdifact(content)).map(({ code, sentence: words }) => `${code} ${words}`);
    expect(sentence("BGM+45+X+9'\nDTM+137:1:203'\n")).toEqual([`EDIFACT.NO_UNB there is no UNB: found "BGM+45+X+9'\\x0aDTM+137:1:203'\\x0a", which looks like the middle of a message, expected UNA or UNB (byte 0)`]);
    expect(sentence('hello')).toEqual(['EDIFACT.NO_UNB there is no UNB: found "hello", expected UNA or UNB (byte 0)']);
    expect(sentence('')).toEqual(['EDIFACT.NO_UNB there is no UNB: found nothing, expected UNA or UNB (byte 0)']);
    expect(sentence("UIB+UNOA:3++D+R'UIH+X'")[0]).toMatch(/^EDIFACT\.INTERACTIVE this is interactive EDIFACT: found "UIB/);
    expect(readEdifact('hello')).toMatchObject({ syntax: 'unknown', verdict: 'unreadable', interchanges: [] });
  });
});

describe('what is only noted', () => {
  it.each([
    ['leading zeros in UNT', calm.replace('UNT+3+1', 'UNT+0003+1'), 'DIGITS', 'UNT 0074 is 0003, expected 3: the same number in other digits (segment 4, byte 99)'],
    ['the reference in other digits', calm.replace('UNZ+1+77', 'UNZ+1+077'), 'DIGITS', 'UNZ 0020 is "077", expected "77": the same number in other digits (segment 5, byte 109)'],
    ['no last terminator', calm.slice(0, -1), 'LAST_TERMINATOR_MISSING', 'UNZ is followed by the end of the file, expected a segment terminator (segment 5, byte 111)'],
    ['no syntax version', calm.replace('UNOA:2', 'UNOA'), 'SYNTAX_VERSION_MISSING', 'the UNB names no syntax version, expected 1 to 4 (segment 1, byte 8)'],
    ['a reference of 15 characters', calm.replaceAll('77', '123456789012345'), 'REFERENCE_TOO_LONG', 'UNB 0020 has 15 characters, expected at most 14 (segment 1, byte 52)'],
    ['a DOS end of file behind UNZ', `${calm}\r\n\x1a`, 'PADDING_AFTER_UNZ', 'found "\\x1a" after UNZ, expected white space or nothing (segment 5, byte 114)'],
    ['a record filled up with NULs and blanks', Buffer.from(`${calm}\0\0 \xa0\f\0`, 'latin1'), 'PADDING_AFTER_UNZ', 'found "\\x00\\x00 \\xa0\\x0c\\x00" after UNZ, expected white space or nothing (segment 5, byte 112)'],
    ['padding between two interchanges', `${calm}\x1a${calm}`, 'PADDING_AFTER_UNZ', 'found "\\x1a" after UNZ, expected white space or nothing (segment 5, byte 112)'],
    ['a UNA of five characters', `UNA:+.?'\n${calm}`, 'UNA_SHORT', `the UNA has 5 characters ":+.?'", expected 6 characters (segment 1, byte 0)`],
    ['a UNA of four characters', `UNA:+.'\r\n${calm}`, 'UNA_SHORT', `the UNA has 4 characters ":+.'", expected 6 characters (segment 1, byte 0)`],
    ['a byte order mark', `\ufeff${calm}`, 'BYTE_ORDER_MARK', 'found a UTF-8 byte order mark before UNB, expected nothing (byte 0)'],
    ['two terminators', calm.replace("+9'", "+9''"), 'EMPTY_SEGMENT', 'found a terminator, expected a segment (segment 4, byte 95)'],
    ['no message', calm.replace(/UNH.*UNZ\+1/, 'UNZ+0'), 'EMPTY_INTERCHANGE', 'the interchange holds no message, expected at least one (segment 2, byte 55)'],
  ])('%s', (_what, content, code, sentence) => {
    const file = readEdifact(content);
    expect(findingsOf(file).map((finding) => [finding.code, finding.severity, finding.sentence])).toEqual([[`EDIFACT.${code}`, 'note', sentence]]);
    expect(file.verdict).toBe('accepted');
    for (const size of [1, 7]) expect(readEdifact(content, {}, size)).toEqual(file);
  });

  it('messages within and without a group', () => {
    const content = edifactFixture('coparn/announce.edi').toString().replace("'\nUNZ+1", "'\nUNH+9+COPARN:D:95B:UN'\nUNT+2+9'\nUNZ+1");
    expect(readEdifact(content).verdict).toBe('accepted');
    expect(codesOf(readEdifact(content))).toContain('note EDIFACT.GROUPS_MIXED');
  });

  it('messages between groups, which stay in the order of the bytes', () => {
    const message = (reference: string) => `UNH+${reference}+COPARN:D:95B:UN'UNT+2+${reference}'`;
    const content = calm.replace(/UNH.*UNT\+3\+1'/, `${message('1')}UNG+COPARN+A+B+180724:1800+5+UN+D:95B'${message('2')}UNE+1+5'${message('3')}`);
    const file = readEdifact(content);
    expect(codesOf(file)).toEqual(['note EDIFACT.GROUPS_MIXED']);
    expect(file.interchanges[0]?.groups.map(({ gs06, sets }) => [gs06, sets.map(({ st02 }) => st02)])).toEqual([['', ['1']], ['5', ['2']], ['', ['3']]]);
  });

  it('padding, too, behind a UNZ without its terminator', () => {
    expect(codesOf(readEdifact(`${calm.slice(0, -1)}\x1a`))).toEqual(['note EDIFACT.PADDING_AFTER_UNZ', 'note EDIFACT.LAST_TERMINATOR_MISSING']);
  });

  it.each([
    ['UNB at once', calm, '"UNB"'], ['UNB behind blanks', `  ${calm}`, '"  U"'], ['UNA at once', `UNA:+.? '${calm}`, '"UNA"'], ['a short UNA', `UNA:+.?'${calm}`, '"UNA"'],
    ['a UNA with other delimiters', `UNA|*.? ~\r\n${calm.replaceAll(':', '|').replaceAll('+', '*').replaceAll("'", '~')}`, '"UNA"'], ['a line end', `\r\n${calm}`, 'a line end'],
  ])('the last terminator left out before the next interchange: %s', (_what, next, found) => {
    const file = readEdifact(`${calm.slice(0, -1)}${next}`);
    expect(file.verdict).toBe('accepted');
    expect(file.interchanges.map(({ isa13, groups }) => [isa13, groups[0]?.sets.length])).toEqual([['77', 1], ['77', 1]]);
    expect(findingsOf(file).filter(({ code }) => code !== 'EDIFACT.UNA_SHORT').map(({ sentence }) => sentence)).toEqual([`UNZ is followed by ${found}, expected a segment terminator (segment 5, byte 111)`]);
    for (const size of [1, 7]) expect(readEdifact(`${calm.slice(0, -1)}${next}`, {}, size)).toEqual(file);
  });

  it('a reference that only looks like the next interchange is one', () => {
    for (const reference of ['LAGUNA', 'UNB', 'A UNB', 'UNA++++++']) {
      const content = calm.replace('1800+77', `1800+${reference}`).replace('UNZ+1+77', `UNZ+1+${reference}`);
      expect(readEdifact(content)).toMatchObject({ verdict: 'accepted', findings: [], interchanges: [{ findings: [] }] });
    }
  });

  it('a reference used twice, and the terminator left out before the next interchange', () => {
    const twice = calm.replace("UNZ+1", "UNH+1+COPRAR:D:95B:UN'UNT+2+1'UNZ+2");
    expect(codesOf(readEdifact(twice))).toEqual(['note EDIFACT.REFERENCE_REPEATED']);
    const left = `${calm.slice(0, -1)}\n${calm}`;
    expect(codesOf(readEdifact(left))).toEqual(['note EDIFACT.LAST_TERMINATOR_MISSING']);
    expect(readEdifact(left, {}, 1)).toEqual(readEdifact(left));
  });
});

describe('the place of a finding', () => {
  const places = (content: string) => findingsOf(readEdifact(content)).map(({ element, offset }) => [element, content.slice(offset, offset + 8)]);
  const grouped = edifactFixture('coparn/announce.edi').toString();

  it.each([
    ['UNT 0074', calm.replace('UNT+3', 'UNT+45'), "45+1'UNZ"], ['UNT 0062', calm.replace('UNT+3+1', 'UNT+3+REF9'), "REF9'UNZ"], ['UNZ 0036', calm.replace('UNZ+1', 'UNZ+5'), "5+77'"],
    ['UNZ 0020', calm.replace('UNZ+1+77', 'UNZ+1+?+78'), "?+78'"], ['UNE 0060', grouped.replace('UNE+1', 'UNE+3'), "3+G105'\n"], ['UNE 0048', grouped.replace('UNE+1+G105', 'UNE+1+G106'), "G106'\nUN"],
    ['UNB 0002', calm.replace('UNOA:2', 'UNOA:7'), '7+HAWSER'], ['UNB 0004', calm.replace('HAWSERLINE', ''), ':ZZZ+USL'], ['UNB 0020', calm.replace('+77', '+'), "'UNH+1+C"],
    ['UNH 0065', calm.replace("COPRAR:D:95B:UN:SMDG16'", "'"), "'BGM+45+"], ['UNH 0062', calm.replace('UNH+1', 'UNH+').replace('UNT+3+1', 'UNT+3'), '+COPRAR:'],
    ['UNZ 0020', calm.replace('UNZ+1+77', 'UNZ+1\r\n+\r\n78'), "78'"], ['UNB 0020', calm.replace('HAWSERLINE', 'H?+W?:L').replace('+77', '+'), "'UNH+1+C"],
    ['UNH 0062', calm.replace('UNZ+1', "UNH+1+COPRAR:D:95B:UN'UNT+2+1'UNZ+2"), '1+COPRAR'],
  ])('%s is the element, not its segment; where it is absent, where it would be', (element, content, at) => {
    expect(places(content)[0]).toEqual([element, at]);
  });
});

describe('the bounds', () => {
  it.each(['nul-behind-una-and-unb', 'nul-for-the-u-of-unt'])('end what is read at the same byte in any chunks: %s', (name) => {
    const bytes = fixture(`broken/${name}.edi`);
    const limits = { elementBytes: 40, segmentBytes: 120, interchangeBytes: 700, sets: 4, findings: 3 };
    const read = (size: number) => {
      const reader = new EdifactReader({ limits });
      for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
      return reader.end();
    };
    const whole = read(bytes.length);
    expect(whole.verdict).toBe('rejected');
    for (const size of [1, 2, 7, 64]) expect(read(size)).toEqual(whole);
  });

  const limits = { elementBytes: 20, segmentBytes: 60, interchangeBytes: 400, sets: 4, findings: 3 };
  const read = (content: string, size?: number) => readEdifact(content, { limits }, size);

  it.each([
    ['an element', orderOf([`FTX+AAA+++${'x'.repeat(30)}`]), ['ELEMENT_TOO_LONG']],
    ['a segment', orderOf([`FTX+AAA+++${'x+'.repeat(40)}`]), ['SEGMENT_TOO_LONG']],
    ['an interchange', orderOf(Array.from({ length: 50 }, () => 'CNT+16:1')), ['INTERCHANGE_TOO_LONG']],
    ['messages', orderOf().replace("UNZ", "UNH+2+X:D:1:UN'UNT+2+2'UNH+3+X:D:1:UN'UNT+2+3'UNH+4+X:D:1:UN'UNT+2+4'UNZ"), ['TOO_MANY_MESSAGES']],
    ['faults', orderOf().replace(/UNZ\+1\+[^']+/, 'UNZ+2+X').repeat(2), ['UNZ_COUNT', 'UNZ_REFERENCE', 'UNZ_COUNT', 'TOO_MANY_FINDINGS']],
  ])('%s: its own finding, and the same in any chunks', (_what, content, codes) => {
    expect(findingsOf(read(content)).map(({ code }) => code.replace('EDIFACT.', '')).sort()).toEqual([...codes].sort());
    expect(read(content).verdict).toBe('rejected');
    for (const size of [1, 7, 33]) expect(read(content, size)).toEqual(read(content));
  });

  it('is read to its end, however many of its messages are refused: each says why, and the sound ones are accepted', () => {
    const [head = '', tail = ''] = orderOf().split(/UNH[^]*UNT[^']*'\s*/);
    const messages = Array.from({ length: 1_500 }, (_, n) => `UNH+${n + 1}+X:D:1:UN'UNT+${n < 1_200 ? 9 : 2}+${n + 1}'`);
    const file = readEdifact(head + messages.join('') + tail.replace('UNZ+1', 'UNZ+1500'));
    const sets = file.interchanges[0]!.groups[0]!.sets;
    expect([file.verdict, sets.length, sets.filter((set) => set.accepted).length]).toEqual(['partially-accepted', 1_500, 300]);
    expect(sets.filter((set) => !set.accepted).every((set) => set.findings.some(({ code }) => code === 'EDIFACT.UNT_COUNT'))).toBe(true);
  });

  it('messages that are handed over are not kept, and are counted all the same', () => {
    const seen: ReadSet[] = [];
    const file = readEdifact(edifactFixture('contrl/received-two-orders.edi'), { onSet: (set) => { seen.push(set); } });
    expect(seen.map(({ st02, accepted, sha256: hash }) => [st02, accepted, hash.length])).toEqual([['107', true, 64], ['108', false, 64]]);
    expect(file).toMatchObject({ verdict: 'partially-accepted', interchanges: [{ groups: [{ sets: [], findings: [] }], findings: [] }] });
  });

  it('takes nothing after its end', () => {
    const reader = new EdifactReader();
    reader.end();
    expect(() => reader.push(Buffer.from('x'))).toThrow('push() after end()');
    expect(() => reader.end()).toThrow('end() twice');
  });

  it('takes nothing for its own that lies behind its last byte, where an earlier part of the file stood', () => {
    const text = `UNB+UNOA:2+HWSR+USLGBEAST+180724:1800+101'UNH+1+BAPLIE:D:95B:UN:SMDG22'${`FTX${'+'.repeat(200)}'`.repeat(400)}UNB`;
    for (const size of [text.length, 4_096, 7]) {
      const reader = new EdifactReader();
      for (let at = 0; at < text.length; at += size) reader.push(Buffer.from(text.slice(at, at + size)));
      const [only, ...others] = reader.end().interchanges;
      expect([size, others.length, only?.end, only?.findings.map(({ code }) => code)]).toEqual([size, 0, text.length, ['EDIFACT.TRUNCATED', 'EDIFACT.UNZ_MISSING']]);
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { ComposeError, composeContrl, edifactSegments, type ReadInterchange } from '#x12';
import { codesOf } from '../../testing.js';
import { edifactFixture, orderOf, readEdifact } from '../testing.js';

const options = { reference: 'CTL0000001', at: new Date('2018-07-24T18:20:00Z') };
const received = (content: Uint8Array | string): ReadInterchange => {
  const interchange = readEdifact(content).interchanges[0];
  if (!interchange) throw new Error('nothing was read');
  return interchange;
};
const answerIn = (content: Uint8Array | string) => readEdifact(content).interchanges[0]?.groups[0]?.sets[0]?.acknowledgement;
/** Every element and component, for a comparison that names the one that differs. */
const elementsIn = (bytes: Buffer) => edifactSegments(bytes.subarray(bytes.indexOf('UNB')), received(bytes).delimiters);

describe('our CONTRL', () => {
  it.each(['two-orders', 'groups', 'cut'])('is the worked example, element by element, and passes our own reader: %s', (name) => {
    const composed = composeContrl(received(edifactFixture(`contrl/received-${name}.edi`)), options);
    const expected = edifactFixture(`contrl/answer-${name}.edi`);
    expect(elementsIn(composed)).toEqual(elementsIn(expected));
    expect(composed.toString()).toBe(expected.toString());
    expect(codesOf(readEdifact(composed))).toEqual([]);
    expect(readEdifact(composed).interchanges[0]).toMatchObject({ isa06: 'USLGBEAST', isa08: 'HAWSERLINE', isa13: 'CTL0000001', asksForAnswer: false });
  });

  it('says what was decided where somebody decided, and where in the message it is wrong', () => {
    const interchange = received(edifactFixture('contrl/received-two-orders.edi'));
    const set = interchange.groups[0]?.sets[1];
    set?.findings.push({
      code: 'EDIFACT.MADE_UP', severity: 'error', level: 'set', segment: 6, element: null, offset: 0, found: '', expected: '', sentence: '', answer: null,
      inSet: { tag: 'BGM', position: 2, loop: null, element: 3, component: 1, repetition: null, reference: '1225', value: null },
    });
    const composed = composeContrl(interchange, { ...options, verdicts: new Map([['107', { verdict: 'R', code: '26' }]]) }).toString();
    expect(composed.match(/^UC[MSD].*/gm)).toEqual(["UCM+107+COPRAR:D:95B:UN:SMDG16+4+26'", "UCM+108+COPRAR:D:95B:UN:SMDG16+4+29+UNT'", "UCS+2'", "UCD+12+3:1'"]);
  });

  it.each([
    ['UNZ+1+77', 'UNZ+3+77', '4+29+UNZ'], ['UNZ+1+77', 'UNZ+1+78', '4+28+UNZ'], ['UNB+', '# hello\nUNB+', '4+18'], ['UNOA:2', 'UNOA:2', '7'], ['UNOA:2', 'UNOA', '7'],
  ])('with %s as %s has UCI %s', (from, to, uci) => {
    expect(composeContrl(received(orderOf().replace(from, to)), options).toString()).toContain(`UCI+77+HAWSERLINE:ZZZ+USLGBEAST:ZZZ+${uci}'`);
  });

  it('mirrors a syntax without a version as version 1', () => {
    const composed = composeContrl(received(orderOf().replace('UNOA:2', 'UNOA')), options);
    expect(composed.toString()).toContain('\nUNB+UNOA:1+USLGBEAST:ZZZ+');
    expect(codesOf(readEdifact(composed))).toEqual([]);
  });

  it('names the messages that stand in no group before those of a group', () => {
    const mixed = edifactFixture('coparn/announce.edi').toString().replace("'\nUNZ+1", "'\nUNH+9+COPARN:D:95B:UN'\nUNT+2+9'\nUNZ+1");
    const composed = composeContrl(received(mixed), options);
    expect(composed.toString().match(/^UC[MF]\+\w+/gm)).toEqual(['UCM+9', 'UCF+G105', 'UCM+105']);
    expect(codesOf(readEdifact(composed))).toEqual([]);
  });

  it('writes what their ids hold so that it stays theirs', () => {
    const composed = composeContrl(received(orderOf().replace('HAWSERLINE', "LINE?+?'S ?: DESK??")), options);
    expect(readEdifact(composed).interchanges[0]?.isa08).toBe("LINE+'S : DESK?");
    expect(codesOf(readEdifact(composed))).toEqual([]);
  });

  it('is not written where there is nobody to write to, or nothing to write it with', () => {
    const interchange = received(orderOf());
    expect(() => composeContrl({ ...interchange, isa06: '' }, options)).toThrow('UNB 0004: found "", expected whom to answer');
    expect(() => composeContrl({ ...interchange, isa13: '' }, options)).toThrow(ComposeError);
    expect(() => composeContrl({ ...interchange, isa13: '123456789012345' }, options)).toThrow('UCI 0020: found "123456789012345", expected at most 14 characters');
    expect(() => composeContrl({ ...interchange, isa12: ':' }, options)).toThrow('UNB S001: found ":", expected a syntax identifier and version to mirror');
    expect(() => composeContrl({ ...interchange, isa06: 'A\nB' }, options)).toThrow('expected printable ASCII');
    expect(() => composeContrl(interchange, { ...options, reference: 'NO+GOOD' })).toThrow('UNB 0020: found "NO+GOOD", expected 1 to 14 letters and digits');
    expect(() => composeContrl(interchange, { ...options, verdicts: new Map([['1', { verdict: 'R', code: 'X' }]]) })).toThrow('UCM 0085');
  });
});

describe('a CONTRL that comes in', () => {
  it('says which interchange it answers and what became of each message, in words a person reads', () => {
    expect(answerIn(edifactFixture('contrl/partly-refused.edi'))).toEqual({
      isa13: 'COP0000113', gs01: '', gs06: '', groupVerdict: 'A',
      sets: [
        { st01: 'COPRAR', st02: '113', verdict: 'A', words: 'UCM 7: accepted' },
        { st01: 'COPRAR', st02: '114', verdict: 'R', words: 'UCM 4 12 13: rejected; a value is wrong; something is missing' },
      ],
    });
  });

  it.each(['two-orders', 'groups', 'cut'])('is what we wrote: %s', (name) => {
    const answer = answerIn(edifactFixture(`contrl/answer-${name}.edi`));
    const sets = received(edifactFixture(`contrl/received-${name}.edi`)).groups.flatMap((group) => group.sets);
    expect(answer?.sets.map(({ st01, st02, verdict }) => [st01, st02, verdict])).toEqual(sets.map(({ st01, st02, accepted }) => [st01, st02, accepted ? 'A' : 'R']));
  });

  const contrl = (...segments: string[]) => answerIn(orderOf(segments).replace('COPRAR:D:95B:UN:SMDG16', 'CONTRL:D:3:UN'));

  it.each([['4', 'R'], ['7', 'A'], ['8', ''], ['1', 'A'], ['99', ''], ['', '']])('with action %s for the whole has verdict %j', (action, verdict) => {
    expect(contrl(`UCI+55+A+B+${action}`)).toEqual({ isa13: '55', gs01: '', gs06: '', groupVerdict: verdict, sets: [] });
  });

  it('accepts with errors where it names an error beside its acceptance, and says what it does not know', () => {
    expect(contrl('UCI+55+A+B+7', 'UCM+1+COPRAR:D:95B:UN+7+26', 'UCM+2+COPRAR:D:95B:UN+9+99')?.sets.map(({ verdict, words }) => [verdict, words])).toEqual([
      ['E', 'UCM 7 26: accepted; it came before'], ['', 'UCM 9 99: a verdict this gateway does not know; reason 99'],
    ]);
  });

  it('of one group has that group; of several that fared differently, nothing is said of messages it does not name', () => {
    expect(contrl('UCI+55+A+B+7', 'UCF+G1+A+B+4')).toMatchObject({ gs06: 'G1', groupVerdict: 'R' });
    expect(contrl('UCI+55+A+B+7', 'UCF+G1+A+B+7', 'UCF+G2+A+B+4')).toMatchObject({ gs06: '', groupVerdict: 'P' });
    expect(contrl('UCI+55+A+B+4', 'UCF+G1+A+B+7', 'UCF+G2+A+B+4')).toMatchObject({ groupVerdict: 'R' });
  });
});

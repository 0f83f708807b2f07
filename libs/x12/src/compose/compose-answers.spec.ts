import { describe, expect, it } from '@jest/globals';
import { ADVICE_REASONS, ComposeError, X12Reader, compose824, composeFunctional, composeTa1, functionalNumbers, type Finding, type PlaceInSet, type ReadInterchange, type ReadSet, type Strictness } from '#x12';
import { codesOf, corpus, fixture, fixtureNames, interchangeOf, readAtOnce } from '../testing.js';

const at = new Date('2018-07-24T18:20:00Z');
const numbers = { isa13: '601', gs06: '601', st02: '0001', at };

function read(content: Uint8Array | string, structure: Strictness | null = null): ReadInterchange {
  const reader = new X12Reader({ structure });
  reader.push(typeof content === 'string' ? Buffer.from(content) : content);
  const [interchange] = reader.end().interchanges;
  if (!interchange) throw new Error('nothing was read');
  return interchange;
}

/** A line a segment, as a person checks it against the rules; each answer must pass our own reader. */
function lines(answer: Buffer | null): string[] {
  if (!answer) throw new Error('no answer');
  expect(codesOf(readAtOnce(answer))).toEqual([]);
  return answer.toString().split('\n');
}
const worked = (name: string) => fixture(name).toString().split('\n');

describe('our answers, held against examples worked by hand', () => {
  it('a 997 names segment and element of each fault, accepts the other set, and is P', () => {
    expect(lines(composeFunctional(read(fixture('997/structure.received.edi'), 'reject'), { ...numbers, as: '997' }))).toEqual(worked('997/structure.answer.edi'));
  });

  it('one interchange answers three groups, in a GS for each version', () => {
    const received = read(fixture('997/three-groups.received.edi'));
    expect(lines(composeFunctional(received, { ...numbers, as: '997' }))).toEqual(worked('997/three-groups.answer.edi'));
    expect(functionalNumbers(received)).toEqual({ groups: 2, sets: 3 });
  });

  it('a group with a wrong GE01 or GE02 is refused, and every set in it', () => {
    expect(lines(composeFunctional(read(fixture('broken/answered-ge01-and-ge02.edi')), { ...numbers, as: '997' }))).toEqual(worked('997/ge01-and-ge02.answer.edi'));
  });

  it('a 999 says what the fault is about, with a TA1 before it where one is wanted', () => {
    expect(lines(composeFunctional(read(fixture('999/structure.received.edi'), 'reject'), { ...numbers, as: '999', ta1: true }))).toEqual(worked('999/structure.answer.edi'));
  });

  it('a TA1 accepts, and refuses with the note of the first fault', () => {
    expect(lines(composeTa1(read(fixture('309/two-manifests.edi')), numbers))).toEqual(worked('ta1/accepted.answer.edi'));
    expect(lines(composeTa1(read(fixture('broken/wrong-iea02.edi')), numbers))).toEqual(worked('ta1/rejected.answer.edi'));
  });

  it('an 824 tells of each set by its numbers, or by its bill where it is about one', () => {
    const received = read(fixture('309/two-manifests.edi'));
    const [group] = received.groups;
    if (!group) throw new Error('no group');
    expect(lines(compose824(received, group, [
      { st01: '309', st02: '0001', verdict: 'TR', reasons: [{ code: ADVICE_REASONS.unroutable, text: 'no terminal is known for port 2704', reference: { qualifier: 'BM', value: 'HWSRLAX0000201' } }] },
      { st01: '309', st02: '0002', verdict: 'TR', reasons: [{ code: ADVICE_REASONS.notMatching, text: 'the vessel call TIDAL WREN 118E at USLAX is not in the schedule of this week, and port 2704 has no terminal that takes it without one' }] },
    ], numbers))).toEqual(worked('824/unroutable.answer.edi'));
  });
});

const place = (change: Partial<PlaceInSet> = {}): PlaceInSet => ({ tag: 'N7', position: 12, loop: 'LX', element: null, component: null, repetition: null, reference: null, value: null, ...change });
const fault = (element: 'AK304' | 'AK403' | 'AK502', code: string, inSet: PlaceInSet | null, severity: Finding['severity'] = 'fatal'): Finding => ({
  code: 'X12.SOME', severity, level: 'set', segment: 1, element: null, offset: 0, found: '', expected: '', sentence: '', answer: { element, code }, inSet,
});
const with309 = (findings: Finding[], version = '004010'): ReadInterchange => {
  const received = read(interchangeOf('309', ['M10*HWSR']).replace('X*004010', `X*${version}`).replace('*U*00401*', Number(version) > 4010 ? '*^*00501*' : '*U*00401*'));
  received.groups[0]?.sets[0]?.findings.push(...findings);
  return received;
};
const notes = (received: ReadInterchange, as: '997' | '999' = '997') => lines(composeFunctional(received, { ...numbers, as })).filter((line) => /^(AK[345]|IK|CTX|AK9)/.test(line));

describe('the faults of a set', () => {
  it('of one segment stand under one AK3, those of its elements in AK4s, in the order of the segments', () => {
    expect(notes(with309([
      fault('AK304', '3', place({ tag: 'V4', position: 14, loop: null })),
      fault('AK403', '7', place({ element: 11, reference: '24', value: 'ZZZZ' })),
      fault('AK304', '5', place()),
      fault('AK403', '1', place({ element: 2, reference: '207' })),
    ]))).toEqual(['AK3*N7*12*LX*8~', 'AK4*11*24*7*ZZZZ~', 'AK4*2*207*1~', 'AK3*N7*12*LX*5~', 'AK3*V4*14**3~', 'AK5*R*5~', 'AK9*R*1*1*0~']);
  });

  it('name the component, and the repetition from the release on that has it', () => {
    const inComposite = fault('AK403', '7', place({ element: 8, component: 2, repetition: 3 }));
    expect(notes(with309([inComposite]))[1]).toBe('AK4*8>2**7~');
    expect(notes(with309([inComposite], '005010'))[1]).toBe('AK4*8>2>3**7~');
  });

  it('copy the bad value only where it can be written with our delimiters', () => {
    const bad = (value: string) => notes(with309([fault('AK403', '6', place({ element: 1, reference: '206', value }))]))[1];
    expect(['AB CD', 'A*B', 'A~B', 'A>B', 'A^B', 'A\u00e9', ' ', 'x'.repeat(100)].map(bad)).toEqual(['AK4*1*206*6*AB CD~', ...Array<string>(7).fill('AK4*1*206*6~')]);
  });

  it('copy nothing but what came: of what the finding spells out, nothing', () => {
    const told = (value: string) => lines(composeFunctional(read(interchangeOf('315', ['B4***AL*20180724*1800*USLGB*HWSU*400005****KOK', `N9*BM*${value}`]), 'reject'), { ...numbers, as: '997' })).filter((line) => line.startsWith('AK4*2'));
    expect(told('X'.repeat(70))).toEqual([`AK4*2*127*5*${'X'.repeat(70)}~`]);
    expect(['A\u0007B', `\u00e9${'X'.repeat(70)}`, 'A\0\u0007B', `A\0${'X'.repeat(70)}`].map(told)).toEqual([['AK4*2*127*6~'], ['AK4*2*127*5~'], ['AK4*2*127*6~'], ['AK4*2*127*5~']]);
  });

  it('say of repeats and surplus components that they are characters, before the release that has a code for them', () => {
    const coded = (version: string, as: '997' | '999' = '997') => notes(with309([fault('AK403', '12', place({ element: 1 })), fault('AK403', '13', place({ element: 2 }))], version), as).filter((line) => /^[AI]K4/.test(line));
    expect(coded('004010')).toEqual(['AK4*1**6~', 'AK4*2**6~']);
    expect(coded('004060')).toEqual(['AK4*1**6~', 'AK4*2**6~']);
    expect(coded('005010')).toEqual(['AK4*1**12~', 'AK4*2**13~']);
    expect(coded('004010', '999')).toEqual(['IK4*1**12~', 'IK4*2**13~']);
  });

  it('are noted with an E where the partner takes them so, and not at all where they are notes', () => {
    expect(notes(with309([fault('AK304', '2', place(), 'error')]))).toEqual(['AK3*N7*12*LX*2~', 'AK5*E*5~', 'AK9*E*1*1*1~']);
    expect(notes(with309([fault('AK304', '2', place(), 'note')]))).toEqual(['AK5*A~', 'AK9*A*1*1*1~']);
  });

  it('beside a wrong count give both reasons, and five at most', () => {
    expect(notes(with309([fault('AK502', '4', null), fault('AK304', '2', place())])).slice(1)).toEqual(['AK5*R*4*5~', 'AK9*R*1*1*0~']);
    expect(notes(with309([...'123467'].map((code) => fault('AK502', code, null)).concat(fault('AK304', '2', place()))))[1]).toBe('AK5*R*1*2*3*4*5~');
  });

  it('that cannot be named as a segment are left to AK5', () => {
    expect(notes(with309([fault('AK304', '1', place({ tag: 'A*' })), fault('AK304', '1', place({ tag: 'LONGER' })), fault('AK304', '3', place({ position: 0 }))]))).toEqual(['AK5*R*5~', 'AK9*R*1*1*0~']);
  });

  it('are bounded, however many there are', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => fault('AK304', '1', place({ position: i + 2 })));
    expect(notes(with309(many)).filter((line) => line.startsWith('AK3'))).toHaveLength(99);
  });
});

describe('an answer to an interchange', () => {
  it('that is refused as a whole is a TA1 alone, asked for or not', () => {
    const received = read(fixture('broken/wrong-iea02.edi'));
    expect(lines(composeFunctional(received, { ...numbers, as: '997' }))).toEqual(worked('ta1/rejected.answer.edi'));
    expect(functionalNumbers(received)).toEqual({ groups: 0, sets: 0 });
  });

  it('never answers an acknowledgement', () => {
    const received = read(fixture('997/accepted.edi'));
    expect(composeFunctional(received, { ...numbers, as: '997' })).toBeNull();
    expect(lines(composeFunctional(received, { ...numbers, as: '997', ta1: true }))[1]).toBe('TA1*000000501*180724*1812*A*000~');
  });

  it.each(['997', '999'] as const)('names in a %s no set that has no number or no type, and does not count it as accepted', (as) => {
    const [head = '', set = ''] = [interchangeOf('309', ['M10*HWSR']), 'ST*309~\nM10*HWSR~\nSE*3~\nST**0003~\nSE*2*0003~\n'];
    const received = read(head.replace('GE*1', `${set}GE*3`));
    expect(received.groups[0]?.sets.map(({ st01, st02 }) => [st01, st02])).toEqual([['309', '0001'], ['309', ''], ['', '0003']]);
    expect(lines(composeFunctional(received, { ...numbers, as })).filter((line) => /^AK[29]|^.K5/.test(line))).toEqual(['AK2*309*0001~', `${as === '999' ? 'I' : 'A'}K5*A~`, 'AK9*P*3*3*1~']);
    const alone = read(head.replace('ST*309*0001', 'ST*309').replace('SE*3*0001', 'SE*3'));
    expect(lines(composeFunctional(alone, { ...numbers, as })).filter((line) => /^AK[29]/.test(line))).toEqual(['AK9*R*1*1*0~']);
  });

  it.each([
    ['*U*401*000000007*0*P*', '*U*00401*000000601*0*P*'], ['*U*004010*000000007*0*P*', '*U*00401*000000601*0*P*'], ['*U*00401*000000007*0**', '*U*00401*000000601*0*P*'],
    ['*U*00401*000000007*0*Production*', '*U*00401*000000601*0*P*'], ['*^*005010*000000007*0*T*', '*^*00501*000000601*0*T*'],
  ])('under a short header, %s, has the fixed one', (came, left) => {
    const [isa] = lines(composeFunctional(read(interchangeOf('315', ['B4***UV*20180727*0105*USLGB']).replace('*U*00401*000000007*0*P*', came)), { as: '997', ...numbers }));
    expect(isa).toBe(`ISA*00*          *00*          *ZZ*USLGBEAST      *ZZ*HAWSERLINE     *180724*1820${left}>~`);
  });

  it('names the group by what its sets usually travel under, where GS01 is absent', () => {
    const answered = (gs01: string) => lines(composeFunctional(read(interchangeOf('315', ['B4***UV*20180727*0105*USLGB']).replace('GS*SO*', `GS*${gs01}*`)), { as: '997', ...numbers }))[3];
    expect(['SO', ''].map(answered)).toEqual(['AK1*SO*7~', 'AK1*QO*7~']);
  });

  it('is written to nobody', () => {
    const nameless = read(interchangeOf('309', ['M10*HWSR']).replace('*HAWSERLINE     *', `*${' '.repeat(15)}*`));
    const why = 'ISA06 of the answered interchange: found "", expected whom to answer';
    expect(() => composeFunctional(nameless, { ...numbers, as: '997' })).toThrow(why);
    expect(() => composeTa1(nameless, numbers)).toThrow(ComposeError);
  });

  it('goes between the ids of the ISA where the group names nobody', () => {
    const nameless = read(interchangeOf('309', ['M10*HWSR']).replace('GS*SO*HAWSERLINE*USLGBEAST', 'GS*SO**'));
    expect(lines(composeFunctional(nameless, { ...numbers, as: '997' }))[1]).toMatch(/^GS\*FA\*USLGBEAST\*HAWSERLINE\*/);
    const [group] = nameless.groups;
    if (!group) throw new Error('no group');
    expect(lines(compose824(nameless, group, [{ st01: '309', st02: '0001', verdict: 'TR', reasons: [] }], numbers))[1]).toMatch(/^GS\*AG\*USLGBEAST\*HAWSERLINE\*/);
    // An unpadded ISA may hold more than GS02 takes.
    expect(() => composeFunctional({ ...nameless, isa06: 'X'.repeat(20) }, { ...numbers, as: '997' })).toThrow('ISA08: found "XXXXXXXXXXXXXXXXXXXX"');
  });

  it('takes the verdicts it is told, set by set as read', () => {
    const received = read(fixture('309/two-manifests.edi'));
    const [, second] = received.groups[0]?.sets ?? [];
    const verdicts = new Map<ReadSet, { verdict: 'E' | 'R'; code?: string }>(second ? [[second, { verdict: 'R', code: '23' }]] : []);
    expect(lines(composeFunctional(received, { ...numbers, as: '997', verdicts })).filter((line) => /^AK[59]/.test(line))).toEqual(['AK5*A~', 'AK5*R*23~', 'AK9*P*2*2*1~']);
  });

  it('names an unanswerable note when nothing better is known', () => {
    const received = read(fixture('309/two-manifests.edi'));
    expect(lines(composeTa1(received, { ...numbers, code: 'R' }))[1]).toBe('TA1*000000103*180724*1800*R*024~');
    expect(lines(composeTa1(received, { ...numbers, code: 'R', note: '025' }))[1]).toBe('TA1*000000103*180724*1800*R*025~');
    expect(() => composeTa1(received, { ...numbers, note: '25' })).toThrow('TA105: found "25"');
  });

  it('of an empty group says that it took none of none', () => {
    const received = read(interchangeOf('309', []).replace(/ST[^~]*~\nSE[^~]*~\n/, '').replace('GE*1*', 'GE*0*'));
    expect(notes(received)).toEqual(['AK9*A*0*0*0~']);
  });

  it('counts its numbers up and gives up beyond nine digits', () => {
    const received = read(fixture('997/three-groups.received.edi'));
    expect(lines(composeFunctional(received, { ...numbers, st02: '9', as: '997' })).filter((line) => line.startsWith('ST'))).toEqual(['ST*997*0009~', 'ST*997*0010~', 'ST*997*0011~']);
    expect(() => composeFunctional(received, { ...numbers, gs06: '999999999', as: '997' })).toThrow('GS06: found "1000000000", expected 1 to 9 digits');
  });

  it('in X12 is not what an EDIFACT interchange gets', () => {
    expect(() => composeTa1({ ...read(fixture('309/update.edi')), syntax: 'edifact' }, numbers)).toThrow(ComposeError);
  });
});

describe('an 824', () => {
  const received = read(fixture('309/two-manifests.edi'));
  const advice = (text: string, reference?: { qualifier: string; value: string }) => {
    const [group] = received.groups;
    if (!group) throw new Error('no group');
    return lines(compose824(received, group, [{ st01: '309', st02: '0001', verdict: 'TR', reasons: [{ code: '024', text, ...(reference ? { reference } : {}) }] }], numbers));
  };

  it('says plain words, whatever stands in them, and cuts what nobody reads', () => {
    expect(advice('found "A*B~C>D^E",\nexpected caf\u00e9')[5]).toBe('TED*024*found "A B C D E", expected caf~');
    expect(advice('word '.repeat(1_000)).filter((line) => line.startsWith('NTE'))).toHaveLength(10);
  });

  it('leaves a reference out that cannot be written', () => {
    expect(advice('no', { qualifier: 'BM', value: 'A*B' })[4]).toBe('OTI*TR*TN*0001*HAWSERLINE*USLAXPIER7***103*0001*309*004010~');
  });

  it('names a set without a number by its group', () => {
    const [group] = received.groups;
    if (!group) throw new Error('no group');
    expect(lines(compose824(received, group, [{ st01: '309', st02: '', verdict: 'TR', reasons: [] }], numbers))[4]).toBe('OTI*TR*TN*103*HAWSERLINE*USLAXPIER7***103**309*004010~');
  });

  it('needs something to say', () => {
    const [group] = received.groups;
    expect(() => group && compose824(received, group, [], numbers)).toThrow('an 824: found 0 sets to tell of');
  });
});

describe('whatever was received', () => {
  const files = [...fixtureNames().map((name) => ({ name, bytes: fixture(name) })), ...(corpus() ?? [])];
  const received = files.flatMap(({ name, bytes }) => {
    const reader = new X12Reader({ structure: 'reject' });
    reader.push(bytes);
    return reader.end().interchanges.filter(({ syntax }) => syntax === 'x12').map((interchange) => ({ name, interchange }));
  });

  const answerUnlessUnwritable = (interchange: ReadInterchange, as: '997' | '999') => {
    try {
      return composeFunctional(interchange, { ...numbers, as, ta1: true });
    } catch (error) {
      if (error instanceof ComposeError) return error.message;
      throw error;
    }
  };
  // Ids that came in an unpadded ISA and that none of ours can carry back: a person must agree on others with that partner.
  const unwritable = { 'libedi-Sample_4010_856.x12': 'ISA06: found "InterchangeReceiverID", expected at most 15 characters' };

  it.each(['997', '999'] as const)('its %s answers every set, counts what it says, and passes our own reader', (as) => {
    expect(received.length).toBeGreaterThan(30);
    for (const { name, interchange } of received) {
      const answer = answerUnlessUnwritable(interchange, as);
      if (typeof answer === 'string') {
        expect(unwritable).toHaveProperty([name], answer);
        continue;
      }
      const [read] = readAtOnce(answer ?? '').interchanges;
      expect([name, codesOf(readAtOnce(answer ?? ''))]).toEqual([name, []]);
      const refused = read?.ta1[0]?.code === 'R';
      const business = interchange.groups.filter(({ gs01 }) => gs01 !== 'FA');
      const told = read?.groups.flatMap(({ sets }) => sets.flatMap(({ acknowledgement }) => (acknowledgement ? [acknowledgement] : []))) ?? [];
      expect([name, told.flatMap(({ sets }) => sets).length]).toEqual([name, refused ? 0 : business.flatMap(({ sets }) => sets).length]);
      expect([name, functionalNumbers(interchange)]).toEqual([name, { groups: read?.groups.length ?? 0, sets: told.length }]);
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { envelopeOf, findByContent, type Endpoint, type Partner, type PartnerRoute, type SentToUs } from '#directory';

const endpoint = (code: string, more: Partial<Endpoint> = {}): [string, Endpoint] => {
  const receives = [{ isa08: code, gs03: null }];
  return [code, {
    code, name: code, kind: 'terminal', carrier: 'EXSL', region: 'AMERICAS', unlocode: code.slice(0, 5), terminal: code.slice(6), firms: null, zone: 'UTC', receives,
    edi: null, mail: null, phones: [], acknowledges: 'none', answerWithinMs: 0, replay: 'none', concurrency: 1, ratePerSecond: null, envelope: envelopeOf(receives), tables: [], ...more,
  }];
};
// Two terminals at Long Beach, two that share the code PIER at different ports, one of another carrier, the sender's own.
const endpoints = new Map([
  endpoint('USLGB-EAST', { firms: 'Z123' }), endpoint('USLGB-WEST'), endpoint('USOAK-NORTH'), endpoint('USSEA-PIER', { firms: 'S300' }), endpoint('USTIW-PIER'),
  endpoint('USNYC-RED'), endpoint('USMIA-BAY', { carrier: 'OTHR', firms: 'M001' }), endpoint('EXSL-HOME', { kind: 'carrier', unlocode: 'USMIA', terminal: null }),
]);
const portCodes = new Map([['D:2709', 'USLGB'], ['D:2811', 'USOAK'], ['D:3001', 'USSEA'], ['K:58023', 'KRPUS'], ['UN:USNYC', 'USNYC'], ['UN:USEWR', 'USNYC']]);
const partner = (routes: Partial<PartnerRoute>[]): Partner => ({
  code: 'EXSL-DOCS', name: 'x', carrier: 'EXSL', region: 'ASIA', identities: 'any', endpoint: 'EXSL-HOME', folder: null, structure: null,
  answers: { interchange: 'requested', functional: '997', application: 'none' }, duplicateWindowMs: 0, calls: 'own',
  routes: routes.map((one) => ({ sets: null, gs03: null, port: null, firms: null, terminal: null, endpoint: '', ...one })),
});

/** `P4 D 2709 Z123`: role, qualifier, code and FIRMS; `-` for none; a terminal after them. */
const place = (text: string): SentToUs['places'][number] => {
  const [role, qualifier, code, firms, terminal] = text.split(' ').map((one) => (one === '-' ? null : one));
  return { role: role!, qualifier: qualifier ?? null, code: code ?? null, firms: firms ?? null, terminal: terminal ?? null };
};
const look = (set: string, places: string[], { routes = [], calls = [], gs03 = 'HAWSER', mapped = {} }: { routes?: Partial<PartnerRoute>[]; calls?: string[]; gs03?: string; mapped?: Record<string, string> } = {}) =>
  findByContent({ endpoints, portCodes }, { partner: partner(routes), set, gs03, places: places.map(place), callEndpoints: calls, mappings: Object.entries(mapped).map(([isa08, to]) => ({ isa08, gs03: '*', endpoint: to, because: 'the desk knows' })) });
const codes = (...given: Parameters<typeof look>) => look(...given).addressees.map((one) => one.endpoint.code);

describe('a set that was addressed to us goes', () => {
  it('to the facility its FIRMS code names, before anything else in it', () => {
    expect(look('309', ['P4 D 2709 Z123', 'L K 57035'])).toMatchObject({ addressees: [{ endpoint: { code: 'USLGB-EAST' }, because: "P4 D 2709 FIRMS Z123: FIRMS Z123 is USLGB-EAST's" }], missing: [] });
    expect(codes('310', ['D FR Z123'])).toEqual(['USLGB-EAST']);
  });

  it.each([
    ['the only terminal at its port, by Schedule D', '309', ['P4 D 2811'], ['USOAK-NORTH']],
    ['by UN/LOCODE, under another name of the harbour', '312', ['L UN CNSHA', 'D UN USEWR'], ['USNYC-RED']],
    ['by a terminal\'s own code with its port', '310', ['D 93 USLGB-WEST'], ['USLGB-WEST']],
    ['by a terminal\'s own code that only one has', '310', ['D 94 NORTH'], ['USOAK-NORTH']],
    ['by its port and the terminal named beside it', '310', ['D UN USLGB - WEST'], ['USLGB-WEST']],
    ['by a port and a terminal\'s code told apart', '310', ['D UN USSEA', 'D 93 PIER'], ['USSEA-PIER']],
    ['a booking, to where it is loaded', '301', ['L UN USOAK', 'D UN USLGB'], ['USOAK-NORTH']],
    ['a stow plan, to its place of activity before its discharge', '324', ['D UN USSEA', '5 UN USOAK'], ['USOAK-NORTH']],
    ['a bay plan, to the next port of call', 'BAPLIE', ['L UN USNYC', 'D UN USOAK'], ['USOAK-NORTH']],
    ['by the terminal that EDIFACT tells within its port', 'BAPLIE', ['D UN USLGB', 'D SMDG WEST'], ['USLGB-WEST']],
    ['by its port, where a code of the partners\' own beside it is unknown to us', 'BAPLIE', ['D UN USOAK', 'D ZZ BERTH7'], ['USOAK-NORTH']],
    ['a discharge order, to its one port', 'COPRAR', ['D UN USOAK'], ['USOAK-NORTH']],
    ['several ports, one each and in their order', '309', ['P4 D 3001', 'P4 D 2811', 'P4 D 3001 S300'], ['USSEA-PIER', 'USOAK-NORTH']],
  ])('to %s', (_, set, places, found) => {
    expect(codes(set, places)).toEqual(found);
  });

  it('where the sender\'s own first fitting route says, whatever the content', () => {
    const routes = [{ sets: ['310'], endpoint: 'USNYC-RED' }, { sets: ['309'], port: 'USLGB', firms: 'Z123', endpoint: 'USLGB-WEST' }, { gs03: 'OAK', endpoint: 'USOAK-NORTH' }];
    expect(look('309', ['P4 D 2709 Z123'], { routes }).addressees).toMatchObject([{ endpoint: { code: 'USLGB-WEST' }, because: 'route 2 of EXSL-DOCS sends set 309 with port USLGB, FIRMS Z123 to USLGB-WEST' }]);
    expect(codes('309', ['P4 D 2709'], { routes, gs03: 'OAK ' })).toEqual(['USOAK-NORTH']);
    expect(codes('315', ['B4 UN USLGB'], { routes: [{ sets: ['315'], endpoint: 'USLGB-WEST' }] })).toEqual(['USLGB-WEST']);
    expect(codes('315', ['B4 UN USLGB', 'L UN CNSHA'], { routes: [{ port: 'USLGB', terminal: 'WEST', endpoint: 'USLGB-WEST' }] })).toEqual([]);
    expect(codes('309', ['P4 D 2811', 'P4 D 3001'], { routes: [{ port: 'USSEA', endpoint: 'USTIW-PIER' }] })).toEqual(['USOAK-NORTH', 'USTIW-PIER']);
  });

  it('to the terminal of its vessel call, where the content leaves it open', () => {
    expect(look('309', ['P4 D 2709'], { calls: ['USLGB-WEST'] }).addressees).toMatchObject([{
      endpoint: { code: 'USLGB-WEST' }, because: 'P4 D 2709: USLGB-EAST and USLGB-WEST stand at USLGB, and nothing tells them apart; the vessel call of this 309 is at USLGB-WEST',
    }]);
    expect(codes('309', ['P4 - -'], { calls: ['USOAK-NORTH', 'USSEA-PIER'] })).toEqual(['USOAK-NORTH', 'USSEA-PIER']);
    expect(codes('323', ['L UN USOAK', 'D UN USNYC'], { calls: ['USSEA-PIER'] })).toEqual(['USSEA-PIER']);
    expect(codes('309', ['P4 D 2709 Z999'], { calls: ['USLGB-WEST', 'USLGB-EAST'] })).toEqual(['USLGB-WEST']); // its file tells no FIRMS, EAST's tells another
  });
});

describe('what a person mapped a place to', () => {
  it('comes after its content and before its vessel call', () => {
    expect(look('310', ['D UN KRPUS'], { mapped: { 'UN:KRPUS': 'USNYC-RED' }, calls: ['USOAK-NORTH'] })).toEqual({
      addressees: [{ endpoint: endpoints.get('USNYC-RED'), because: 'UN:KRPUS was mapped to USNYC-RED: the desk knows', places: ['D UN KRPUS'] }],
      because: 'UN:KRPUS was mapped to USNYC-RED: the desk knows', missing: [], unresolved: [],
    });
    expect(codes('310', ['D UN USOAK'], { mapped: { 'UN:USOAK': 'USNYC-RED' } })).toEqual(['USOAK-NORTH']);
    expect(codes('309', ['P4 D 2709'], { mapped: { 'D:2709': 'USLGB-WEST' }, calls: ['USLGB-EAST'] })).toEqual(['USLGB-WEST']);
    expect(codes('310', ['D UN USLGB', 'D 93 USLGB-EAST'], { mapped: { 'UN:USLGB': 'USLGB-WEST' } })).toEqual(['USLGB-EAST']);
    expect(codes('310', ['D UN KRPUS'], { mapped: { 'UN:KRPUS': 'USNYC-RED' }, routes: [{ endpoint: 'USOAK-NORTH' }] })).toEqual(['USOAK-NORTH']);
  });

  it('is asked only of the places that count', () => {
    expect(codes('310', ['L UN CNSHA', 'D UN KRPUS'], { mapped: { 'UN:CNSHA': 'USNYC-RED' } })).toEqual([]);
    expect(codes('301', ['L UN CNSHA', 'D UN KRPUS'], { mapped: { 'UN:KRPUS': 'USNYC-RED' } })).toEqual([]);
    expect(codes('315', ['B4 UN KRPUS', 'D UN KRPUS'], { mapped: { 'UN:KRPUS': 'USNYC-RED' } })).toEqual([]);
    expect(codes('COPRAR', ['L UN CNSHA', 'D UN KRPUS'], { mapped: { 'UN:KRPUS': 'USNYC-RED' } })).toEqual([]);
  });

  it('is one addressee for each port, beside those that content names', () => {
    expect(codes('310', ['D UN KRPUS', 'D UN CNSHA'], { mapped: { 'UN:KRPUS': 'USNYC-RED', 'UN:CNSHA': 'USOAK-NORTH' } })).toEqual(['USNYC-RED', 'USOAK-NORTH']);
    expect(look('310', ['D UN USOAK', 'D UN KRPUS', 'D UN CNSHA'], { mapped: { 'UN:KRPUS': 'USNYC-RED' } })).toMatchObject({
      addressees: [{ places: ['D UN USOAK'] }, { endpoint: { code: 'USNYC-RED' }, places: ['D UN KRPUS'] }], missing: ['D UN CNSHA: no terminal stands at CNSHA'], unresolved: [{ place: 'D UN CNSHA' }],
    });
  });

  it('is nobody of another carrier, nor the sender itself', () => {
    expect(codes('310', ['D UN KRPUS'], { mapped: { 'UN:KRPUS': 'USMIA-BAY' } })).toEqual([]);
    expect(codes('310', ['D UN KRPUS'], { mapped: { 'UN:KRPUS': 'EXSL-HOME' } })).toEqual([]);
  });

  it('names a facility by its FIRMS code; a word about its port alone does not overrule that', () => {
    expect(codes('309', ['P4 D 2709 Z999'], { mapped: { 'FR:Z999': 'USOAK-NORTH', 'D:2709': 'USLGB-WEST' } })).toEqual(['USOAK-NORTH']);
    expect(codes('309', ['P4 D 2709 Z999'], { mapped: { 'D:2709': 'USLGB-EAST' } })).toEqual([]); // EAST's file tells another FIRMS
    expect(codes('309', ['P4 D 2709 Z999'], { mapped: { 'D:2709': 'USLGB-WEST' } })).toEqual(['USLGB-WEST']); // WEST's tells none
    expect(codes('BAPLIE', ['D UN USOAK', 'D SMDG SOUTH'], { mapped: { 'UN:USOAK/SOUTH': 'USNYC-RED', 'UN:USOAK': 'USNYC-RED' } })).toEqual(['USNYC-RED']);
    expect(codes('BAPLIE', ['D UN USOAK', 'D SMDG SOUTH'], { mapped: { 'UN:USOAK': 'USNYC-RED' } })).toEqual([]);
  });

  it('does not cover a port of its own that leaves several open', () => {
    expect(look('310', ['D UN KRPUS', 'D UN USLGB'], { mapped: { 'UN:KRPUS': 'USLGB-EAST' } })).toMatchObject({ addressees: [{ endpoint: { code: 'USLGB-EAST' } }], missing: [expect.stringContaining('D UN USLGB: USLGB-EAST and USLGB-WEST stand at USLGB')] });
  });
});

describe('a set that was addressed to us stays with a person', () => {
  const why = (...given: Parameters<typeof look>) => {
    const { addressees, because, missing } = look(...given);
    expect([addressees, missing]).toEqual([[], []]);
    return because;
  };

  it('when two terminals stand at its port and nothing tells them apart', () => {
    expect(why('309', ['P4 D 2709'])).toBe('P4 D 2709: USLGB-EAST and USLGB-WEST stand at USLGB, and nothing tells them apart; EXSL-DOCS has no routes; no vessel call says more');
    expect(why('309', ['P4 D 2709'], { calls: ['USLGB-EAST', 'USLGB-WEST'] })).toContain('its vessel calls are at USLGB-EAST and USLGB-WEST');
    expect(why('310', ['D 93 PIER'])).toContain('USSEA-PIER and USTIW-PIER are called so, each at its port');
  });

  it('when a code is nobody\'s, or contradicts its port', () => {
    expect(why('309', ['P4 D 2709 Z999'])).toContain("FIRMS Z999 is nobody's; nearest: USLGB-WEST, whose file tells no FIRMS");
    expect(why('309', ['P4 D 2811 Z123'])).toContain("FIRMS Z123 is USLGB-EAST's, which does not stand at USOAK");
    expect(why('BAPLIE', ['D UN USOAK', 'D SMDG SOUTH'])).toContain('no terminal at USOAK is called SOUTH; nearest: USOAK-NORTH');
    expect(why('309', ['P4 D 9999'], { calls: ['USOAK-NORTH'] })).toContain('ports.yaml does not know this code');
    expect(why('310', ['D K 58023'], { calls: ['USOAK-NORTH'] })).toContain('no terminal stands at KRPUS');
  });

  it('when only another carrier, or the sender itself, is there', () => {
    expect(why('309', ['P4 - - M001'])).toContain("FIRMS M001 is nobody's");
    expect(why('312', ['D UN USMIA'], { calls: ['EXSL-HOME', 'USMIA-BAY'] })).toContain('no terminal stands at USMIA');
    expect(why('312', ['D UN USMIA'], { routes: [{ endpoint: 'EXSL-HOME' }] })).toContain('no route of EXSL-DOCS fits');
  });

  it('when it comes from a terminal and no route says who reads it', () => {
    expect(why('322', ['5 UN USOAK'], { calls: ['USOAK-NORTH'] })).toContain('it goes from a terminal to the carrier');
    expect(why('856', ['D UN USOAK'], { calls: ['USOAK-NORTH'] })).toBe('set 856: nothing is known about whom such a set is for; EXSL-DOCS has no routes');
  });

  it('when a container order names ports of loading and of discharge', () => {
    const both: [string, string[]] = ['COPRAR', ['L UN USOAK', 'D UN USNYC']];
    expect(why(...both)).toContain('with both told it is not clear which is which');
    expect(why(...both, { calls: ['USOAK-NORTH', 'USNYC-RED'] })).toContain('its vessel calls are at USOAK-NORTH and USNYC-RED');
    expect(codes(...both, { calls: ['USOAK-NORTH'] })).toEqual(['USOAK-NORTH']);
  });

  it('as far as a code beside its port is in a list that nobody here knows: it may be another port', () => {
    expect(look('310', ['D UN USOAK', 'D ZZ BRSSZ'])).toMatchObject({
      addressees: [{ endpoint: { code: 'USOAK-NORTH' } }], missing: ['D ZZ BRSSZ: no code that says which port or terminal it is'], unresolved: [{ place: 'D ZZ BRSSZ' }],
    });
    expect(look('310', ['D UN USOAK - BERTH7'])).toMatchObject({ addressees: [{ endpoint: { code: 'USOAK-NORTH' } }], missing: [] });
  });

  it('as far as one of its ports leads to nobody, while the others are served', () => {
    expect(look('309', ['P4 D 2811', 'P4 D 2709'])).toMatchObject({
      addressees: [{ endpoint: { code: 'USOAK-NORTH' } }], missing: ['P4 D 2709: USLGB-EAST and USLGB-WEST stand at USLGB, and nothing tells them apart'],
    });
  });
});

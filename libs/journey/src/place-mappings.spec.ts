import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressee, brokenLink } from '#ledger';
import { event, interchange, type Set } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { mapAddressee } from './map-addressee.js';
import { endpointOf, FAR_QUAY, openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('place-mappings'); }, 60_000);
afterAll(() => test.stop(), 60_000);

/** A 310; `D UN BRSSZ` is discharged there, `L UN CNSHA` loaded. */
const arrival = (serial: number, ...places: string[]): Set => ['310',
  'B3**HWSR' + String(serial).padStart(7, '0') + '**PP**20180727*100****HWSR', 'B2A*00', 'N9*BM*HWSR' + String(serial).padStart(7, '0'),
  'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'N1*CN*THE CONSIGNEE', ...places.map((place) => `R4*${place.replaceAll(' ', '*')}`), 'LX*1', 'N7*CSQU*305438', 'L3*100*G',
];
const toUs = (control: number, ...sets: Set[]) => interchange({ control, to: 'HAWSER', groups: [{ gs01: 'IO', gs06: control, sets }] });

/** Endpoints that no port leads to. */
const SANTOS = endpointOf('SANTOS-QUAY', { unlocode: null, terminal: null });
const RIO = endpointOf('RIO-QUAY', { unlocode: null, terminal: null });
const openWithBoth = () => openStory(test, { own: true, also: [SANTOS, RIO] });
const map = (story: Story, key: string, endpoint: string, gs03 = '*') => mapAddressee(story.journey, { isa08: key, gs03, endpoint, because: 'the desk knows', actor: 'desk' });
const lines = async (story: Story, refs: readonly string[]) => Promise.all(refs.map(async (ref) => { const { endpoint, state, because } = await story.document(ref); return [endpoint, state, because]; }));
/** Where every document of this set went. */
const endsOf = async (story: Story, st02 = '0001') => {
  const rows = await story.ledger.db.query.document.findMany({ orderBy: (row, { asc }) => asc(row.id), where: (row, { and, eq }) => and(eq(row.kind, 'business'), eq(row.st02, st02)) });
  return rows.map(({ endpoint, state }) => `${endpoint ?? 'nobody'} ${state}`);
};

describe('a person\'s mapping of a place', () => {
  it('is heard where the place counts for the set: a port of loading catches no arrival for another port', async () => {
    const story = await openWithBoth();
    await map(story, 'UN:CNSHA', SANTOS.code);
    const refs = await story.take(toUs(1, arrival(1, 'L UN CNSHA', 'D UN BRSSZ')));
    expect(await lines(story, refs)).toMatchObject([[null, 'unroutable', expect.stringContaining('D UN BRSSZ: no terminal stands at BRSSZ')]]);
    expect(await map(story, 'UN:CNSHA', RIO.code)).toEqual({ released: 0, alreadyThere: 0 });
    expect(await map(story, 'UN:BRSSZ', SANTOS.code)).toEqual({ released: 1, alreadyThere: 0 });
    expect(await lines(story, refs)).toEqual([[SANTOS.code, 'waiting', 'UN:BRSSZ was mapped to SANTOS-QUAY: the desk knows']]);
  }, 30_000);

  it('brings nothing back to its own sender, and moves no set that only a route can send', async () => {
    const story = await openWithBoth();
    await map(story, 'UN:USLGB', QUAY);
    await map(story, 'UN:BRSSZ', QUAY);
    const theirs = await story.take(interchange({ control: 5, from: 'USLGBEAST', to: 'HAWSER', groups: [{ gs01: 'QO', gs06: 5, sets: [event(1)] }, { gs01: 'IO', gs06: 6, sets: [arrival(1, 'D UN BRSSZ')] }] }), QUAY);
    expect(await story.statesOf(theirs)).toEqual(['unroutable', 'unroutable']);
    expect(await map(story, 'UN:USLGB', QUAY)).toEqual({ released: 0, alreadyThere: 0 });
    expect(await map(story, 'UN:BRSSZ', QUAY)).toEqual({ released: 0, alreadyThere: 0 });
    expect(await story.statesOf(theirs)).toEqual(['unroutable', 'unroutable']);
  }, 30_000);

  it('gives each of two mapped ports a document, and one known and one mapped port likewise', async () => {
    const story = await openWithBoth();
    await map(story, 'UN:BRSSZ', SANTOS.code);
    await map(story, 'UN:BRRIO', RIO.code);
    const refs = await story.take(toUs(1, arrival(1, 'D UN BRSSZ', 'D UN BRRIO'), arrival(2, 'D UN USLGB', 'D UN BRRIO')));
    expect((await lines(story, refs)).map(([endpoint]) => endpoint)).toEqual([SANTOS.code, RIO.code, QUAY, RIO.code]);
  }, 30_000);

  it('releases one of two ports that led to nobody; the other waits on, until it is mapped too', async () => {
    const story = await openWithBoth();
    const [, waits = ''] = await story.take(toUs(1, arrival(1, 'D UN USLGB', 'D UN BRSSZ', 'D UN BRRIO')));
    expect(await endsOf(story)).toEqual([`${QUAY} waiting`, 'nobody unroutable']);
    expect(await map(story, 'UN:BRSSZ', SANTOS.code)).toEqual({ released: 1, alreadyThere: 0 });
    expect(await endsOf(story)).toEqual([`${QUAY} waiting`, 'nobody unroutable', `${SANTOS.code} waiting`]);
    expect(await story.document(waits)).toMatchObject({ because: 'D UN BRRIO: no terminal stands at BRRIO', facts: { unresolved: ['D UN BRRIO'] } });

    expect(await map(story, 'UN:BRRIO', RIO.code)).toEqual({ released: 1, alreadyThere: 0 });
    await story.step();
    expect(await endsOf(story)).toEqual([`${QUAY} accepted`, `${RIO.code} accepted`, `${SANTOS.code} accepted`]);
    expect([QUAY, SANTOS.code, RIO.code].map((at) => story.sentTo(at).length)).toEqual([1, 1, 1]);
    expect((await story.document(waits)).history.map((step) => step.event).slice(0, 3)).toEqual(['received', 'mapped-in-part', 'mapped']);
  }, 30_000);

  it('gives a document that is released apart its own whole history, with whom it was received with', async () => {
    const story = await openWithBoth();
    const [waits = ''] = await story.take(toUs(1, arrival(1, 'D UN BRSSZ', 'D UN BRRIO')));
    await map(story, 'UN:BRSSZ', SANTOS.code);
    const apart = await story.ledger.db.query.document.findFirst({ where: (row, { eq }) => eq(row.endpoint, SANTOS.code) });
    const { history: steps, facts } = await story.document(apart!.ref);
    expect(steps).toMatchObject([
      { event: 'received', from: 'received', to: 'unroutable', because: expect.stringContaining(`taken apart from ${waits}: D UN BRSSZ: no terminal stands at BRSSZ`) },
      { event: 'mapped', from: 'unroutable', to: 'waiting', actor: 'desk', because: 'UN:BRSSZ was mapped to SANTOS-QUAY: the desk knows' },
    ]);
    expect(brokenLink(await story.ledger.db.query.history.findMany({ where: (row, { eq }) => eq(row.documentId, apart!.id), orderBy: (row, { asc }) => asc(row.seq) }))).toBeNull();
    expect(facts).not.toHaveProperty('unresolved');
  }, 30_000);

  it('of a missing port to an endpoint that has the set already settles that one, and releases all others', async () => {
    const story = await openStory(test, { own: true });
    const refs = await story.take(toUs(1, arrival(1, 'D UN USLGB', 'D UN BRSSZ'), arrival(2, 'D UN BRSSZ'), arrival(3, 'D UN USLGB', 'D UN BRSSZ', 'D UN BRRIO')));
    expect(await map(story, 'UN:BRSSZ', QUAY)).toEqual({ released: 1, alreadyThere: 2 });
    expect(await lines(story, refs)).toMatchObject([
      [QUAY, 'waiting', expect.anything()], [null, 'cancelled', `${QUAY} has this set already: ${refs[0]}`],
      [QUAY, 'waiting', expect.anything()],
      [QUAY, 'waiting', expect.anything()], [null, 'unroutable', 'D UN BRRIO: no terminal stands at BRRIO'],
    ]);
    expect(await map(story, 'UN:BRRIO', FAR_QUAY)).toEqual({ released: 1, alreadyThere: 0 });
  }, 30_000);

  it('leaves ports alone that led to somebody when the set came, whatever the directory says now', async () => {
    const story = await openWithBoth();
    await story.take(toUs(1, arrival(1, 'D UN USLGB', 'D UN BRSSZ')));
    const { directory } = story.journey;
    story.journey.directory = { ...directory, endpoints: new Map([...directory.endpoints].map(([code, one]) => [code, code === QUAY ? { ...one, unlocode: 'USOAK' } : code === RIO.code ? { ...one, unlocode: 'USLGB' } : one])) };
    expect(await map(story, 'UN:BRSSZ', SANTOS.code)).toEqual({ released: 1, alreadyThere: 0 });
    expect(await endsOf(story)).toEqual([`${QUAY} waiting`, `${SANTOS.code} waiting`]);
  }, 30_000);

  it('keeps versions in the order they came, although the earlier is released apart and has the younger row', async () => {
    const story = await openWithBoth();
    await story.take(toUs(1, arrival(1, 'D UN BRSSZ', 'D UN BRRIO')));
    const [newer = ''] = await story.take(toUs(2, arrival(1, 'D UN BRSSZ')));
    await map(story, 'UN:BRSSZ', SANTOS.code);
    const [moved, apart] = await story.ledger.db.query.document.findMany({ orderBy: (row, { asc }) => asc(row.id), where: (row, { eq }) => eq(row.endpoint, SANTOS.code) });
    expect([moved?.ref, moved?.version, moved?.predecessorId, apart?.version]).toEqual([newer, 2, apart?.id, 1]);
  }, 30_000);

  it('makes a newer version that waits there already the amendment of what is released', async () => {
    const story = await openWithBoth();
    const [older = ''] = await story.take(toUs(1, arrival(1, 'D UN BRSSZ')));
    const { directory } = story.journey;
    story.journey.directory = { ...directory, endpoints: new Map([...directory.endpoints, [SANTOS.code, { ...SANTOS, unlocode: 'BRSSZ' }]]) };
    const [newer = ''] = await story.take(toUs(2, arrival(1, 'D UN BRSSZ')));
    expect(await story.document(newer)).toMatchObject({ endpoint: SANTOS.code, version: 1 });
    await map(story, 'UN:BRSSZ', SANTOS.code);
    expect(await story.document(older)).toMatchObject({ endpoint: SANTOS.code, version: 1 });
    expect(await story.document(newer)).toMatchObject({ version: 2 });
  }, 30_000);

  it('of a bonded facility by its FIRMS code releases the manifests that wait for it', async () => {
    const story = await openWithBoth();
    const manifest: Set = ['309', 'M10*HWSR*O*LR*9074729*HARBOUR LARK*027W*20180701*000001', 'P4*2704*20180727**Z999', 'LX*1', 'M11*HWSR0000001*57035*1*PKG*100*K'];
    const refs = await story.take(interchange({ control: 1, to: 'HAWSER', groups: [{ gs01: 'SO', gs06: 1, sets: [manifest] }] }));
    expect(await lines(story, refs)).toMatchObject([[null, 'unroutable', expect.stringContaining("FIRMS Z999 is nobody's")]]);
    expect(await map(story, 'FR:Z999', SANTOS.code)).toMatchObject({ released: 1 });
  }, 30_000);

  it('has no group: a GS03 told with it is not looked at', async () => {
    const story = await openWithBoth();
    await map(story, 'UN:BRSSZ', SANTOS.code, 'HAWSER');
    expect((await lines(story, await story.take(toUs(1, arrival(1, 'D UN BRSSZ')))))[0]?.[0]).toBe(SANTOS.code);
  }, 30_000);
});

describe('a mapping is its carrier\'s own', () => {
  const theirDesk = endpointOf('OTHR-DESK', { carrier: 'OTHR', kind: 'carrier', receives: [{ isa08: 'OTHERLINE', gs03: null }], unlocode: null, terminal: null });
  const theirQuay = endpointOf('THEIR-QUAY', { carrier: 'OTHR', unlocode: null, terminal: null });
  const openWithTwo = () => openStory(test, { own: true, also: [SANTOS, theirDesk, theirQuay] });
  const fromThem = (control: number, to: string) => interchange({ control, from: 'OTHERLINE', to, groups: [{ gs01: 'IO', gs06: control, sets: [arrival(1, 'D UN BRSSZ')] }] });

  it.each([['a place of what is addressed to us', 'UN:BRSSZ', 'HAWSER'], ['an ISA08', 'NEWQUAY', 'NEWQUAY']])('for %s: another\'s is neither overwritten nor heard', async (_, key, to) => {
    const story = await openWithTwo();
    const ours = (control: number) => interchange({ control, to, groups: [{ gs01: 'IO', gs06: control, sets: [arrival(control, 'D UN BRSSZ')] }] });
    const endpointOfOne = async (x12: Uint8Array, partner?: string) => (await lines(story, await story.take(x12, partner)))[0]?.[0];

    const [waits = ''] = await story.take(ours(1));
    expect(await map(story, key, theirQuay.code)).toMatchObject({ released: 0 });
    expect([await story.stateOf(waits), await endpointOfOne(ours(2))]).toEqual(['unroutable', null]);
    expect(await map(story, key, SANTOS.code)).toMatchObject({ released: 2 });
    await map(story, key, theirQuay.code);
    expect([await endpointOfOne(ours(3)), await endpointOfOne(fromThem(4, to), 'OTHR-DESK')]).toEqual([SANTOS.code, theirQuay.code]);
  }, 30_000);

  it('one that is older than this is heard as before, until the carrier says otherwise', async () => {
    const story = await openWithTwo();
    await story.ledger.db.insert(addressee).values({ isaReceiver: 'NEWQUAY', gsReceiver: '*', endpoint: QUAY, because: 'long ago', actor: 'desk', mappedAt: story.clock.now() });
    const one = (control: number) => interchange({ control, to: 'NEWQUAY', sets: [event(control)] });
    expect((await lines(story, await story.take(one(1))))[0]?.[0]).toBe(QUAY);
    await map(story, 'NEWQUAY', SANTOS.code);
    expect((await lines(story, await story.take(one(2))))[0]?.[0]).toBe(SANTOS.code);
  }, 30_000);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { CallLine } from '#vessel-calls';
import { boardAnswer, callAnswer, delaysAnswer } from '../../apps/gateway/src/openapi/shapes.js';
import { openFlow, type Flow, type Line } from '../support/flow.js';
import { carrierDesk, longBeach, singapore } from '../support/flow-config.js';
import { isa13Of, manifest, sample } from '../support/samples.js';
import { until } from '../support/until.js';

let flow: Flow;
const quay = longBeach({ end: 'pretend' });
const far = singapore({ end: 'pretend' });
const hours = (n: number) => new Date(Date.now() + n * 3_600_000);

beforeAll(async () => { flow = await openFlow({ name: 'test-vessel-calls', sites: [quay, far, carrierDesk({ end: 'pretend' })] }); }, 60_000);
afterAll(() => flow.stop(), 60_000);

const board = (query = '') => flow.desk.ask<{ asOf: string; calls: CallLine[]; unmatched: Line[] }>('GET', `/vessel-calls${query}`);
const callOf = async (id: number) => (await board()).calls.find((one) => one.id === id)!;
const documentsOf = async (id: number) => (await flow.desk.ask<{ documents: Line[] }>('GET', `/vessel-calls/${id}`)).documents.map((doc) => doc.isa13).sort();
/** The fixtures speak of IMO 9074729, HARBOUR LARK, voyage 027W, discharge and loading at USLGB. */
const booking = (control: number, replace: Record<string, string>) => sample('301/booking', { to: quay.isaId, control, replace: { LGBB000501: `LGBB${String(control).padStart(6, '0')}`, ...replace } });
const bill = (control: number, replace: Record<string, string>) => sample('310/original', { to: quay.isaId, control, replace: { LGB0000101: `LGB${String(control).padStart(7, '0')}`, ...replace } });

describe('a vessel call', () => {
  it('is found by the documents that name its vessel, its voyage and its port, however they spell them', async () => {
    const id = await flow.call({ at: quay, voyage: '0101W', etaAt: hours(80), more: { aliases: [{ line: 'HWSR', voyage: 'LB7W', vesselName: 'M/V Harbour-Lark' }] } });
    const refs = [
      ...await flow.take(manifest({ to: quay.isaId, control: 1, voyage: '101W' })),
      ...await flow.take(bill(2, { '027W': ' 00101w' })),
      ...await flow.take(manifest({ to: quay.isaId, control: 3, voyage: 'LB7W', replace: { '9074729': '', 'HARBOUR LARK': 'MV HARBOUR LARK' } })),
    ];
    // Neither of these belongs to it: another voyage, another ship, another port.
    refs.push(
      ...await flow.take(manifest({ to: quay.isaId, control: 4, voyage: '102W' })),
      ...await flow.take(manifest({ to: quay.isaId, control: 5, voyage: '101W', replace: { '9074729': '9321483', 'HARBOUR LARK': 'QUAY HERON' } })),
      ...await flow.take(sample('310/original', { to: far.isaId, control: 6, replace: { '027W': '101W', 'UN*USLGB': 'UN*SGSIN', LGB0000101: 'SIN0000006' } })),
    );
    expect(await documentsOf(id)).toEqual([1, 2, 3].map(isa13Of));
    expect((await board()).unmatched.map((doc) => doc.isa13).sort()).toEqual([4, 5, 6].map(isa13Of));
    expect((await flow.rows<{ rule: string }>('select c.rule from document_call c join document d on d.id = c.document_id order by d.id')).map((row) => row.rule)).toEqual(['imo+voyage+place', 'imo+voyage+place', 'name+voyage+place']);
    // Unmatched is shown, never blocked.
    await flow.inState('acknowledged', refs);
    expect((await flow.hawser('calls')).out).toMatch(/3 documents belong to no known call; they are delivered all the same/);
  }, 40_000);

  it('shows the figures a hand can work out: due, handed over, acknowledged, late, and the worst delay', async () => {
    // A manifest is due 48 h before arrival, a booking 96 h (config/deadlines.yaml). Arrival in 60 h:
    // the manifests are due in 12 h and on time; the bookings were due 36 h ago and are 2,160 minutes late.
    const id = await flow.call({ at: quay, voyage: '0201W', etaAt: hours(60) });
    const onTime = [...await flow.take(manifest({ to: quay.isaId, control: 11, voyage: '201W' })), ...await flow.take(manifest({ to: quay.isaId, control: 12, voyage: '201W' }))];
    const late = await flow.take(booking(13, { '027W': '201W' }));
    await flow.inState('acknowledged', [...onTime, ...late]);
    expect(await callOf(id)).toMatchObject({ vesselName: 'HARBOUR LARK', voyageIn: '0201W', endpoint: quay.code, due: 3, accepted: 3, acknowledged: 3, late: 1, byEdi: 3, byEmail: 0, waiting: 0, unsettled: 0, rejected: 0 });
    const settled = (await callOf(id)).worstDelayMinutes;
    expect(settled).toBeGreaterThanOrEqual(2_160);
    expect(settled).toBeLessThan(2_161);
    // Acknowledged: its delay has stopped.
    expect((await callOf(id)).worstDelayMinutes).toBe(settled);

    // Handed over and not answered: accepted is not acknowledged, and the clock runs on.
    await flow.behave(quay.code, { answers: 'silent' });
    const [silent = ''] = await flow.take(booking(14, { '027W': '201W' }));
    await flow.inState('accepted', [silent]);
    expect(await callOf(id)).toMatchObject({ due: 4, accepted: 4, acknowledged: 3, late: 2 });
    // Refused by the terminal: neither handed over again nor acknowledged; it waits for a person, and is late meanwhile.
    await flow.behave(quay.code, { answers: 'reject' });
    const [refused = ''] = await flow.take(bill(15, { '027W': '201W' }));
    await flow.inState('rejected', [refused]);
    expect(await callOf(id)).toMatchObject({ due: 5, accepted: 5, acknowledged: 3, late: 2, rejected: 1 });
    await flow.behave(quay.code, { answers: 'normal' });
    const growing = (await callOf(id)).worstDelayMinutes;
    expect(growing).toBeGreaterThanOrEqual(settled);
    const { out } = await flow.hawser('calls');
    // Nobody told a plan; nobody there never answers.
    expect(out.split('\n').find((line) => line.includes('0201W'))).toMatch(/^ *\d+ +HARBOUR LARK 0201W +USLGB-EAST +\S+ \S+ +\? +5 +5 +5 +0 +0 +3 +0 +2 +\d+ +(36 h 0\d min|1 d 12 h)$/);
  }, 60_000);

  it('has what went by mail among what was handed over, under its own heading', async () => {
    const id = await flow.call({ at: quay, voyage: '0301W', etaAt: hours(49) });
    await flow.behave(quay.code, { sftp: 'refuse' });
    await flow.pathIs('down', quay.code);
    const refs = [...await flow.take(manifest({ to: quay.isaId, control: 21, voyage: '301W' })), ...await flow.take(bill(22, { '027W': '301W' }))];
    await flow.inState('accepted', refs);
    expect(await callOf(id)).toMatchObject({ due: 2, accepted: 2, acknowledged: 0, byEdi: 0, byEmail: 2, late: 0 });
    // Mails of one call are one thread at the clerk's desk.
    const mails = await flow.mails();
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map((one) => String(one.mail.references ?? one.mail.inReplyTo))).size).toBe(1);
    await flow.behave(quay.code, { sftp: 'normal' });
    await flow.inState('acknowledged', refs, 25_000);
    // How it went is how it went first: a repeat by EDI does not rewrite it.
    expect(await callOf(id)).toMatchObject({ accepted: 2, acknowledged: 2, byEdi: 0, byEmail: 2 });
  }, 60_000);

  it('is one call however often it is reported, and shows its newest estimate', async () => {
    const id = await flow.call({ at: quay, voyage: '0401W', etaAt: hours(100) });
    const eta = hours(120);
    expect(await flow.call({ at: quay, voyage: '0401W', etaAt: eta })).toBe(id);
    expect((await callOf(id)).etaAt).toBe(eta.toISOString());
  }, 20_000);

  it('is seen by who asks for its region, and not by who asks for another', async () => {
    const id = await flow.call({ at: far, voyage: '0501W', etaAt: hours(70) });
    const regionsOf = async (query: string) => [...new Set((await board(query)).calls.map((one) => one.region))];
    expect(await regionsOf('?region=ASIA')).toEqual(['ASIA']);
    expect((await board('?region=ASIA')).calls.map((one) => one.id)).toEqual([id]);
    expect(await regionsOf('?region=AMERICAS')).toEqual(['AMERICAS']);
    expect((await board('?carrier=NOBODY')).calls).toEqual([]);
    await until('the histories hold', async () => { expect(await flow.brokenHistories()).toEqual([]); }, 5_000);
  }, 20_000);

  it('moves the due times that stand on its arrival when that is revised, while their documents are not delivered', async () => {
    await flow.behave(quay.code, { answers: 'silent' });
    await flow.call({ at: quay, voyage: '0601W', etaAt: hours(100) });
    const [ref] = await flow.take(manifest({ to: quay.isaId, control: 31, voyage: '601W' })) as [string];
    const before = await flow.story(ref);
    await flow.call({ at: quay, voyage: '0601W', etaAt: hours(120) });
    const after = await flow.story(ref);
    const moved = (Date.parse(after.dueAt ?? '') - Date.parse(before.dueAt ?? '')) / 3_600_000;
    expect(Math.abs(moved - 20)).toBeLessThan(0.01);
    expect(after.history.map((step) => step.event)).toContain('due-moved');
    await flow.behave(quay.code, { answers: 'normal' });
  }, 20_000);

  it('is found by documents that came before it was reported', async () => {
    const refs = await flow.take(manifest({ to: quay.isaId, control: 41, voyage: '701W' }));
    await flow.inState('acknowledged', refs);
    const id = await flow.call({ at: quay, voyage: '0701W', etaAt: hours(90) });
    expect(await documentsOf(id)).toEqual([isa13Of(41)]);
  }, 20_000);
});

describe('delays', () => {
  it('are told per terminal as JSON, as a table and as a CSV that no spreadsheet runs, by one and the same count', async () => {
    const found = delaysAnswer.parse(await flow.desk.ask('GET', '/delays?by=terminal'));
    const [line] = found.lines;
    expect(line).toMatchObject({ key: quay.code, neverAnswers: 0 });
    // The three bookings of voyage 0201W were due 36 h before they came.
    expect(line!.late).toBeGreaterThanOrEqual(2);
    expect(line!.worstMinutes).toBeGreaterThanOrEqual(2_160);
    expect((await flow.hawser('delays')).out).toMatch(new RegExp(`\\n${quay.code} +${line!.documents} `));
    const csv = await flow.hawser('delays', '--by', 'terminal', '--csv');
    expect(csv.code).toBe(0);
    const [first] = parse(csv.out, { bom: true, columns: true }) as Record<string, string>[];
    expect(first).toMatchObject({ by: 'terminal', key: quay.code, documents: String(line!.documents), late: String(line!.late), clock: 'delivered' });
    expect((await flow.hawser('delays', '--since', 'yesterday')).code).toBe(2);
    expect((await flow.hawser('delays', '--by', 'weather')).code).toBe(2);
  }, 40_000);

  it('are shown of one call, document by document, as the documentation of the API has them', async () => {
    const { calls } = boardAnswer.parse(await flow.desk.ask('GET', '/vessel-calls?limit=500'));
    const { id } = calls.find((one) => one.voyageIn === '0201W')!;
    const call = callAnswer.parse(await flow.desk.ask('GET', `/vessel-calls/${id}`));
    expect(call.documents.map((doc) => [doc.set, doc.delay.late, doc.delay.settled, doc.outage.minutes]).sort()).toEqual([
      ['301', true, false, 0], ['301', true, true, 0], ['309', false, true, 0], ['309', false, true, 0], ['310', false, false, 0],
    ]);
    expect(call.exposure).toMatchObject({ channelOutageMinutes: 0, confirmed: { dayBeforeArrival: { percent: null }, atDeparture: { because: 'no actual departure was reported' } } });
    const { code, out } = await flow.hawser('calls', String(id));
    expect(code).toBe(0);
    expect(out).toMatch(/^HARBOUR LARK 0201W  USLGB-EAST  expected\narrival \S+ \S+ UTC: unknown, no planned arrival at berth was reported/);
    expect(out).toMatch(/36 h 0\d min and growing|1 d 12 h and growing/);
    expect(await flow.hawser('calls', '999999')).toMatchObject({ code: 1, err: expect.stringContaining('CALLS.NOT_FOUND') });
    expect((await flow.hawser('calls', '--after', 'nowhere')).code).toBe(2);
    expect((await flow.hawser('calls', '--help')).out).toMatch(/never answers: Handed over to an endpoint that acknowledges nothing/);
  }, 40_000);
});

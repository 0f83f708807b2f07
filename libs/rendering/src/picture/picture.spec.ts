import { describe, expect, it } from '@jest/globals';
import { parse } from 'parse5';
import { drawCall, drawOutage, pngOf, type CallPicture, type DelayHour, type PictureDocument } from './index.js';
import { drawnAxis, timeAxis } from './time-axis.js';

const at = (text: string): Date => new Date(text);
const minutes = (from: Date, n: number): Date => new Date(from.getTime() + n * 60_000);

/** A manifest that came in the morning, went by EDI and was answered in time. */
const calm: PictureDocument = {
  ref: 'HW-7F3K2Q', set: '309', receivedAt: at('2018-07-24T14:00:00Z'), dueAt: at('2018-07-26T13:00:00Z'), law: false,
  handedOverAt: at('2018-07-24T14:01:00Z'), way: 'edi', acknowledgedAt: at('2018-07-24T14:09:00Z'), answersNothing: false, rejected: false, unsettled: false, lateMinutes: 0,
};
const call = (documents: readonly PictureDocument[], more: Partial<CallPicture> = {}): CallPicture => ({
  vessel: 'HARBOUR LARK', voyage: '048E', terminal: 'USLGB-EAST', zone: 'America/Los_Angeles', asOf: at('2018-07-26T18:00:00Z'), troubles: [], documents,
  hours: [{ label: 'ETA', at: at('2018-07-26T21:00:00Z'), kind: 'time' }, { label: 'Cargo cut-off', at: at('2018-07-25T23:00:00Z'), kind: 'cut-off' }], ...more,
});
const words = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, said = '']) => said);

describe('the picture of a call', () => {
  it('says in its title how many are delivered and how late the worst is, and beside each row how it stands', () => {
    const late = { ...calm, ref: 'HW-AAAA11', acknowledgedAt: at('2018-07-26T15:15:00Z'), way: 'mail' as const, lateMinutes: 135 };
    const open = { ...calm, ref: 'HW-BBBB22', handedOverAt: null, way: null, acknowledgedAt: null, lateMinutes: 300 };
    const said = words(drawCall(call([calm, late, open])));
    expect(said).toEqual(expect.arrayContaining(['HARBOUR LARK 048E at USLGB-EAST: 2 of 3 documents delivered, 2 late, the worst by 5 h', 'in time', 'late 2 h 15 min', 'late 5 h, growing', 'Cargo cut-off Wed 25 Jul 16:00', 'ETA Thu 26 Jul 14:00', 'hours of America/Los_Angeles (UTC−7)']));
  });

  it('never marks what was handed over as it marks what was acknowledged', () => {
    const handed = drawCall(call([{ ...calm, acknowledgedAt: null }]));
    const answered = drawCall(call([calm]));
    expect(words(handed)).not.toContain('acknowledged by the terminal');
    expect(handed).not.toContain('r="5.8" fill="#00724f"');
    expect(words(answered)).toEqual(expect.arrayContaining(['handed over by EDI', 'acknowledged by the terminal']));
    expect(answered).toContain('r="5.8" fill="#00724f"');
  });

  it('has a legend of the marks that stand in it and no other', () => {
    expect(words(drawCall(call([calm]))).slice(-4)).toEqual(['received by us', 'handed over by EDI', 'acknowledged by the terminal', 'due']);
  });

  it('of five thousand documents draws a panel a set, and its lines end at the counts of due, handed over and acknowledged', () => {
    const many = Array.from({ length: 5_000 }, (_, n): PictureDocument => ({
      ...calm, set: n % 5 === 0 ? '324' : '310', ref: `HW-${n}`, receivedAt: minutes(calm.receivedAt, n), handedOverAt: n % 10 === 0 ? null : minutes(calm.receivedAt, n + 2), acknowledgedAt: n % 2 === 0 ? null : minutes(calm.receivedAt, n + 9),
      dueAt: at('2018-07-26T13:00:00Z'), lateMinutes: n % 2 === 0 ? 300 : 0,
    })).map((doc) => (doc.receivedAt > at('2018-07-26T17:00:00Z') ? { ...doc, receivedAt: calm.receivedAt, handedOverAt: null, acknowledgedAt: null, lateMinutes: 300 } : doc));
    const svg = drawCall(call(many));
    const panel = (set: string) => ({ handed: many.filter((doc) => doc.set === set && doc.handedOverAt !== null).length, acknowledged: many.filter((doc) => doc.set === set && doc.acknowledgedAt !== null).length });
    for (const set of ['310', '324']) expect(words(svg)).toEqual(expect.arrayContaining([`${panel(set).handed.toLocaleString('en')} handed over`, `${panel(set).acknowledged.toLocaleString('en')} acknowledged`]));
    expect(words(svg)).toEqual(expect.arrayContaining(['Bill of lading (310)', '4,000 due', 'Stow plan (324)', '1,000 due']));
    expect(svg.length).toBeLessThan(300_000);
  });

  it('shows a reason that a sender could have written as words, never as markup', () => {
    const svg = drawCall(call([calm], { vessel: '<script>alert(1)</script>', troubles: [{ label: '"><image href="x"/>', from: at('2018-07-24T15:00:00Z'), to: null }] }));
    expect(svg).not.toMatch(/<script|<image/);
    expect(JSON.stringify(parse(svg), (key, value: unknown) => (key === 'parentNode' ? undefined : value))).not.toMatch(/"nodeName":"(script|image)"/);
  });

  it('has the reasons of troubles that run together one below the other, and no more than three of them', () => {
    const trouble = (label: string, hour: string) => ({ label, from: at(`2018-07-24T${hour}:00:00Z`), to: null });
    const svg = drawCall(call([calm], { troubles: [trouble('region AMERICAS: malware in the network', '15'), trouble('endpoint USLGB-EAST: nobody answers', '16'), trouble('our mail relay: nobody answers', '17'), trouble('endpoint X: one more', '18')] }));
    const heightOf = (label: string) => Number(new RegExp(`y="([\\d.]+)"[^>]*>${label}`).exec(svg)?.[1]);
    expect([heightOf('endpoint USLGB') - heightOf('region'), heightOf('our mail') - heightOf('endpoint USLGB')]).toEqual([15, 15]);
    expect(words(svg)).not.toContain('endpoint X: one more');
  });

  it('is the same picture for the same values, with nothing to show as well', () => {
    expect(drawCall(call([calm]))).toBe(drawCall(call([calm])));
    expect(words(drawCall(call([])))).toContain('HARBOUR LARK 048E at USLGB-EAST: no documents yet');
  });

  it('becomes a PNG with words in it, without a face of the machine', () => {
    const png = pngOf(drawCall(call([calm])), 1);
    expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG');
    // Words are most of what is drawn: without a face the file would be a fraction of this.
    const silent = pngOf(drawCall(call([calm])).replace(/<text[^>]*>[^<]*<\/text>/g, ''), 1);
    expect(png.length).toBeGreaterThan(silent.length * 2);
  });
});

describe('the axis of a picture', () => {
  const names = (zone: string, from: string, to: string) => timeAxis({ from: at(from), to: at(to), zone }, { left: 0, right: 600 }).ticks.map(({ hour }) => hour);
  it('shows the wall of the port, also in the night in which it is put back: 01:00 comes once', () => {
    expect(names('America/Los_Angeles', '2018-11-04T05:00:00Z', '2018-11-04T15:00:00Z')).toEqual(['22:00', '23:00', '00:00', '01:00', '02:00', '03:00', '04:00', '05:00', '06:00', '07:00']);
  });
  it('names the day that begins rather than the few hours before it', () => {
    const days = (from: string) => words(drawnAxis(timeAxis({ from: at(from), to: at('2018-07-28T00:00:00Z'), zone: 'UTC' }, { left: 0, right: 400 }), 0, { left: 0, right: 400, lines: 0 })).filter((word) => word.includes('Jul'));
    expect(days('2018-07-24T11:00:00Z')).toEqual(['Wed 25 Jul', 'Thu 26 Jul', 'Fri 27 Jul', 'Sat 28 Jul']);
    expect(days('2018-07-23T23:00:00Z')).toEqual(['Tue 24 Jul', 'Wed 25 Jul', 'Thu 26 Jul', 'Fri 27 Jul', 'Sat 28 Jul']);
  });
  it('shows no hour that the port skipped in spring', () => {
    expect(names('America/Vancouver', '2018-03-11T07:00:00Z', '2018-03-11T14:00:00Z')).toEqual(['23:00', '00:00', '01:00', '03:00', '04:00', '05:00', '06:00', '07:00']);
  });
});

describe('the picture of an outage', () => {
  const from = at('2018-07-25T00:04:00Z');
  const hour = (n: number, more: Partial<DelayHour> = {}): DelayHour => ({ at: minutes(at('2018-07-24T00:00:00Z'), n * 60), phase: n < 24 ? 'before' : n < 30 ? 'during' : 'after', documents: 4, late: 0, open: 0, medianMinutes: 10, p90Minutes: 20, normalMinutes: 11, ...more });
  const hours = Array.from({ length: 54 }, (_, n) => hour(n, n >= 24 && n < 30 ? { medianMinutes: 95, late: 2 } : {}));
  const outage = { scope: 'AMERICAS', because: 'malware', zone: 'UTC', asOf: at('2018-07-27T00:00:00Z'), from, to: at('2018-07-25T06:00:00Z'), normalWeeks: 8, hours };

  it('says how long it lasted, how many came in and how many were late, and names before, during and after', () => {
    const said = words(drawOutage(outage));
    expect(said).toEqual(expect.arrayContaining(['Outage of AMERICAS: 5 h 56 min, 24 documents handed in, 12 late', 'before', 'the outage', 'after', 'normal for', 'hours of UTC']));
  });

  it('says that no normal is known where there is none, and that an outage is still on', () => {
    const said = words(drawOutage({ ...outage, to: null, asOf: at('2018-07-26T06:04:00Z'), hours: hours.map((one) => ({ ...one, normalMinutes: null })) }));
    expect(said).toEqual(expect.arrayContaining(['Outage of AMERICAS: on for 30 h, 24 documents handed in, 12 late', 'no normal', 'is known']));
  });

  it('lets hours share a bar when there are more than an eye can count', () => {
    const month = Array.from({ length: 24 * 30 }, (_, n) => hour(n));
    expect(words(drawOutage({ ...outage, hours: month })).join(' ')).toContain('Each bar is 8 hours');
    expect(drawOutage({ ...outage, hours: month }).match(/fill="#9a9a9a"/g)).toHaveLength(90);
  });
});

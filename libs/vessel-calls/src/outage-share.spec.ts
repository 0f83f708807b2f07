import { describe, expect, it } from '@jest/globals';
import { minutesOn, outageShare, percentile, touchedBy, type OutageSpan, type TimedDocument } from '#vessel-calls';

const at = (time: string) => new Date(`2018-07-${time}Z`);
const now = at('26T12:00');
const cut: OutageSpan = { id: 7, scopeKind: 'region', scope: 'AMERICAS', from: at('24T20:00'), to: at('25T20:00'), because: 'malware' };
const doc: TimedDocument = { endpoint: 'USLGB-EAST', region: 'AMERICAS', set: '309', receivedAt: at('24T19:50'), deliveredAt: at('25T08:30') };
const normal = { medianMinutes: 12.5, documents: 40 };

describe('what an outage cost a document', () => {
  it('is delivered minus received minus the normal median: 12 h 40 min less 12.5 min are 748 minutes, begun ones counted', () => {
    expect(outageShare(doc, cut, normal, now)).toMatchObject({ outage: 7, minutes: 748, because: 'the median of 40 normal documents of set 309 to USLGB-EAST is 12.5 min' });
  });

  it('grows until it is delivered, and is never less than nothing', () => {
    expect(outageShare({ ...doc, deliveredAt: null }, cut, { medianMinutes: 10, documents: 5 }, now).minutes).toBe(40 * 60 + 10 - 10);
    expect(outageShare({ ...doc, deliveredAt: at('24T20:01') }, cut, { medianMinutes: 60, documents: 5 }, now).minutes).toBe(0);
  });

  it('is nothing where no outage touched it, and not known where too few normal documents are', () => {
    expect(outageShare(doc, null, null, now)).toEqual({ outage: null, minutes: 0, because: 'no outage touched it' });
    expect(outageShare(doc, cut, { medianMinutes: 12, documents: 4 }, now)).toEqual({ outage: 7, minutes: null, because: 'too few normal documents to compare with: found 4 of set 309 to USLGB-EAST in the 28 days before the outage, expected at least 5' });
    expect(outageShare(doc, cut, null, now).minutes).toBeNull();
  });
});

describe('an outage touches a document', () => {
  const other: OutageSpan = { ...cut, id: 8, scopeKind: 'endpoint', scope: 'USLGB-EAST', from: at('25T01:00'), to: at('25T02:00') };
  it.each([
    ['of its region, while it was on its way', doc, [cut], 7], ['of its endpoint', doc, [other], 8], ['the first of two', doc, [other, cut], 7],
    ['not when it was delivered before', { ...doc, deliveredAt: at('24T20:00') }, [cut], null], ['not when it came after the end', { ...doc, receivedAt: at('25T20:00'), deliveredAt: null }, [cut], null],
    ['not in another region', { ...doc, region: 'ASIA' }, [cut], null], ['not at another endpoint', { ...doc, endpoint: 'USOAK-B58', region: null }, [other, cut], null], ['while it is not delivered yet', { ...doc, deliveredAt: null }, [other], 8],
  ])('%s', (_words, document, outages, id) => { expect(touchedBy(document, outages, now)?.id ?? null).toBe(id); });
});

describe('minutes of outage in a window', () => {
  const window = { from: at('24T00:00'), to: at('25T00:00') };
  it('count once what two outages cover, and nothing outside', () => {
    // 22:00 to 24:00, of which the second covers 23:00 on; and 02:00 to 03:00.
    expect(minutesOn(window, [{ from: at('24T23:00'), to: at('25T09:00') }, { from: at('24T22:00'), to: at('25T01:00') }, { from: at('24T02:00'), to: at('24T03:00') }, { from: at('23T01:00'), to: at('23T02:00') }])).toBe(180);
  });
  it('are none without one', () => { expect(minutesOn(window, [])).toBe(0); });
});

describe('a percentile', () => {
  it('is the value of the nearest rank', () => {
    const values = [50, 10, 20, 40, 30];
    expect([percentile(values, 0.5), percentile(values, 0.9), percentile(values, 0.99), percentile(values, 0.2)]).toEqual([30, 50, 50, 10]);
    expect(percentile([], 0.5)).toBeNull();
  });
});

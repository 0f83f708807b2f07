import { describe, expect, it } from '@jest/globals';
import { documentKeys, searchKeys } from '#vessel-calls';

const box = (number: string) => ({ number, checkDigit: 'absent' as const, sizeType: null, loadEmpty: null, weightKg: null, seals: [], bill: null, hazmat: [] });
const keysOf = (facts: Parameters<typeof documentKeys>[0], carrier = 'COSU') => documentKeys(facts, carrier).map(({ kind, value }) => `${kind} ${value}`);

describe('the keys of a document', () => {
  it.each([
    ['glued to its issuer', 'COSU6180001234', null, ['bill COSU6180001234']],
    ['apart from the issuer it names', '6180001234', 'COSU', ['bill COSU6180001234']],
    ['of nobody it names, so of the line whose document it is', '6180001234', null, ['bill COSU6180001234']],
    ['with blanks and hyphens', ' cosu 618-000-1234 ', null, ['bill COSU6180001234']],
    ['on another line\'s ship: of either', '6180001234', 'ONEY', ['bill COSU6180001234', 'bill ONEY6180001234']],
    ['that may have an issuer of its own', 'FWDH0007781', null, ['bill COSUFWDH0007781', 'bill FWDH0007781']],
    ['of another line, glued', 'ONEY6180001234', 'ONEY', ['bill ONEY6180001234']],
  ])('have a bill %s', (_, bill, scac, expected) => {
    expect(keysOf({ bills: [bill], scac })).toEqual(expected);
  });

  it('have a booking without its issuer, and a container without its check digit', () => {
    expect(keysOf({ bookings: ['COSU6180001234', '6180001234', 'LGBB 000501'], containers: [box('CSQU3054383'), box('CSQU305438'), box('csqu 305438-3'), box('CHASSIS-77')] })).toEqual([
      'booking 6180001234', 'booking LGBB000501', 'container CSQU305438', 'container CHASSIS77',
    ]);
  });

  it('have nothing that everybody writes, and nothing without end', () => {
    expect(keysOf({ bills: ['NONE', 'TBA', '', '0'.repeat(60)], bookings: ['1', 'N/A'], containers: [box('X1')] })).toEqual([]);
  });

  it('have each of its ships by number, call sign and name, and the voyages', () => {
    const ship = (imo: string | null, callSign: string | null, name: string | null) => ({ code: imo ?? callSign, qualifier: null, imo, callSign, name });
    expect(keysOf({ vessel: ship('9321483', 'VRAB2', 'M/V Example-Star'), voyage: '048E', alsoVessels: [{ vessel: ship(null, null, 'QUAY HERON'), voyage: '9999R' }] })).toEqual([
      'ship 9321483', 'ship VRAB2', 'ship EXAMPLE STAR', 'ship QUAY HERON', 'voyage 48E',
    ]);
  });

  it('are none of a document whose facts were never read', () => {
    expect(documentKeys({}, 'COSU')).toEqual([]);
  });

  it('are looked for however somebody types them', () => {
    const searched = (text: string) => searchKeys(text, ['COSU', 'ONEY']).map(({ kind, value }) => `${kind} ${value}`);
    expect(searched('cosu6180001234').slice(0, 4)).toEqual(['bill COSU6180001234', 'booking 6180001234', 'booking COSU6180001234', 'container COSU6180001234']);
    expect(searched('M/V Example-Star')).toContain('ship EXAMPLE STAR');
    expect(searched('IMO 9321483')).toContain('ship 9321483');
    expect(searched('048e')).toContain('voyage 48E');
    expect(searched('6180001234')).toEqual(expect.arrayContaining(['bill COSU6180001234', 'bill ONEY6180001234', 'booking 6180001234']));
    expect(searched('CSQU 305438-3')).toContain('container CSQU305438');
  });
});

import { describe, expect, it } from '@jest/globals';
import { envelopeOf, findAddressee, findPartner, type Endpoint, type Partner } from '#directory';

const endpoint = (code: string, receives: Endpoint['receives'], more: Partial<Endpoint> = {}): [string, Endpoint] => [code, {
  code, name: code, kind: 'terminal', carrier: 'EXSL', region: 'AMERICAS', unlocode: code.slice(0, 5), terminal: null, firms: null, zone: 'UTC', receives,
  edi: null, mail: null, phones: [], acknowledges: 'none', answerWithinMs: 0, replay: 'none', concurrency: 1, ratePerSecond: null,
  envelope: envelopeOf(receives), tables: [], ...more,
}];
const endpoints = new Map([
  endpoint('USLGB-EAST', [{ isa08: 'HARBORNET', gs03: 'EAST' }], { firms: 'Z123' }),
  endpoint('USOAK-WEST', [{ isa08: 'HARBORNET', gs03: null }]),
  endpoint('USSEA-PIER', [{ isa08: 'PIERSIX', gs03: 'PIERSIX' }]),
]);
const find = (isa08: string, gs03: string, mappings: Parameters<typeof findAddressee>[1] = []) => {
  const found = findAddressee({ endpoints }, mappings, { isa08, gs03 });
  return 'endpoint' in found ? [found.endpoint.code, found.because] : found;
};

describe('the addressee', () => {
  it('is whoever claims both ISA08 and GS03, filled with blanks or not', () => {
    expect(find('HARBORNET      ', 'EAST ')).toEqual(['USLGB-EAST', "ISA08 HARBORNET and GS03 EAST are USLGB-EAST's"]);
  });

  it('is else whoever claims the ISA08 for any group', () => {
    expect(find('HARBORNET', 'NORTH')).toEqual(['USOAK-WEST', "ISA08 HARBORNET is USOAK-WEST's, whatever the GS03"]);
  });

  it('is else whom a person mapped it to, and a mapping never takes from a claim', () => {
    const mapping = { isa08: 'PIER6', gs03: 'PIER6', endpoint: 'USSEA-PIER', because: 'old name' };
    expect(find('PIER6', 'PIER6', [mapping])).toEqual(['USSEA-PIER', 'ISA08 PIER6 and GS03 PIER6 were mapped to USSEA-PIER: old name']);
    expect(find('PIER6', 'OTHER', [{ ...mapping, gs03: '*' }])).toMatchObject(['USSEA-PIER', expect.anything()]);
    expect(find('PIERSIX', 'PIERSIX', [{ ...mapping, isa08: 'PIERSIX', gs03: 'PIERSIX', endpoint: 'USLGB-EAST' }])).toMatchObject(['USSEA-PIER', expect.anything()]);
  });

  it('is nobody when only the case differs, and a person is shown who is near', () => {
    expect(find('PierSix', 'PIERSIX')).toEqual({ unroutable: true, because: 'nobody in the directory receives ISA08 PierSix with GS03 PIERSIX', nearest: ['USSEA-PIER'] });
  });

  it('is nobody, with the nearest names for a person, when the code is unknown', () => {
    expect(find('USLGBEST', 'Z124')).toMatchObject({ unroutable: true, nearest: ['USLGB-EAST'] });
    expect(find('QQQQQQ', '')).toMatchObject({ unroutable: true, nearest: [] });
  });

  it('is nobody when the mapping names an endpoint that is gone', () => {
    expect(find('PIER6', 'X', [{ isa08: 'PIER6', gs03: 'X', endpoint: 'USSEA-OLD' }])).toMatchObject({ unroutable: true, because: 'ISA08 PIER6 and GS03 X are mapped to USSEA-OLD, which is no longer in the directory' });
  });
});

describe('a partner', () => {
  const partner = (code: string, identities: Partner['identities']): [string, Partner] => [code, { code, name: code, carrier: 'EXSL', region: 'ASIA', identities, endpoint: null, folder: null,
    structure: null, answers: { interchange: 'requested', functional: '997', application: 'none' }, duplicateWindowMs: 0, calls: 'own', routes: [] }];
  const partners = new Map([partner('EXSL-DOCS', [{ isa05: '02', isa06: 'EXSL' }, { isa05: null, isa06: 'EXSLTEST' }]), partner('BIGNET', 'any')]);
  const may = (code: string, isa05: string, isa06: string) => findPartner({ partners }, { partner: code, isa05, isa06 })?.code ?? null;

  it('may use its own identities and no other', () => {
    expect(may('EXSL-DOCS', '02', 'EXSL           ')).toBe('EXSL-DOCS');
    expect(may('EXSL-DOCS', 'ZZ', 'EXSLTEST')).toBe('EXSL-DOCS');
    expect(may('EXSL-DOCS', 'ZZ', 'EXSL')).toBeNull();
    expect(may('EXSL-DOCS', '02', 'exsl')).toBeNull();
    expect(may('NOBODY', '02', 'EXSL')).toBeNull();
  });

  it('that vouches for its senders may use any', () => {
    expect(may('BIGNET', 'ZZ', 'WHOEVER')).toBe('BIGNET');
  });
});

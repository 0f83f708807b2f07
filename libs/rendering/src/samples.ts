import type { RenderingContext } from './types.js';

/** Documents and a calm context for specs. Vessel, terminal and numbers are made up; the IMO and container check digits are right. */
export const DELIMITERS = { element: '*', component: '>', segment: '~' };

export const CONTEXT: RenderingContext = {
  ref: 'HW-7F3K2Q', set: '309', version: 2, replaces: 'v1',
  terminal: { code: 'USLGB-EAST', name: 'Long Beach East', zone: 'America/Los_Angeles' },
  vessel: { name: 'HARBOUR LARK', imo: '9074729', callSign: 'VRHL7', voyage: '048E' },
  etaAt: new Date('2018-07-26T21:00:00Z'), dueAt: new Date('2018-07-26T13:00:00Z'),
  because: 'It comes by mail because our EDI link to you is isolated since 24 Jul 20:04 EDT (notice 2018-07-24/A).',
  numbers: { isa13: '000004711', gs06: '4711', st02: '0001' },
  possibleDuplicate: false, phone: '+1 555 010 0199 (documentation desk, 24 h)',
  attachments: [{ name: '000004711-4711-0001-309.edi.txt', byteLength: 61_204, sha256: '3f9c0a4be71d5582c6f0e1a9b7d8432210ffee5947a6b3c8d2e1f00718293a4b' }],
};

export const MANIFEST = [
  'ST*309*0001', 'M10*HLCX*O*PA*9074729*HARBOUR LARK*048E*MAN048E*3*A*L', 'P4*2709*20180726*3*Z952*1400',
  'LX*1', 'M11*180001234*57035*640*CTN*33500*K*62*X**SHANGHAI**HLCX', 'N9*BN*BK0042', 'N1*SH*EAST RIVER TOYS & GAMES', 'N3*12 HARBOUR ROAD', 'N4*SHANGHAI***CN', 'N1*CN*PACIFIC SHELF STORES', 'N4*LONG BEACH*CA*90802*US',
  'VID*CN*CSQU*3054383*SL0012345*SL0012346*04000***45G1*L*CY', 'N10*320*PLASTIC TOYS, NOT MOTORISED*NO MARKS****K*16750**CTN', 'VID*CN*MWCU*6059784*SL0012399**04000***45G1*L', 'N10*320*PLASTIC TOYS*NO MARKS****K*16750**CTN',
  'LX*2', 'M11*180001235*57035*80*DRM*21400*K****SHANGHAI**HLCX', 'N1*SH*YANGTZE COATINGS', 'N1*CN*PACIFIC PAINT WORKS',
  'VID*CN*CBHU*3202732*HZ771042**02000***22G1*L', 'N10*80*PAINT*UN 1263****K*21400**DRM', 'H1*1263*3*I*PAINT*+1 555 010 0111**23*CE*III', 'H2*MARINE POLLUTANT <SEE 2.10>',
  'LX*3', 'M11*180001236*57035*1*CNT*2280*K', 'VID*CN*HLXU*123456*EMPTY1**02000***22G1*E', 'N10*1*EMPTY CONTAINER*****K*2280',
  'SE*27*0001', '',
].join('~');

import { compose997, X12Reader, type SetVerdict } from '#x12';
import { CARRIER_ISA, isa13Of } from './samples.js';

/** ST01, and the segments between ST and SE. */
export type Set = readonly [st01: string, ...segments: string[]];

export interface Group { gs01: string; gs06: number; sets: readonly Set[] }

/** An interchange of these groups, in the sender's order. One group under its ISA13 unless told otherwise. */
export function interchange(options: { control: number; to: string; from?: string } & ({ groups: readonly Group[] } | { sets: readonly Set[]; gs06?: number })): Buffer {
  const { control, to, from = CARRIER_ISA } = options;
  const groups = 'groups' in options ? options.groups : [{ gs01: 'QO', gs06: options.gs06 ?? control, sets: options.sets }];
  const isa13 = isa13Of(control);
  const segments = [
    `ISA*00*          *00*          *ZZ*${from.padEnd(15)}*ZZ*${to.padEnd(15)}*180724*1800*U*00401*${isa13}*0*P*>`,
    ...groups.flatMap(({ gs01, gs06, sets }) => [
      `GS*${gs01}*${from}*${to}*20180724*1800*${gs06}*X*004010`,
      ...sets.flatMap(([st01, ...body], n) => [`ST*${st01}*${st02Of(n + 1)}`, ...body, `SE*${body.length + 2}*${st02Of(n + 1)}`]),
      `GE*${sets.length}*${gs06}`,
    ]),
    `IEA*${groups.length}*${isa13}`,
  ];
  return Buffer.from(segments.map((segment) => `${segment}~\n`).join(''));
}

export const st02Of = (n: number) => String(n).padStart(4, '0');

/** A 315: it is a version of nothing, so that stories do not touch each other. */
export const event = (serial: number): Set => ['315',
  `B4***UV*20180727*0105*USLGB*CSQU*305438*L*45G1*USLGB*UN*3`, `N9*BM*HWSRLGB${String(serial).padStart(7, '0')}`, 'N9*EQ*CSQU3054383', 'N9*SCA*HWSR',
  'Q2*9074729*LR*******027W***L*HARBOUR LARK', 'R4*D*UN*USLGB*LONG BEACH*US***CA',
];

/** The 997 of whoever received it, for its first group. */
export function answerTo(received: Uint8Array, options: { control: number; verdicts?: Record<string, SetVerdict> }): Buffer {
  const reader = new X12Reader();
  reader.push(received);
  const [read] = reader.end().interchanges;
  const [group] = read?.groups ?? [];
  if (!read || !group) throw new Error('nothing in it to answer');
  return compose997(read, group, {
    isa13: isa13Of(options.control), gs06: String(options.control), at: new Date('2018-07-24T19:00:00Z'),
    ...(options.verdicts ? { verdicts: new Map(Object.entries(options.verdicts)) } : {}),
  });
}

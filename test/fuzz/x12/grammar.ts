import fc from 'fast-check';

/** Element, component and repetition separator, terminator; the last may be more than one byte, as senders have it. */
const X12_MARKS = [
  ['*', '>', 'U', '~\n'], ['*', ':', '^', '~'], ['|', '>', '^', '\n'], ['*', '>', 'U', '\r\n'], ['\x1d', '\x1f', 'U', '\x1c'], ['*', '@', '!', '\u2026'], ['>', ':', 'U', '$'],
] as const;

/** UNA or none, then component, element, release and terminator. */
const EDIFACT_MARKS = [
  ['', ':', '+', '?', '\''], ['UNA:+.? \'', ':', '+', '?', '\''], ['UNA:+.? \'\r\n', ':', '+', '?', '\'\r\n'], ['UNA>*.  ~', '>', '*', ' ', '~'], ['UNA:+.?*\'', ':', '+', '?', '\''],
] as const;

const X12_SETS = ['309', '315', '324', '322', '301', '310', '997', '999', '824', '355', '350', '417', ''] as const;
const GS01 = ['SO', 'QO', 'RO', 'IO', 'FA', 'AG', 'ZZ'] as const;

const X12_SEGMENTS = [
  'M10*HWSR*O*LR*9074729*HARBOUR LARK*027W**2*A*L', 'P4*2709*20180726*2*ZH01*0600', 'LX*1', 'M13*HWSR*05*A*LGB0000101*5', 'M11*LGB0000101*57035*782*CTN*25804*K*46*X**SHANGHAI**HWSR',
  'N9*BN*LGBB000101', 'N1*SH*SHIPPER ONE', 'N3*1 QUAY ROAD', 'N4*SHANGHAI**200001*CN', 'VID*CN*CSQU*3054383*HWS000101*****45G1*L', 'N10*390*FURNITURE PARTS*NO MARKS*J*940390*28808*K*14404',
  'H1*UN1263*3**PAINT*****II', 'H2*FLASH POINT 28 C', 'B4***UV*20180727*0105*USLGB*CSQU*305438*L*45G1*USLGB*UN*3', 'Q2*9074729*LR*******027W***L*HARBOUR LARK', 'R4*D*UN*USLGB*LONG BEACH*US***CA',
  'DTM*139*20180726*0600*LT', 'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'N7*CSQU*305438*14404*G*******CN******K*3****45G1', 'M7*HWS000101', 'V4*0230482', 'W09*CZ*-18*CE', 'B1*HWSR*LGBB000101*20180701*A',
  'Y3*LGBB000101*HWSR', 'B3**LGB0000101*LGB0000101*CC', 'B2A*05', 'ZC1*I', 'Q5*I*20180726', 'AK1*SO*101', 'AK2*309*0001', 'AK3*N7*4**8', 'AK4*3*81*6*X', 'AK5*R*5', 'AK9*P*2*2*1', 'IK3*N7*4*L1*8', 'CTX*TRIGGER>N7',
  'IK4*3>1*81*6*X', 'IK5*A', 'BGN*11*1*20180724', 'OTI*TR*BM*LGB0000101****101*1*309', 'TED*007*BAD', 'BIN*4*A~B*', 'BDS*ASC*3*A~\n', 'BIN*0*', 'BIN*99999999999*A', 'K1*A>B^C!D', 'TA1*000000101*180724*1800*A*000', 'X', '',
] as const;

const EDIFACT_MESSAGES = ['BAPLIE:D:95B:UN:SMDG20', 'COPRAR:D:95B:UN:SMDG16', 'COARRI:D:95B:UN', 'CODECO:D:95B:UN', 'COPARN:D:95B:UN', 'VERMAS:D:16A:UN:SMDG10', 'CONTRL:D:3:UN', 'IFTMIN:D:99B:UN', ''] as const;

const EDIFACT_SEGMENTS = [
  'BGM+119+1+9', 'DTM+137:201807241800:203', 'TDT+20+027W+++HWSR:172:20+++9074729:146:11:HARBOUR LARK', 'LOC+5+CNSHA:139:6', 'LOC+61+USLGB:139:6', 'LOC+147+0230482::5', 'EQD+CN+CSQU3054383+45G1+++5', 'NAD+CA+HWSR:172:20',
  'FTX+AAI+++IT?\'S ?+ FINE??', 'MEA+WT++KGM:14404', 'RFF+BM:1', 'DGS+IMD+3+1263', 'TMP+2+-18:CEL', 'SEL+HWS000101+CA', 'CNT+16:2', 'UCI+101+HWSR+TERM+7', 'UCM+1+COARRI:D:95B:UN+4+12', 'UCS+4+13', 'UCD+12+1:2', 'X', '', 'FTX+?',
] as const;

/** Counts, so that fast-check shrinks towards few and the first. */
type Set = [kind: number, segments: number[]];
export type Grammar = [marks: number, variant: number, groups: [gs01: number, sets: Set[]][]];

const set = fc.tuple(fc.nat(255), fc.array(fc.nat(255), { maxLength: 8, size: 'max' }));
export const grammar: fc.Arbitrary<Grammar> = fc.tuple(fc.nat(255), fc.nat(63), fc.array(fc.tuple(fc.nat(255), fc.array(set, { maxLength: 3, size: 'max' })), { maxLength: 2, size: 'max' }));

const pick = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;

/** A sound X12 interchange, or two: counts and control numbers right; what is wrong with it comes by damage. */
export function x12Of([marks, variant, groups]: Grammar): string {
  const [element, component, repetition, terminator] = pick(X12_MARKS, marks);
  const version = repetition === 'U' ? '00401' : '00501';
  const unpadded = (variant & 1) === 1;
  const pad = (text: string, length: number) => (unpadded ? text : text.padEnd(length));
  const lines = [
    ['ISA', '00', pad('', 10), '00', pad('', 10), 'ZZ', pad('HAWSERLINE', 15), 'ZZ', pad('USLGBEAST', 15), '180724', '1800', repetition, version, '000000101', (variant & 2) === 2 ? '1' : '0', 'P', component].join(element),
    ...((variant & 4) === 4 ? ['TA1*000000101*180724*1800*A*000'.replaceAll('*', element)] : []),
  ];
  groups.forEach(([gs01, sets], group) => {
    lines.push(['GS', pick(GS01, gs01), 'HAWSERLINE', 'USLGBEAST', '20180724', '1800', String(group + 1), 'X', version === '00401' ? '004010' : '005010'].join(element));
    sets.forEach(([kind, segments], at) => {
      const st02 = String(at + 1).padStart(4, '0');
      const body = segments.map((segment) => pick(X12_SEGMENTS, segment).replaceAll('*', element).replaceAll('>', component));
      lines.push(`ST${element}${pick(X12_SETS, kind)}${element}${st02}`, ...body, `SE${element}${body.length + 2}${element}${st02}`);
    });
    lines.push(`GE${element}${sets.length}${element}${group + 1}`);
  });
  lines.push(`IEA${element}${groups.length}${element}000000101`);
  const interchange = lines.map((line) => line + terminator).join('');
  return twice(interchange, variant);
}

/** A sound EDIFACT interchange, or two. */
export function edifactOf([marks, variant, groups]: Grammar): string {
  const [una, component, element, release, terminator] = pick(EDIFACT_MARKS, marks);
  const written = (segment: string) => segment.replaceAll(/[:+?]/g, (mark) => ({ ':': component, '+': element, '?': release })[mark] ?? mark);
  const grouped = (variant & 1) === 1;
  const lines = [written(`UNB+UNOA:2+HWSR+USLGBEAST+180724:1800+101${(variant & 2) === 2 ? '++++1' : ''}`)];
  let messages = 0;
  groups.forEach(([, sets], group) => {
    if (grouped) lines.push(written(`UNG+BAPLIE+HWSR+USLGBEAST+180724:1800+${group + 1}+UN+D:95B`));
    for (const [kind, segments] of sets) {
      messages += 1;
      lines.push(written(`UNH+${messages}+${pick(EDIFACT_MESSAGES, kind)}`), ...segments.map((segment) => written(pick(EDIFACT_SEGMENTS, segment))), written(`UNT+${segments.length + 2}+${messages}`));
    }
    if (grouped) lines.push(written(`UNE+${sets.length}+${group + 1}`));
  });
  lines.push(written(`UNZ+${grouped ? groups.length : messages}+101`));
  return twice(una + lines.map((line) => line + terminator).join(''), variant);
}

const twice = (interchange: string, variant: number) => ((variant & 24) === 24 ? interchange + interchange : interchange);

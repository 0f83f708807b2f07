import { X12Reader } from '../x12-reader.js';

const HEAD = 'ISA*00*          *00*          *ZZ*SHAPES         *ZZ*SHAPES         *180724*1800*U*00401*000000001*0*P*>~GS*SO*SHAPES*SHAPES*20180724*1800*1*X*004010~';
const SETS: Record<string, string> = {
  309: 'M10*HWSR*O*LR*9074729*SHAPES*1**1*A*L~P4*2709*20180726~LX*1~M11*LGB1*57035*1*CTN*1*K*1*X**SHANGHAI**HWSR~N9*BN*1~VID*CN*HWSU*4000058*S1*****45G1*L~N10*1*SHAPES*NONE*J**1*K*1~N10*1*SHAPES*NONE*J**1*K*1.5~H1*UN1263*3~H2*SHAPES~',
  324: 'V1*9074729*SHAPES*LR*1*HWSR***L~R4*D*UN*USLGB*SHAPES*US~DTM*371*20180726*0600*LT~N7*HWSU*400005*3000*G*******CN******K*8****45G1~M7*S1~N9*BM*HWSR1~',
  315: 'B4***I*20180726*0600*USLGB*HWSU*400005*L*45G1*USLGB*UN*8~N9*BM*HWSR1~Q2*9074729*LR*******1***L*SHAPES~R4*D*UN*USLGB*SHAPES*US~DTM*139*20180726*0600*LT~',
};

/**
 * V8 forgets the shape of objects of which none lives when it collects garbage, and throws away the code it compiled for
 * that shape. Where files come now and then, each would begin with a cold reader. So one of each kind of object stays: a
 * reader that has read a little and stopped in the middle of a set, and what it made of the sets before.
 */
export const KEPT_SHAPES = Object.keys(SETS).map((open) => {
  const reader = new X12Reader({ hashes: false });
  const whole = Object.entries(SETS).map(([set, segments]) => `ST*${set}*0001~${segments}SE*${segments.split('~').length + 1}*0001~`).join('');
  reader.push(Buffer.from(`${HEAD}${whole}ST*${open}*0001~${SETS[open] ?? ''}`));
  return reader;
});

/** A manifest of nothing real, marked as a test (ISA15 T): a terminal tries its mail rules and its check of our signature with it. */
const HEAD = ['ISA*00*          *00*          *ZZ*HAWSER         *ZZ*TERMINAL       *260701*1200*U*00401*000000001*0*T*>', 'GS*SO*HAWSER*TERMINAL*20260701*1200*1*X*004010'];
const SET = [
  'ST*309*0001', 'M10*HWSR*O*LR*9074729*SAMPLE VESSEL*001E**1*A*L', 'P4*2709*20260715*1*ZZZZ*0600', 'LX*1', 'M11*SAMPLE0001*57035*10*CTN*1000*K*1*X**SAMPLE PORT**HWSR',
  'N1*SH*SAMPLE SHIPPER', 'N1*CN*SAMPLE CONSIGNEE', 'VID*CN*CSQU*3054383*SAMPLE1*****45G1*L', 'N10*10*SAMPLE GOODS*NO MARKS****K*1000',
];

export function sampleDocument(): Buffer {
  return Buffer.from([...HEAD, ...SET, `SE*${SET.length + 1}*0001`, 'GE*1*1', 'IEA*1*000000001'].map((segment) => `${segment}~\n`).join(''));
}

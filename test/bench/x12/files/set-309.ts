import { container, goods, hazard, lading, sizeType, VESSEL } from './cargo.js';
import type { Random } from './random.js';

/**
 * A manifest of about so many bytes: one port, and bill after bill with its parties, its in-bond line where it has one, and
 * one to four boxes with one to three lines of cargo each. Segments between ST and SE.
 */
export function manifest(random: Random, bytes: number): string[] {
  const segments = [
    '',
    'P4*2709*20180726*9999*ZH01*0600',
  ];
  let length = 120;
  let bills = 0;
  while (length < bytes || bills === 0) {
    bills += 1;
    for (const segment of bill(random, bills)) {
      segments.push(segment);
      length += segment.length + 2;
    }
  }
  segments[0] = `M10*${VESSEL.scac}*O*${VESSEL.flag}*${VESSEL.imo}*${VESSEL.name}*${VESSEL.voyage}**${bills}*A*L`;
  segments[1] = `P4*2709*20180726*${bills}*ZH01*0600`;
  return segments;
}

function bill(random: Random, n: number): string[] {
  const [scheduleK, , port, country] = lading(random);
  const number = `LGB${random.digits(9)}`;
  const boxes = random.between(1, 4);
  const inBoxes: string[] = [];
  let packages = 0;
  let weight = 0;
  for (let i = 0; i < boxes; i += 1) {
    const box = container(random);
    inBoxes.push(`VID*CN*${box.owner}*${box.serial}${box.digit}*HWS${random.digits(6)}*****${sizeType(random)}*L`);
    for (let line = random.between(1, 3); line > 0; line -= 1) {
      const [text, code, least, most] = goods(random);
      const count = random.between(20, 900);
      const kilograms = count * random.between(least, most);
      packages += count;
      weight += kilograms;
      inBoxes.push(`N10*${count}*${text}*NO MARKS*J*${code}*${kilograms}*K*${kilograms}`);
      const danger = hazard(random);
      if (danger) inBoxes.push(`H1*${danger[0]}*${danger[1]}**${danger[2]}*****${danger[3] || 'II'}`, 'H2*SEE THE SHEET THAT TRAVELS WITH IT');
    }
  }
  return [
    `LX*${n}`,
    `M11*${number}*${scheduleK}*${packages}*CTN*${weight}*K*${boxes * 60}*X**${port}**${VESSEL.scac}`,
    `N9*BN*LGBB${random.digits(7)}`,
    ...party('SH', `SHIPPER ${random.below(5_000)}`, random, `N4*${port}**${random.digits(6)}*${country}`),
    ...party('CN', `CONSIGNEE ${random.below(5_000)}`, random, `N4*LONG BEACH*CA*9${random.digits(4)}*US`),
    ...(random.once(2) ? party('N1', `NOTIFY DESK ${random.below(500)}`, random, `N4*LONG BEACH*CA*9${random.digits(4)}*US`) : []),
    ...(random.once(5) ? [`M12*61*${random.digits(9)}*3901**${random.between(1_000, 90_000)}`] : []),
    ...inBoxes,
  ];
}

function party(code: string, name: string, random: Random, place: string): string[] {
  return [`N1*${code}*${name}`, `N3*${random.between(1, 999)} QUAY ROAD*UNIT ${random.between(1, 99)}`, place];
}

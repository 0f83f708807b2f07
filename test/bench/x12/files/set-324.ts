import { container, hazard, lading, sizeType, VESSEL } from './cargo.js';
import type { Random } from './random.js';

/** A stow plan of so many boxes: the largest ships carry more than 12,000 to one port range. Segments between ST and SE. */
export function stowPlan(random: Random, boxes: number): string[] {
  const segments = [
    `V1*${VESSEL.imo}*${VESSEL.name}*${VESSEL.flag}*${VESSEL.voyage}*${VESSEL.scac}***L`,
    'R4*D*UN*USLGB*LONG BEACH*US*EAST TERMINAL**CA',
    'DTM*371*20180726*0600*LT',
  ];
  for (let i = 0; i < boxes; i += 1) {
    const { owner, serial, digit } = container(random);
    const [, unLocode, port, country] = lading(random);
    const size = sizeType(random);
    const danger = hazard(random);
    segments.push(
      `N7*${owner}*${serial}*${random.between(3_000, 30_000)}*G*******CN******K*${digit}****${size}`,
      `M7*HWS${random.digits(6)}`,
      `V4*${String(random.between(1, 90)).padStart(3, '0')}${String(random.between(0, 20)).padStart(2, '0')}${random.between(10, 98)}`,
      `R4*L*UN*${unLocode}*${port}*${country}`,
      random.once(6) ? 'R4*D*UN*USOAK*OAKLAND*US' : 'R4*D*UN*USLGB*LONG BEACH*US',
      ...(size === '45R1' ? [`W09*CZ*-${random.between(10, 25)}*CE`] : []),
      ...(danger ? [`H1*${danger[0]}*${danger[1]}**${danger[2]}*****${danger[3] || 'II'}`] : []),
      `N9*BM*HWSRLGB${random.digits(7)}`,
    );
  }
  return segments;
}

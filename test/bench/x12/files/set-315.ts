import { container, lading, sizeType, VESSEL } from './cargo.js';
import type { Random } from './random.js';

/** One event of one box: in, out, loaded, discharged. Segments between ST and SE. */
export function statusEvent(random: Random): string[] {
  const { owner, serial, digit } = container(random);
  const [, unLocode, port, country] = lading(random);
  const at = `201807${random.between(20, 28)}*${String(random.below(24)).padStart(2, '0')}${String(random.below(60)).padStart(2, '0')}`;
  return [
    `B4***${random.of(['I', 'OA', 'AE', 'UV', 'CT', 'AV'])}*${at}*USLGB*${owner}*${serial}*${random.of(['L', 'E'])}*${sizeType(random)}*USLGB*UN*${digit}`,
    `N9*BM*HWSRLGB${random.digits(7)}`,
    `N9*BN*LGBB${random.digits(7)}`,
    `N9*EQ*${owner}${serial}${digit}`,
    `N9*SCA*${VESSEL.scac}`,
    `Q2*${VESSEL.imo}*${VESSEL.flag}*******${VESSEL.voyage}***L*${VESSEL.name}`,
    `R4*L*UN*${unLocode}*${port}*${country}`,
    'DTM*140*20180710*2200*LT',
    'R4*D*UN*USLGB*LONG BEACH*US***CA',
    'DTM*139*20180726*0600*LT',
  ];
}

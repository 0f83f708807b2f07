import { some } from './some.js';

/** The issuer's SCAC and the number are one bill; senders who glue them together already are left alone. */
export function billOf(scac: string | undefined, number: string | undefined): string | undefined {
  const bill = some(number);
  if (bill === null) return undefined;
  const issuer = some(scac);
  return issuer === null || bill.startsWith(issuer) ? bill : `${issuer}${bill}`;
}

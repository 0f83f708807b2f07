import { z } from 'zod';
import { oneLine, unlocode } from './field-types.js';

/** One name per port: `D:2709`, `K:` and five digits, and `UN:USLGB` all mean a UN/LOCODE. */
export type PortCodes = ReadonlyMap<string, string>;

/** ports.yaml: other codes of the ports we meet. Codes are unique over all ports. */
export const portCodesSchema = z.strictObject({
  ports: z.array(z.strictObject({
    unlocode,
    name: oneLine,
    alternatives: z.array(unlocode).default([]),
    scheduleD: z.array(z.string({ error: 'expected four digits in quotes' }).regex(/^\d{4}$/, 'expected four digits in quotes')).default([]),
    scheduleK: z.array(z.string({ error: 'expected five digits in quotes' }).regex(/^\d{5}$/, 'expected five digits in quotes')).default([]),
    source: oneLine,
  })),
}).transform(({ ports }, context): PortCodes => {
  const codes = new Map<string, string>();
  for (const port of ports) {
    const names = [port.unlocode, ...port.alternatives].map((one) => `UN:${one}`).concat(port.scheduleD.map((one) => `D:${one}`), port.scheduleK.map((one) => `K:${one}`));
    for (const name of names) {
      if (codes.has(name)) context.addIssue({ code: 'custom', path: ['ports'], message: `expected each code once, ${name} stands at ${codes.get(name)} and ${port.unlocode}` });
      codes.set(name, port.unlocode);
    }
  }
  return codes;
});

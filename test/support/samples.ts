import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#common';

export interface SampleOptions {
  /** ISA06 and GS02, ISA08 and GS03 */
  from?: string;
  to: string;
  /** ISA13, GS06 */
  control: number;
  /** what the fixture says: what it shall say instead */
  replace?: Record<string, string>;
  /** so many segments of text more, 20 bytes each, for a file that takes a while on its way */
  padding?: number;
}

export const CARRIER_ISA = 'HAWSERLINE';

/** A fixture of test/fixtures/x12 under another envelope, with some of its words changed. */
export function sample(fixture: string, options: SampleOptions): Buffer {
  const { from = CARRIER_ISA, to, control, replace = {}, padding = 0 } = options;
  const isa13 = isa13Of(control);
  let text = readFileSync(join(projectRoot(), 'test/fixtures/x12', `${fixture}.edi`), 'utf8');
  for (const [old, fresh] of Object.entries(replace)) text = text.replaceAll(old, fresh);
  const segments = text.split('~').map((segment) => segment.trim()).filter(Boolean).map((segment) => segment.split('*')).flatMap((segment) => {
    const put = (at: number, value: string) => { segment[at] = value; };
    switch (segment[0]) {
      case 'ISA': put(6, from.padEnd(15)); put(8, to.padEnd(15)); put(13, isa13); break;
      case 'GS': put(2, from); put(3, to); put(6, String(control)); break;
      case 'GE': put(2, String(control)); break;
      case 'IEA': put(2, isa13); break;
      case 'SE': put(1, String(Number(segment[1]) + padding)); return [...Array.from({ length: padding }, (_, n) => ['N10', '', `KEEP DRY ${String(n).padStart(4, '0')}`]), segment];
      default:
    }
    return [segment];
  });
  return Buffer.from(segments.map((segment) => `${segment.join('*')}~\n`).join(''));
}

/** A 309 original of its own bills, so that it is a version of nothing else; voyage 027W of HARBOUR LARK unless told otherwise. */
export function manifest(options: SampleOptions & { voyage?: string }): Buffer {
  const serial = String(options.control).padStart(6, '0');
  return sample('309/original-hazmat', { ...options, replace: { LGB0000101: `LGB${serial}1`, LGB0000102: `LGB${serial}2`, ...(options.voyage ? { '027W': options.voyage } : {}), ...options.replace } });
}

/** A 322: a container of its own came in by the gate. */
export function gateIn(options: SampleOptions): Buffer {
  const serial = String(options.control).padStart(6, '0');
  return sample('322/gate-in', { ...options, replace: { '400005': String(400_100 + options.control), LGBB000501: `LGBB${serial}`, ...options.replace } });
}

export const isa13Of = (control: number) => String(control).padStart(9, '0');

/** SHA-256 of the first ST..SE, cut out here and by no code of ours: from the S of ST to SE's terminator. */
export function shaOfSet(x12: Uint8Array): string {
  const [set] = /(?<=~\s*)ST\*.*?~\s*SE\*[^~]*~/s.exec(Buffer.from(x12).toString('latin1')) ?? [];
  if (!set) throw new Error('no ST..SE in it');
  return createHash('sha256').update(set, 'latin1').digest('hex');
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

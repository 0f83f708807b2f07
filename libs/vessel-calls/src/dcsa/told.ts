import type { z } from 'zod';
import type { CallReport } from '../call-report.js';

/** Something of a message that was not taken: a code that does not change, where it stands (JSONPath) and a sentence. */
export interface DcsaRemark { code: string; path: string; sentence: string }

/** One call as a message tells it; its carrier is whoever it came from. */
export interface DcsaCall { path: string; report: Omit<CallReport, 'carrier' | 'reference'> & { reference: string | null } }

export interface DcsaTold { calls: DcsaCall[]; ignored: DcsaRemark[] }

export type DcsaChecked = { ok: true; told: DcsaTold } | { ok: false; faults: DcsaRemark[] };

/** JSONPath as DCSA writes it: `$[0].vesselSchedules[1].vesselIMONumber`. */
export const pathOf = (path: readonly PropertyKey[]): string => `$${path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')}`;

const CODES: Record<string, string> = { invalid_value: 'DCSA.VALUE', too_big: 'DCSA.TOO_LARGE', too_small: 'DCSA.TOO_SMALL', invalid_format: 'DCSA.FORMAT', invalid_type: 'DCSA.TYPE', invalid_union: 'DCSA.VALUE' };

/** What is wrong with a message's shape, every fault with its place. */
export function faultsOf(error: z.ZodError, value: unknown): DcsaRemark[] {
  return error.issues.map((issue) => {
    const found = issue.path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined), value);
    const code = issue.code === 'custom' ? (issue.params as { code?: string } | undefined)?.code ?? 'DCSA.VALUE' : found === undefined ? 'DCSA.MISSING' : CODES[issue.code] ?? 'DCSA.VALUE';
    const path = pathOf(issue.path);
    return { code, path, sentence: `${path}: ${shown(found)}; ${issue.message}` };
  });
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return `found ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}

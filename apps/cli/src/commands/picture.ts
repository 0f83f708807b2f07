import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { drawCall, drawOutage, pngOf, type CallPicture, type OutagePicture } from '#rendering';
import { ask, NoError } from '../ask.js';
import { pathOf, queryOf, writing, type About } from './about.js';

/** `hawser picture`: drawn here, of what the gateway knows. */
export async function drawPicture({ out, zone, json, ...about }: About & { out: string; zone?: string; json?: boolean }): Promise<void> {
  const path = pathOf(about);
  const form = extname(out).toLowerCase();
  if (form !== '.svg' && form !== '.png') throw new NoError(`hawser: -o ${JSON.stringify(out)}: expected a name that ends in .svg or .png`, 2);
  if (zone !== undefined && about.call !== undefined) throw new NoError('hawser: --zone is for outages; a call has the hours of its port', 2);
  const svg = about.call !== undefined
    ? drawCall(withDates(await ask<CallPicture>('GET', `${path}/timeline${queryOf(about)}`)))
    : drawOutage(withDates(await ask<OutagePicture>('GET', `${path}/delays-by-hour${queryOf({}, { zone })}`)));
  const bytes = form === '.svg' ? Buffer.from(svg) : pngOf(svg);
  const file = resolve(out);
  await writing(file, () => writeFile(file, bytes));
  process.stdout.write(json ? `${JSON.stringify({ file, byteLength: bytes.length })}\n` : `${file}\n`);
}

/** Where JSON has texts for instants. */
const INSTANTS = new Set(['at', 'from', 'to', 'asOf', 'receivedAt', 'dueAt', 'handedOverAt', 'acknowledgedAt']);

function withDates<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withDates) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => [key, INSTANTS.has(key) && typeof one === 'string' ? new Date(one) : withDates(one)])) as T;
}

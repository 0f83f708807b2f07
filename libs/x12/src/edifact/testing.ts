import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EdiReader } from '../edi-reader.js';
import type { ReadOptions } from '../read-options.js';
import type { ReadFile } from '../types.js';
import { EdifactReader } from './edifact-reader.js';

const folder = fileURLToPath(new URL('../../../../test/fixtures/edifact', import.meta.url));

/** Reads bytes or text with the EDIFACT reader in chunks of one size: the result must not depend on it. */
export function readEdifact(content: Uint8Array | string, options: ReadOptions = {}, size = Number.MAX_SAFE_INTEGER): ReadFile {
  return pushed(new EdifactReader(options), content, size);
}

/** The same through the one door for both syntaxes. */
export function readThroughDoor(content: Uint8Array | string, size = Number.MAX_SAFE_INTEGER): ReadFile {
  return pushed(new EdiReader(), content, size);
}

export function edifactFixture(name: string): Buffer {
  return readFileSync(join(folder, name));
}

/** "coprar/discharge-order.edi" and so on. */
export function edifactFixtureNames(): string[] {
  return readdirSync(folder).sort().flatMap((each) => readdirSync(join(folder, each)).sort().map((file) => `${each}/${file}`));
}

/** A calm interchange of one COPRAR around these segments: what a spec changes is what it is about. */
export function orderOf(segments: readonly string[] = [], lineEnd = ''): string {
  const message = ["UNH+1+COPRAR:D:95B:UN:SMDG16'", ...segments.map((segment) => `${segment}'`)];
  return [
    "UNB+UNOA:2+HAWSERLINE:ZZZ+USLGBEAST:ZZZ+180724:1800+77'", ...message, `UNT+${message.length + 1}+1'`, "UNZ+1+77'",
  ].map((segment) => segment + lineEnd).join('');
}

function pushed(reader: { push(chunk: Uint8Array): void; end(): ReadFile }, content: Uint8Array | string, size: number): ReadFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  return reader.end();
}

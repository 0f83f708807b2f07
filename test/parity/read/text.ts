import { fold, type Reading } from './reading.js';

export function readText(bytes: Uint8Array): Reading {
  const text = Buffer.from(bytes).toString('utf8');
  return { form: 'text', folded: fold(text), lines: text.split('\n'), rows: null };
}

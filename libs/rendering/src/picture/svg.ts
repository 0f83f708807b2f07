import { escape } from '../writers/escape.js';

type Value = string | number | undefined;

/** One element of SVG. Numbers are hundredths of a unit at the finest: no rounding of a machine stands in a picture. */
export function el(name: string, attributes: Readonly<Record<string, Value>>, ...children: readonly string[]): string {
  let out = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) out += ` ${key}="${typeof value === 'number' ? fine(value) : escape(value)}"`;
  return children.length === 0 ? `${out}/>` : `${out}>${children.join('')}</${name}>`;
}

/** Straight from point to point. */
export function pathOf(points: readonly (readonly [x: number, y: number])[], closed = false): string {
  return points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${fine(x)} ${fine(y)}`).join('') + (closed ? 'Z' : '');
}

/** A whole picture on white paper: what it says stands in it for readers who hear it, and for search. */
export function picture(size: { width: number; height: number }, said: { title: string; description: string }, ...body: readonly string[]): string {
  const { width, height } = size;
  return el('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${fine(width)} ${fine(height)}`, width, height, role: 'img', 'aria-labelledby': 'title description' },
    el('title', { id: 'title' }, escape(said.title)), el('desc', { id: 'description' }, escape(said.description)),
    el('rect', { x: 0, y: 0, width, height, fill: '#fff' }), ...body);
}

function fine(value: number): number { return Math.round(value * 100) / 100; }

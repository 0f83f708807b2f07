import { escape } from '../writers/escape.js';
import { faces } from '../writers/pdf/dejavu.js';
import { FAMILY, INK, SIZE } from './ink.js';
import { el } from './svg.js';

export interface TextStyle { size?: number; bold?: boolean; fill?: string; anchor?: 'start' | 'middle' | 'end'; /** white behind it, where lines pass */ halo?: boolean }

/** One line of text with its baseline at y. */
export function text(x: number, y: number, said: string, { size = SIZE.label, bold = false, fill = INK.text, anchor = 'start', halo = false }: TextStyle = {}): string {
  return el('text', {
    x, y, 'font-family': FAMILY, 'font-size': size, 'font-weight': bold ? 'bold' : undefined, fill, 'text-anchor': anchor === 'start' ? undefined : anchor,
    ...(halo ? { stroke: '#fff', 'stroke-width': 3.5, 'stroke-linejoin': 'round', 'paint-order': 'stroke' } : {}),
  }, escape(said));
}

/** Units a text takes. */
export function widthOf(said: string, size: number, bold = false): number {
  const face = bold ? faces().bold : faces().words;
  return face.width(face.shown(said), size);
}

/** The text, or as much of it as the room holds. */
export function fitted(said: string, room: number, size: number, bold = false): string {
  if (widthOf(said, size, bold) <= room) return said;
  const signs = [...said];
  while (signs.length > 1 && widthOf(`${signs.join('')}…`, size, bold) > room) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}

/** A text in lines that the room holds, broken at blanks. */
export function wrapped(said: string, room: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of said.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size) <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(fitted(word, room, size));
  }
  return lines;
}

import type { Column } from '../../page/page.js';
import type { Cells } from './table-cells.js';
import { wordWidth } from './table-cells.js';
import type { Faces } from './face.js';
import { TYPE } from './paper.js';
import type { Strip } from './piece.js';

/** A column that stands, where, how wide, and the columns whose values stand under its own. */
export interface Standing { index: number; column: Column; x: number; width: number; under: Guest[] }
export interface Guest { index: number; column: Column }

const GAP = 11;
/** Air between columns where there is room to spare: beyond this the eye loses the line. */
const WIDEST_GAP = 28;
/** Values longer than this break: one odd value must not push the others of twelve thousand rows together. */
const MOST = { exact: 190, figure: 130, text: 130 };
/** What a column of words is content with before other columns give way. */
const COMFORTABLE = 110;

/**
 * Which columns stand side by side, and how wide. While they do not fit, the column that gains most goes under another:
 * first those that may, then those that would rather not; then words are wrapped; numbers come last.
 */
export function arranged(columns: readonly Column[], cells: Cells, guestWidths: readonly number[], size: number, { x: left, width: room }: Strip, faces: Faces): Standing[] {
  const side = columns.map((column, index) => ({ column, index }));
  const least = (index: number): number => leastWidth(columns[index], index, cells, faces);
  const comfortable = (index: number): number => (columns[index]?.kind === 'text' ? Math.max(least(index), Math.min(cells.widest[index] ?? 0, COMFORTABLE)) : least(index));
  // A figure under another is one too: broken, "999,999.999 lb" would be read as two.
  const figuresUnder = (guests: readonly Guest[]): number => Math.max(0, ...guests.filter(({ column }) => column.kind === 'figure').map(({ index }) => Math.min(guestWidths[index] ?? 0, MOST.figure)));

  const moved = new Set<Column>();
  for (const wish of [under, underOrYielding]) {
    for (;;) {
      const shown = side.filter(({ column }) => !moved.has(column));
      const hosts = hostsOf(side, moved);
      if (needed(shown.map(({ column, index }) => Math.max(comfortable(index), figuresUnder(side.filter((one) => hosts.get(one.column) === column))))) <= room) break;
      const next = shown.filter(({ column }) => everyoneHasAHost(side, new Set([...moved, column]), wish)).sort((a, b) => comfortable(b.index) - comfortable(a.index))[0];
      if (!next) break;
      moved.add(next.column);
    }
  }

  const hosts = hostsOf(side, moved);
  const standing: Standing[] = side.filter(({ column }) => !moved.has(column)).map((one) => ({ ...one, x: 0, width: 0, under: side.filter(({ column }) => hosts.get(column) === one.column) }));
  const wanted = standing.map(({ index, column, under: guests }) => Math.max(least(index), Math.min(titleWidth(column, faces), COMFORTABLE), cells.widest[index] ?? 0, sum(guests.map((guest) => (guestWidths[guest.index] ?? 0) + size))));
  const floor = standing.map(({ index, under: guests }) => Math.max(least(index), ...guests.map((guest) => Math.min(guestWidths[guest.index] ?? 0, COMFORTABLE))));
  const capped = wanted.map((width, at) => Math.max(floor[at] ?? 0, Math.min(width, mostOf(standing[at]?.column, room))));
  const numbers = standing.map(({ index, under: guests }) => Math.max(least(index), figuresUnder(guests)));
  const widths = fitted(capped, [floor, numbers], room - GAP * (standing.length - 1), size);
  const spare = standing.length < 2 ? 0 : (room - GAP * (standing.length - 1) - sum(widths)) / (standing.length - 1);
  const gap = GAP + Math.min(Math.max(0, spare), WIDEST_GAP - GAP);
  let x = left;
  for (const [at, one] of standing.entries()) {
    one.x = x;
    one.width = widths[at] ?? 0;
    x += one.width + gap;
  }
  return standing;
}

type Wish = (column: Column) => readonly string[] | undefined;
const under: Wish = (column) => column.under;
const underOrYielding: Wish = (column) => column.under ?? column.yieldsTo;

function hostOf(column: Column, side: readonly Guest[], moved: ReadonlySet<Column>, wish: Wish): Column | undefined {
  for (const id of wish(column) ?? []) {
    const host = side.find((one) => one.column.id === id && !moved.has(one.column));
    if (host) return host.column;
  }
  return undefined;
}

function everyoneHasAHost(side: readonly Guest[], moved: ReadonlySet<Column>, wish: Wish): boolean {
  for (const column of moved) if (!hostOf(column, side, moved, wish)) return false;
  return true;
}

function hostsOf(side: readonly Guest[], moved: ReadonlySet<Column>): Map<Column, Column> {
  const hosts = new Map<Column, Column>();
  for (const column of moved) {
    const host = hostOf(column, side, moved, underOrYielding);
    if (host) hosts.set(column, host);
  }
  return hosts;
}

/** The longest value of numbers, the longest word of words; and the longest word of the heading. */
function leastWidth(column: Column | undefined, index: number, cells: Cells, faces: Faces): number {
  if (!column) return 0;
  const title = faces.bold.shown(column.title);
  const { size } = TYPE.head;
  return Math.max(Math.min(cells.longestWord[index] ?? 0, MOST[column.kind]), wordWidth(title, faces.bold.width(title, size), size, faces.bold));
}

function titleWidth({ title }: Column, { bold }: Faces): number { return bold.width(bold.shown(title), TYPE.head.size); }

function mostOf(column: Column | undefined, room: number): number { return column?.kind === 'exact' ? MOST.exact : room; }

function needed(widths: readonly number[]): number { return sum(widths) + GAP * (widths.length - 1); }

/** Takes from the widest until all fit: first from words, then from numbers that are then broken, at last from all alike. */
function fitted(wanted: readonly number[], steps: readonly (readonly number[])[], room: number, size: number): number[] {
  const last = (steps.at(-1) ?? []).map((width) => Math.min(width, NARROWEST * size));
  const widths = [...steps, last].reduce<readonly number[]>((so, least) => taken(so, least, room), wanted);
  const over = sum(widths) / room;
  return over > 1 ? widths.map((width) => width / over) : [...widths];
}

/** In letters, and no column is taken below it while another is wider. */
const NARROWEST = 5;

function taken(wanted: readonly number[], least: readonly number[], room: number): number[] {
  const widths = [...wanted];
  for (let over = sum(widths) - room; over > 0.01; over = sum(widths) - room) {
    let widest = -1;
    for (const [at, width] of widths.entries()) if (width > (least[at] ?? 0) && (widest < 0 || width > (widths[widest] ?? 0))) widest = at;
    if (widest < 0) break;
    widths[widest] = Math.max(least[widest] ?? 0, (widths[widest] ?? 0) - Math.min(over, 2));
  }
  return widths;
}

function sum(values: readonly number[]): number { return values.reduce((total, value) => total + value, 0); }

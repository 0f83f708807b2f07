/** The same array with room for at least so many, and for a good deal more: an array costs more to make than to fill. */
export function grown<Columns extends Int32Array | Float64Array | Uint8Array>(array: Columns, wanted: number): Columns {
  const larger = new (array.constructor as new (length: number) => Columns)(Math.max(array.length * 4, wanted));
  larger.set(array);
  return larger;
}

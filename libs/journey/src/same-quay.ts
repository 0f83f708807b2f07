import { samePort, type Directory, type Endpoint } from '#directory';

/** Two lines' endpoints at one quay: each line that shares a ship has its own there. */
export function isSameQuay(directory: Pick<Directory, 'portCodes'>, a: Endpoint | undefined, b: Endpoint | undefined): boolean {
  if (!a || !b || a.unlocode === null || b.unlocode === null) return false;
  return a.terminal !== null && a.terminal === b.terminal && samePort(directory, a.unlocode) === samePort(directory, b.unlocode);
}

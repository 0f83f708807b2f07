import { NoError } from '../ask.js';

/** What a pack or a picture is about, as it was typed. */
export interface About { call?: string; outage?: string; /** whose documents: a line's, a region's */ carrier?: string; region?: string }

/**
 * The path of the gateway it stands under.
 * @throws NoError (exit 2) unless exactly one of both was given, as a number
 */
export function pathOf({ call, outage }: About): string {
  if ((call === undefined) === (outage === undefined)) throw new NoError('hawser: which one? Give --call ID or --outage ID; npx hawser calls shows the ids of calls, GET /outages those of outages.', 2);
  const id = call ?? outage ?? '';
  if (!/^[1-9]\d{0,15}$/.test(id)) throw new NoError(`hawser: --${call === undefined ? 'outage' : 'call'} ${JSON.stringify(id.slice(0, 40))}: expected a number, as npx hawser calls and GET /outages show it`, 2);
  return call === undefined ? `/outages/${id}` : `/vessel-calls/${id}`;
}

/** What else is asked, behind a path. */
export function queryOf({ carrier, region }: About, more: Record<string, string | undefined> = {}): string {
  const given = Object.entries({ carrier, region, ...more }).flatMap(([key, value]): [string, string][] => (value === undefined ? [] : [[key, value]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

/** Files that cannot be written are the caller's to mend: exit 2. */
export async function writing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== undefined && OF_FILES.has(code)) throw new NoError(`hawser: ${file} cannot be written: ${message}`, 2);
    throw error;
  }
}

const OF_FILES = new Set(['EACCES', 'ENOTDIR', 'EROFS', 'ENOSPC', 'EEXIST', 'EISDIR', 'ENOENT', 'EPERM']);

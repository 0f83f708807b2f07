import { endOfEdifactJunk, serviceHeader } from './service-header.js';
import { nextTerminator } from './terminator.js';

/** So many that begin are looked at: each is looked through for its end. */
const MOST_BEGUN = 20;

/**
 * Is there a UNA or UNB among these bytes, and is it one? `whole`: a UNB with a syntax identifier of four letters, up to its
 * terminator, with the UNA before it. `begun`: what begins like one and may be anything.
 *
 * @param ended no more bytes will come
 */
export function firstHeader(bytes: Buffer, from: number, to: number, ended: boolean): 'whole' | 'begun' | 'none' {
  let begun = 0;
  for (let at = from; at < to && begun < MOST_BEGUN;) {
    const header = serviceHeader(bytes, at, to, true);
    if (header.result === 'yes') {
      begun += 1;
      if (isWhole(bytes, header, to)) return 'whole';
    }
    const next = endOfEdifactJunk(bytes, at + 1, to, ended);
    if (!next.header) break;
    at = next.at;
  }
  return begun > 0 ? 'begun' : 'none';
}

function isWhole(bytes: Buffer, { unbAt, marks }: Extract<ReturnType<typeof serviceHeader>, { result: 'yes' }>, to: number): boolean {
  const after = [bytes[unbAt + 3], bytes[unbAt + 8]];
  return after[0] === marks.element && (after[1] === marks.element || after[1] === marks.component)
    && /^[A-Z]{4}$/.test(bytes.toString('latin1', unbAt + 4, unbAt + 8))
    && nextTerminator(bytes, unbAt, to, marks).at >= 0;
}

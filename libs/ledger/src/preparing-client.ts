import pg from 'pg';

/** A statement that came so often is prepared: it will come again. */
const OFTEN = 5;
/** Each connection keeps its plans in the server's memory. */
const MOST_PREPARED = 150;
/** Texts counted at once; what is made anew each time (lists of another length) pushes out its like, never what is prepared. */
const MOST_COUNTED = 1_000;
/** All columns, whatever they are: another version's migration may add one, and a plan that stands would then be refused. */
const ALL_COLUMNS = /[\s.,]\*/;
/** Longer ones are rows in bulk, of another length each time. */
const LONGEST_TEXT = 6_000;

const seen = new Map<string, number>();
const names = new Map<string, string>();

/**
 * A client that has the server plan a statement once instead of each time: for the small questions of which one document asks
 * dozens, planning is half of the work. PostgreSQL itself goes on planning by value where that is cheaper (plan_cache_mode auto).
 * A pooler between must know prepared statements of the protocol, as PgBouncer does since 1.21.
 */
export class PreparingClient extends pg.Client {
  override query = ((config: unknown, ...rest: unknown[]) => {
    if (isStatement(config)) {
      const name = nameOf(config.text);
      if (name !== undefined) config = { ...config, name };
    }
    return (pg.Client.prototype.query as (...given: unknown[]) => unknown).call(this, config, ...rest);
  }) as pg.Client['query'];
}

function isStatement(config: unknown): config is { text: string } {
  return typeof config === 'object' && config !== null && 'text' in config && typeof config.text === 'string' && !('submit' in config) && !('name' in config && config.name);
}

/** The same on every connection; undefined: not prepared, or not yet. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || text.length > LONGEST_TEXT || names.size >= MOST_PREPARED || ALL_COLUMNS.test(text)) return known;
  const times = (seen.get(text) ?? 0) + 1;
  seen.delete(text);
  if (times < OFTEN) {
    seen.set(text, times);
    if (seen.size > MOST_COUNTED) for (const [oldest] of seen) { seen.delete(oldest); break; }
    return undefined;
  }
  const name = `hawser_${names.size + 1}`;
  names.set(text, name);
  return name;
}

import { joined } from '../draft.js';
import type { DocumentModel } from '../model.js';
import type { Words } from '../words/words.js';
import type { Change, Item } from './item.js';
import { itemsOf } from './items-of.js';

/**
 * What changed from an earlier version of a document to this one, line by line: first what is new or other, in the order of
 * the page, then what is gone. Both models are in the same language, so that what differs is the content.
 */
export function changesBetween(earlier: DocumentModel, now: DocumentModel, words: Words): Change[] {
  const [before, after] = [itemsOf(earlier, words), itemsOf(now, words)];
  const left = byKey(withoutTwin(before, after));
  const changes: Change[] = [];
  for (const item of withoutTwin(after, before)) {
    const old = left.get(item.key)?.shift();
    if (old) changes.push(...changesOf(old, item));
    else changes.push({ what: item.name, before: '', now: joined([words.say('added'), summaryOf(item)], ': ') });
  }
  for (const item of [...left.values()].flat()) changes.push({ what: item.name, before: summaryOf(item), now: words.say('removed') });
  return changes;
}

function changesOf(old: Item, item: Item): Change[] {
  return item.fields.flatMap(([label, value], n) => {
    const was = old.fields[n]?.[1] ?? '';
    return was === value ? [] : [{ what: joined([item.name, label]), before: was, now: value }];
  });
}

/** All that is said of it, in one line. */
function summaryOf({ fields }: Item): string {
  return joined(fields.map(([label, value]) => (value === '' ? '' : joined([label, value], ' '))));
}

/**
 * What has no equal on the other side. Of three lines of goods in a box the first may be gone: the other two are found again
 * wherever they stand, so that nobody reads of three changes and the wrong line gone.
 */
function withoutTwin(items: readonly Item[], others: readonly Item[]): Item[] {
  const twins = new Map<string, number>();
  for (const other of others) twins.set(identityOf(other), (twins.get(identityOf(other)) ?? 0) + 1);
  return items.filter((item) => {
    const identity = identityOf(item);
    const count = twins.get(identity) ?? 0;
    twins.set(identity, count - 1);
    return count <= 0;
  });
}

function identityOf({ key, fields }: Item): string { return JSON.stringify([key, ...fields.map(([, value]) => value)]); }

/** What is left of one key is compared by its turn. */
function byKey(items: readonly Item[]): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const known = found.get(item.key);
    if (known) known.push(item);
    else found.set(item.key, [item]);
  }
  return found;
}

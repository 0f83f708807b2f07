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
  const before = byKey(itemsOf(earlier, words));
  const changes: Change[] = [];
  for (const [key, item] of byKey(itemsOf(now, words))) {
    const old = before.get(key);
    before.delete(key);
    if (old) changes.push(...changesOf(old, item));
    else changes.push({ what: item.name, before: '', now: joined([words.say('added'), summaryOf(item)], ': ') });
  }
  for (const item of before.values()) changes.push({ what: item.name, before: summaryOf(item), now: words.say('removed') });
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

/** A second thing of the same key (two lines of one commodity in a box) is told apart by its turn. */
function byKey(items: readonly Item[]): Map<string, Item> {
  const found = new Map<string, Item>();
  const turns = new Map<string, number>();
  for (const item of items) {
    const turn = (turns.get(item.key) ?? 0) + 1;
    turns.set(item.key, turn);
    found.set(turn === 1 ? item.key : `${item.key} #${turn}`, item);
  }
  return found;
}

import type { ApplicationAdvice } from '#x12';
import { unitsOf } from './meant-unit.js';
import { SentThere } from './sent-there.js';
import type { AckMatch, AckResult, AckVerdict, SentDocument } from './sent-document.js';

type Named = Omit<ApplicationAdvice['items'][number], 'verdict'>;
type Found = { docs: readonly SentDocument[]; matchedBy: string } | { because: string };

/** The worst that was said of one document speaks: an item refused in it needs a person, however many were taken. */
const WORST_FIRST: readonly AckVerdict[] = ['rejected', 'accepted-with-errors', 'accepted'];
const MOST_WORDS = 2_000;

/**
 * Matches one 824 or 355 to what this endpoint was sent, by GS06, ST02 and ST01. It comes after the syntax was settled and may reopen
 * it, so a number that was sent twice means neither: what is awaited does not tell which one is spoken of.
 *
 * A 355 usually tells no control numbers. Then, and then only, the bills decide, where exactly one 309 carries them; `matchedBy` says
 * so. Nothing else of the content is compared. The result does not depend on the order of items or documents.
 */
export function matchAdvice(advice: ApplicationAdvice, sent: readonly SentDocument[]): AckResult {
  const there = new SentThere(sent);
  const result: AckResult = { matched: [], unmatched: [] };
  const told = new Map<number, AckMatch[]>();
  for (const { verdict, ...item } of advice.items) {
    if (verdict === null) {
      result.unmatched.push({ words: item.words, because: item.code === '' ? 'it has no verdict that this gateway knows' : `the verdict "${item.code}" decides nothing` });
      continue;
    }
    const found = meantBy(item, there);
    if ('because' in found) {
      result.unmatched.push({ words: item.words, because: found.because });
      continue;
    }
    for (const doc of found.docs) {
      const match: AckMatch = { documentId: doc.id, level: 'content', verdict, words: item.words, matchedBy: found.matchedBy };
      const said = told.get(doc.id);
      if (said) said.push(match);
      else told.set(doc.id, [match]);
    }
  }
  result.matched = [...told.values()].map(together);
  return result;
}

function meantBy(item: Named, there: SentThere): Found {
  if (item.gs06 !== null) return byNumbers(item, item.gs06, there);
  if (item.st02 !== null) return { because: `set ${item.st02} is named without its group` };
  return byBills(item, there);
}

function byNumbers({ code, st01, st02 }: Named, gs06: string, there: SentThere): Found {
  const inGroup = there.group(gs06);
  const tried = inGroup.filter((doc) => doc.tried);
  if (tried.length === 0) return { because: `group ${gs06} ${inGroup.length > 0 ? 'was taken in but not sent yet' : 'was never sent there'}` };
  const fitting = (st02 === null ? tried : there.set(gs06, st02).filter((doc) => doc.tried)).filter((doc) => st01 === null || doc.set === st01);
  const set = [st01, st02].filter((one) => one !== null).join(' ');
  if (fitting.length === 0) return { because: `set ${set} is not in group ${gs06}` };
  const units = unitsOf(fitting);
  if (units.length > 1) return { because: `group ${gs06} was sent ${units.length} times, and an advice does not tell which is meant` };
  if (st02 !== null) return { docs: fitting, matchedBy: `GS06 ${gs06}, ST02 ${st02}` };
  // OTI-01 with a G speaks of the group, and so of every set in it.
  if (code.startsWith('G')) return { docs: fitting, matchedBy: `GS06 ${gs06}, whole group` };
  const whole = tried.filter((doc) => doc.unit === units[0]);
  if (whole.length === 1) return { docs: whole, matchedBy: `GS06 ${gs06}, its only set` };
  return { because: `no set is named, and group ${gs06} has ${whole.length}` };
}

function byBills({ references }: Named, there: SentThere): Found {
  const bills = references.filter((reference) => reference.qualifier === 'BM').map((reference) => reference.value);
  const [first] = bills;
  if (first === undefined) return { because: 'neither control numbers nor a bill are named' };
  const carrying = [...new Set(bills.flatMap((bill) => there.manifestsWith(bill)))];
  const name = bills.length === 1 ? `bill ${first}` : `bill ${first} and ${bills.length - 1} more`;
  if (carrying.length === 0) return { because: `${name}: no 309 with it was sent there, and no control number is named` };
  const open = carrying.filter((doc) => !doc.settled);
  const candidates = open.length > 0 ? open : carrying;
  const [doc] = candidates;
  if (candidates.length > 1 || !doc) return { because: `${name}: ${candidates.length} of the 309 sent there carry it, and no control number is named` };
  const foreign = bills.find((bill) => !there.manifestsWith(bill).includes(doc));
  if (foreign !== undefined) return { because: `bill ${foreign} is not in ${doc.ref}, which carries others that are named` };
  return { docs: [doc], matchedBy: `${name}; no control number is named` };
}

/** What was said of one document in several items, as one. */
function together(matches: readonly AckMatch[]): AckMatch {
  const [first] = matches as [AckMatch];
  if (matches.length === 1) return first;
  const worst = WORST_FIRST.find((verdict) => matches.some((match) => match.verdict === verdict)) ?? first.verdict;
  const order = (match: AckMatch) => `${WORST_FIRST.indexOf(match.verdict)}${match.words}`;
  const words = [...new Set([...matches].sort((a, b) => (order(a) < order(b) ? -1 : 1)).map((match) => match.words))].join('; ');
  const matchedBy = [...new Set(matches.map((match) => match.matchedBy))].sort().join('; ');
  return { ...first, verdict: worst, words: words.slice(0, MOST_WORDS), matchedBy };
}

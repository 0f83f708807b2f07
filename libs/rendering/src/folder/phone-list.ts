import type { Page } from '../page/page.js';
import { titleOf } from '../words/titles.js';
import { endsOf, spelt } from '../words/spelling.js';
import type { Words } from '../words/words.js';
import type { FolderDocument, FolderToRender } from './types.js';

/** What is read out where not even paper arrives: whom to call, each ref sign by sign, and both ends of its hash. */
export function phoneListOf({ name, terminal, madeAt, phone, contacts, mailboxes, documents }: FolderToRender, words: Words): Page {
  return {
    set: '', title: words.say('phoneTitle'), version: '', ref: name, vessel: terminal.code,
    sections: [
      { id: 'ask', heading: null, tone: 'ask', blocks: [{ kind: 'sentences', sentences: [words.say('phoneRead'), words.say('phoneHandedOver')] }] },
      { id: 'headline', heading: null, tone: 'plain', blocks: [{ kind: 'facts', facts: [
        ...(contacts.length === 0 ? [words.say('phoneNobody', terminal.code)] : contacts).map((value) => ({ label: words.say('phoneCall'), value })),
        ...(mailboxes.length === 0 ? [] : [{ label: words.say('phoneMailboxes'), value: mailboxes.join(', ') }]),
        { label: words.say('folderMade'), value: words.instant(madeAt, terminal.zone) },
        { label: words.say('folderPhone'), value: phone ?? words.say('folderNoPhone') },
      ] }] },
      { id: 'references', heading: words.say('phoneWaiting', words.figure(String(documents.length))), tone: 'plain', blocks: [{ kind: 'table', table: {
        columns: [
          { id: 'ref', title: words.say('phoneRef'), kind: 'exact' }, { id: 'begins', title: words.say('phoneBegins'), kind: 'exact' },
          { id: 'ends', title: words.say('phoneEnds'), kind: 'exact' }, { id: 'due', title: words.say('phoneDue'), kind: 'text' },
        ],
        rows: documents.map((one) => rowOf(one, terminal.zone, words)),
      } }] },
    ],
  };
}

function rowOf({ document: { context }, sha256 }: FolderDocument, zone: string, words: Words) {
  const { ref, set, dueAt, vessel } = context;
  const { begins, ends } = endsOf(sha256);
  const what = [`${titleOf(set, words)} (${set})`, vessel.name, vessel.voyage ?? ''].filter((part) => part !== '').join('  ');
  return { cells: [ref, begins, ends, [dueAt === null ? words.say('folderNoDue') : words.instant(dueAt, zone), what]], notes: [words.say('phoneSay', spelt(ref, words)), words.say('phoneSaidTo')] };
}

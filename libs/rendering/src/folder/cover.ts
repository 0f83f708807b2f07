import type { Page, Section } from '../page/page.js';
import type { Words } from '../words/words.js';
import type { FolderToRender } from './types.js';

/** The first sheet of a folder: what is asked, of whom it is, and how paper is told from a forgery. Its contents are the writer's. */
export function coverOf({ name, terminal, madeAt, phone, documents, missing, more }: FolderToRender, sheets: number, words: Words): Page {
  const count = words.figure(String(documents.length));
  const said = (id: Section['id'], tone: Section['tone'], heading: string | null, sentences: string[]): Section => ({ id, heading, tone, blocks: [{ kind: 'sentences', sentences }] });
  return {
    set: '', title: words.say('folderTitle'), version: '', ref: name, vessel: terminal.code,
    sections: [
      said('ask', 'ask', null, [words.sayCount(documents.length, 'folderKeyInOne', 'folderKeyIn'), words.say('folderWhy'), words.say('folderAgain'), ...(more === 0 ? [] : [words.sayCount(more, 'folderOneMore', 'folderMore')])]),
      { id: 'headline', heading: null, tone: 'plain', blocks: [{ kind: 'facts', facts: [
        { label: words.say('folderFor'), value: [terminal.code, terminal.name].filter((part, at, all) => all.indexOf(part) === at).join('   ') },
        { label: words.say('folderMade'), value: words.instant(madeAt, terminal.zone) },
        { label: words.say('folderPhone'), value: phone ?? words.say('folderNoPhone') },
        { label: words.say('folderCount'), value: words.say('folderOnSheets', count, words.figure(String(sheets))) },
      ] }] },
      ...(missing.length === 0 ? [] : [said('received', 'warning', words.say('folderMissing', words.figure(String(missing.length))), [missing.join(', '), words.say('folderMissingAsk')])]),
      said('text', 'warning', words.say('folderCheck'), [words.say('folderCheckCall'), words.say('folderCheckHash')]),
    ],
  };
}

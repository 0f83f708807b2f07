import { coverOf } from './folder/cover.js';
import { phoneListOf } from './folder/phone-list.js';
import type { FolderDocument, FolderToRender, RenderedFolder } from './folder/types.js';
import { prepare } from './prepare.js';
import type { Prepared } from './prepared.js';
import { titleOf } from './words/titles.js';
import { endsOf } from './words/spelling.js';
import { Words } from './words/words.js';
import { writeFolder } from './writers/pdf/folder.js';
import { writePdf } from './writers/pdf/index.js';

export type { FolderDocument, FolderToRender, RenderedFolder };

/**
 * Documents on paper, for when neither EDI nor mail is left: a cover with contents, each document whole and in the words of paper,
 * and the list from which refs and hashes are read out by phone. Content never makes it throw.
 */
export async function renderFolder(folder: FolderToRender): Promise<RenderedFolder> {
  const words = Words.in(folder.language);
  const { zone } = folder.terminal;
  const documents = folder.documents.map(({ document, sha256 }) => ({ prepared: prepare({ ...document, context: { ...document.context, onPaper: true } }), entry: entryOf(document.context, sha256, zone, words) }));
  const { bytes, sheets } = await writeFolder({ name: folder.name, cover: (count) => coverOf(folder, count, words), words, madeAt: folder.madeAt, documents });
  // The writer of a PDF lays out a page in its words; there is no document of which the list says anything.
  const phoneList = await writePdf([{ page: phoneListOf(folder, words), words, context: { madeAt: folder.madeAt } } as Prepared]);
  return { folder: bytes, phoneList, sheets };
}

function entryOf({ ref, set, version, replaces, vessel, dueAt, hazardous, possibleDuplicate }: FolderDocument['document']['context'], sha256: string, zone: string, words: Words) {
  const { begins, ends } = endsOf(sha256);
  return {
    ref, hash: `SHA-256 ${begins} … ${ends}`,
    due: dueAt === null ? words.say('folderNoDue') : words.say('folderDue', words.instant(dueAt, zone)),
    what: `${titleOf(set, words)} (${set})  ${replaces === null ? words.say('version', version) : words.say('versionReplaces', version, replaces)}`,
    warnings: [...(hazardous ? [words.say('folderHazardous')] : []), ...(possibleDuplicate ? [words.say('possibleDuplicate').toLocaleUpperCase(words.language)] : [])],
    vessel: [vessel.name, vessel.voyage ?? ''].filter((part) => part !== '').join('  '),
  };
}

import { languageOf } from '#common';
import type { BytesWriter, Prepared } from '../../prepared.js';
import type { Words } from '../../words/words.js';
import { printable } from '../printable.js';
import { faces } from './dejavu.js';
import { drawn } from './draw.js';
import { sheetsOf } from './layout.js';

/**
 * Documents as one PDF, each beginning on a sheet of its own with its own numbering. The same documents give the same bytes.
 * Two steps: a layout of placed text, which is pure, then its drawing; so the number of sheets is known before one is drawn.
 */
export const writePdf: BytesWriter = async (documents) => {
  const [first] = documents;
  if (!first) throw new RangeError('A PDF needs at least one document');
  return drawn({
    title: documents.length === 1 ? titleOf(first) : printable(documents.map(({ page }) => page.ref).join(', ')),
    subject: printable([...new Set(documents.map(({ page }) => page.vessel))].filter((vessel) => vessel !== '').join(', ')),
    tag: tagOf(first.words),
    language: first.words.language,
    madeAt: documents.reduce((latest, { context }) => (context.madeAt > latest ? context.madeAt : latest), first.context.madeAt),
    documents: documents.map((one) => ({ name: titleOf(one), sheets: sheetsOf(one.page, faces(), one.words) })),
  });
};

/** "Manifest (309) · v2 replaces v1 · HW-7F3K2Q" */
export function titleOf({ page: { title, version, ref } }: Prepared): string { return printable([title, version, ref].filter((part) => part !== '').join(' · ')); }

/** The language of the words: where English stands in for one that is not written, it is English. */
export function tagOf({ tag, language }: Words): string { return languageOf(tag) === null ? language : tag; }

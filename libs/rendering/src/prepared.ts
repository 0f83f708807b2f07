import type { DocumentModel } from './model.js';
import type { Page } from './page/page.js';
import type { RenderingContext } from './types.js';
import type { Words } from './words/words.js';

/** One document ready to be written, whatever the form: its facts, its page, and the words it is written in. */
export interface Prepared { model: DocumentModel; page: Page; context: RenderingContext; words: Words }

/** Writes documents as one file: a text, or bytes. Several stand one behind the other, each whole. */
export type Writer = TextWriter | BytesWriter;
export type TextWriter = (documents: readonly Prepared[]) => string;
export type BytesWriter = (documents: readonly Prepared[]) => Promise<Uint8Array>;

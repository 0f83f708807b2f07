import { writeFile } from 'node:fs/promises';
import { clockFrom, languageOf, LANGUAGES, wordsOf } from '#common';
import { loadDirectory, loadSettings, type Endpoint } from '#directory';
import { renderDocuments, renderTable, tablesFor, type DocumentToRender, type Form } from '#rendering';
import { CannotOpen, openSource } from './check/bytes-source.js';
import { visible } from './check/glyphs.js';
import { outOf, type Out } from './check/out.js';
import { documentsIn, type PreviewContext } from './preview/documents-in.js';

export interface PreviewOptions { format?: Form; out?: string; terminal?: string; language?: string; replaces?: string }

/** Forms that a terminal window can show. */
const READABLE: readonly Form[] = ['text', 'html', 'csv'];

/** `hawser preview FILE`: what a clerk would read, in any form. Needs no server; without --terminal no configuration either. */
export async function preview(name: string, options: PreviewOptions): Promise<void> {
  process.exitCode = await previewFile(name, options, { out: outOf(process.stdout), err: outOf(process.stderr), at: clockFrom(process.env['HAWSER_CLOCK']).now(), env: process.env });
}

export interface PreviewFace { out: Out; err: Out; at: Date; env: NodeJS.ProcessEnv }

/** @returns the exit code: 0 it is written · 1 the file holds no document · 2 it cannot be opened or written, or wrong usage */
export async function previewFile(name: string, options: PreviewOptions, { out, err, at, env }: PreviewFace): Promise<0 | 1 | 2> {
  const format = options.format ?? 'text';
  const refuse = async (because: string, code: 1 | 2 = 2): Promise<1 | 2> => {
    await err(`hawser: ${visible(because)}\n`);
    return code;
  };
  if (!options.out && !READABLE.includes(format)) return refuse(`a ${format} is no text for a terminal window. Say where it goes: -o ${name.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '') || 'preview'}.${format}`);
  let terminal: Endpoint | null = null;
  if (options.terminal !== undefined) {
    const known = endpointsOf(env);
    if (typeof known === 'string') return refuse(known);
    terminal = known.get(options.terminal) ?? null;
    if (!terminal) return refuse(`there is no terminal ${options.terminal} in the directory${known.size === 0 ? ', which is empty: HAWSER_CONFIG names its folder' : `; it has ${[...known.keys()].join(', ')}`}`);
  }
  if (options.language !== undefined && languageOf(options.language) === null) return refuse(`--language ${options.language} is none we write; expected one of ${LANGUAGES.join(', ')}, with a region or without`);
  const context = contextFor(terminal, options.language, at);
  let documents: DocumentToRender[];
  try {
    documents = await documentsIn(await bytesOf(name), context);
    if (options.replaces !== undefined) {
      const earlier = await documentsIn(await bytesOf(options.replaces), context);
      documents = withEarlier(documents, earlier);
      await err(unlike(documents, earlier, { now: name, before: options.replaces }));
    }
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    return refuse(error.found === 'a directory' ? `${error.message.replace(/ is a directory\b.*/s, ' is a directory')}. A preview is of one file` : error.message);
  }
  if (documents.length === 0) return refuse(`${name} holds nothing`, 1);

  const written = await bytesIn(format, documents, terminal);
  for (const warning of written.warnings) await err(`hawser: ${visible(warning)}\n`);
  if (!options.out || options.out === '-') {
    await out(written.bytes);
    return 0;
  }
  try {
    await writeFile(options.out, written.bytes);
  } catch (error) {
    return refuse(`${options.out} cannot be written: ${wordsOf(error)}`);
  }
  await err(`${visible(options.out)}: ${documents.length === 1 ? '1 document' : `${documents.length} documents`}, ${written.bytes.byteLength} bytes\n`);
  return 0;
}

/** A terminal that has columns of its own for these documents, in this form, gets those: the first list that takes all of them. */
async function bytesIn(format: Form, documents: readonly DocumentToRender[], terminal: Endpoint | null): Promise<{ bytes: Uint8Array; warnings: string[] }> {
  const sets = [...new Set(documents.map(({ context }) => context.set))];
  const own = (terminal?.tables ?? []).find((table) => table.format === format && sets.every((set) => tablesFor([table], set).length > 0));
  return own ? renderTable(documents, own) : { bytes: await renderDocuments(documents, format), warnings: [] };
}

/** The whole list, or the sentence that says why it cannot be read. */
function endpointsOf(env: NodeJS.ProcessEnv): ReadonlyMap<string, Endpoint> | string {
  try {
    return loadDirectory({ env, settings: loadSettings({ env }) }).endpoints;
  } catch (error) {
    return wordsOf(error);
  }
}

function contextFor(terminal: Endpoint | null, language: string | undefined, madeAt: Date): PreviewContext {
  return {
    terminal: terminal ? { code: terminal.code, name: terminal.name, zone: terminal.zone } : { code: 'TERMINAL', name: 'TERMINAL', zone: 'UTC' },
    language: language ?? terminal?.mail?.language ?? 'en', because: 'preview', phone: null, madeAt,
  };
}

/** The n-th document of one file against the n-th of the other. */
function withEarlier(documents: readonly DocumentToRender[], earlier: readonly DocumentToRender[]): DocumentToRender[] {
  return documents.map((document, index) => {
    const { setBytes, delimiters } = earlier[index] ?? {};
    return setBytes && delimiters ? { ...document, context: { ...document.context, version: 2, replaces: 'v1', earlier: { setBytes, delimiters } } } : document;
  });
}

/** What is compared with nothing, or with a document of another kind, must not read as "nothing changed", nor as a hundred changes. */
function unlike(documents: readonly DocumentToRender[], earlier: readonly DocumentToRender[], { now, before }: { now: string; before: string }): string {
  if (documents.length !== earlier.length) return `hawser: ${visible(`${now} and ${before} hold ${documents.length} and ${earlier.length} documents: the first is compared with the first, and what has no partner with nothing`)}\n`;
  const other = documents.find((document, index) => document.context.set !== earlier[index]?.context.set);
  const set = other && earlier[documents.indexOf(other)]?.context.set;
  return other ? `hawser: ${visible(`${other.context.ref} is a ${other.context.set || 'document without a set'}, and in ${before} a ${set || 'document without a set'} stands in its place: all of it is new`)}\n` : '';
}

async function bytesOf(name: string): Promise<Buffer> {
  const source = await openSource(name);
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of source.chunks()) chunks.push(chunk);
    return Buffer.concat(chunks);
  } finally {
    await source.close();
  }
}

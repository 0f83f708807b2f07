import { stat, writeFile } from 'node:fs/promises';
import { clockFrom, ConfigError, languageOf, LANGUAGES, wordsOf } from '#common';
import { loadDirectory, loadSettings, type Endpoint } from '#directory';
import { FORMS, FORM_NAMES, renderDocuments, renderTable, tablesFor, type DocumentToRender, type Form } from '#rendering';
import { CannotOpen, openSource } from './check/bytes-source.js';
import { visible } from './check/glyphs.js';
import type { OpenedMailHouse } from './mail/mail-house.js';
import { outOf, type Out } from './check/out.js';
import { documentsIn, type PreviewContext, type PreviewDocument } from './preview/documents-in.js';

export interface PreviewOptions { format?: Form | 'eml'; out?: string; terminal?: string; language?: string; replaces?: string }

/** Forms that a terminal window can show. */
const READABLE: readonly string[] = ['text', 'html', 'csv', 'eml'];

/** `hawser preview FILE`: what a clerk would read, in any form. Needs no server; without --terminal no configuration either. */
export async function preview(name: string, options: PreviewOptions): Promise<void> {
  process.exitCode = await previewFile(name, options, { out: outOf(process.stdout), err: outOf(process.stderr), at: clockFrom(process.env['HAWSER_CLOCK']).now(), env: process.env, window: process.stdout.isTTY });
}

/** `window`: somebody looks at what is printed; it goes into no file and no other program. */
export interface PreviewFace { out: Out; err: Out; at: Date; env: NodeJS.ProcessEnv; window?: boolean }

/** @returns the exit code: 0 it is written · 1 the file holds no document · 2 it cannot be opened or written, or wrong usage */
export async function previewFile(name: string, options: PreviewOptions, { out, err, at, env, window = true }: PreviewFace): Promise<0 | 1 | 2> {
  const format = options.format ?? formatOf(options.out);
  const refuse = async (because: string, code: 1 | 2 = 2): Promise<1 | 2> => {
    await err(`hawser: ${because.split('\n').map(visible).join('\n')}\n`);
    return code;
  };
  for (const source of [name, options.replaces ?? name]) if (options.out && await sameFile(source, options.out)) return refuse(`-o ${options.out} is ${source} itself, which would be gone. Name another file`);
  if (!options.out && window && !READABLE.includes(format)) return refuse(`a ${format} is no text for a terminal window. Say where it goes: -o ${name.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '') || 'preview'}.${format}`);
  let terminal: Endpoint | null = null;
  if (options.terminal !== undefined) {
    const known = endpointsOf(env);
    if (typeof known === 'string') return refuse(known);
    terminal = known.get(options.terminal) ?? null;
    if (!terminal) return refuse(`there is no terminal ${options.terminal} in the directory${known.size === 0 ? ', which is empty: HAWSER_CONFIG names its folder' : `; it has ${[...known.keys()].join(', ')}`}`);
  }
  if (options.language !== undefined && languageOf(options.language) === null) return refuse(`--language ${options.language} is none we write; expected one of ${LANGUAGES.join(', ')}, with a region or without`);
  const context = contextFor(terminal, options.language, at);
  let documents: PreviewDocument[];
  try {
    documents = await documentsIn(await bytesOf(name), context);
    if (options.replaces !== undefined) {
      const earlier = await documentsIn(await bytesOf(options.replaces), context);
      const odd = documents.findIndex(({ context: { set } }, index) => earlier[index] !== undefined && earlier[index].context.set !== set);
      if (odd >= 0) return await refuse(`${options.replaces} holds a ${earlier[odd]?.context.set ?? '?'} where ${name} holds a ${documents[odd]?.context.set ?? '?'}: the one cannot replace the other`);
      documents = withEarlier(documents, earlier);
      await err(unlike(documents, earlier, { now: name, before: options.replaces }));
    }
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    return refuse(error.found === 'a directory' ? `${error.message.replace(/ is a directory\b.*/s, ' is a directory')}. A preview is of one file` : error.message);
  }
  if (documents.length === 0) return refuse(`${name} holds no document: no set between ST and SE, no message between UNH and UNT. What is in it: npx hawser check ${name}`, 1);

  if (format === 'eml') return previewMails(documents, { terminal, file: options.out ?? '-', out, err, at, env, refuse });
  const written = await bytesIn(format, documents, terminal);
  for (const warning of written.warnings) await err(`hawser: ${visible(warning)}\n`);
  if (!options.out || options.out === '-') {
    await out(written.bytes);
    return 0;
  }
  try {
    await writeFile(options.out, written.bytes);
  } catch (error) {
    return refuse(`${options.out} cannot be written: ${whyNot(error)}`);
  }
  await err(`${visible(options.out)}: ${documents.length === 1 ? '1 document' : `${documents.length} documents`}, ${written.bytes.byteLength} bytes\n`);
  return 0;
}

/** The form goes by the name of the file it is written to, where nobody says which. */
function formatOf(out: string | undefined): Form | 'eml' {
  const extension = /\.([A-Za-z]+)$/.exec(out ?? '')?.[1]?.toLowerCase() ?? '';
  if (extension === 'eml') return 'eml';
  return extension === 'htm' ? 'html' : FORM_NAMES.find((form) => FORMS[form].extension === extension) ?? 'text';
}

/** By what they are, not by what they are called: a link and its file are the same. */
async function sameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((name) => stat(name).catch(() => null)));
  return a != null && b != null && a.ino === b.ino && a.dev === b.dev;
}

const REASONS: Readonly<Record<string, string>> = { ENOENT: 'its folder does not exist', ENOTDIR: 'its folder is a file', EISDIR: 'it is a directory', EACCES: 'no permission', EROFS: 'the disk takes no writing', ENOSPC: 'the disk is full' };

function whyNot(error: unknown): string { return REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? wordsOf(error); }

interface MailPreview extends PreviewFace { terminal: Endpoint | null; file: string; refuse: (because: string) => Promise<1 | 2> }

/** A mail a document: several go to numbered files. An identity with faults is refused, as a worker refuses it. */
async function previewMails(documents: readonly PreviewDocument[], { terminal, file, out, err, at, env, refuse }: MailPreview): Promise<0 | 1 | 2> {
  if (terminal && !terminal.mail) return refuse(`${terminal.code} takes no mail: its file has no mail in it`);
  if (file === '-' && documents.length > 1) return refuse(`there are ${documents.length} documents, each a mail of its own. Say where they go: -o mail.eml makes mail-1.eml, mail-2.eml …`);
  // Late: the other forms do without what signs.
  const [{ openMailHouse }, { asMails }] = await Promise.all([import('./mail/mail-house.js'), import('./preview/as-mails.js')]);
  let opened: OpenedMailHouse;
  try {
    opened = await openMailHouse(env, at);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return refuse(error.message);
  }
  const { mails, warnings } = await asMails(documents, terminal, opened.house);
  const unsigned = opened.settings.mail.identity === null ? ['unsigned: settings.yaml names no mail.identity'] : [];
  for (const warning of [...unsigned, ...opened.warnings, ...warnings]) await err(`hawser: ${visible(warning)}\n`);
  for (const [index, mail] of mails.entries()) {
    if (file === '-') { await out(mail); continue; }
    const name = mails.length === 1 ? file : file.replace(/(\.[^./\\]*)?$/, (extension) => `-${index + 1}${extension}`);
    try {
      await writeFile(name, mail);
    } catch (error) {
      return refuse(`${name} cannot be written: ${whyNot(error)}`);
    }
    await err(`${visible(name)}: 1 document, ${mail.byteLength} bytes\n`);
  }
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
function withEarlier(documents: readonly PreviewDocument[], earlier: readonly PreviewDocument[]): PreviewDocument[] {
  return documents.map((document, index) => {
    const { setBytes, delimiters } = earlier[index] ?? {};
    return setBytes && delimiters ? { ...document, context: { ...document.context, version: 2, replaces: 'v1', earlier: { setBytes, delimiters } } } : document;
  });
}

/** What is compared with nothing must not read as "nothing changed", nor as a hundred changes. */
function unlike(documents: readonly DocumentToRender[], earlier: readonly DocumentToRender[], { now, before }: { now: string; before: string }): string {
  return documents.length === earlier.length ? '' : `hawser: ${visible(`${now} and ${before} hold ${documents.length} and ${earlier.length} documents: the first is compared with the first, and what has no partner with nothing`)}\n`;
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

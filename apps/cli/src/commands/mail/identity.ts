import { writeFile } from 'node:fs/promises';
import { clockFrom, ConfigError, wordsOf } from '#common';
import { visible } from '../check/glyphs.js';
import { outOf, type Out } from '../check/out.js';
import { asMails } from '../preview/as-mails.js';
import { documentsIn } from '../preview/documents-in.js';
import { identitySheet, printSheet } from './identity-sheet.js';
import { isNobodys } from './nobodys.js';
import { openMailHouse, type OpenedMailHouse } from './mail-house.js';
import { sampleDocument } from './sample-document.js';

export interface IdentityOptions { json?: boolean; sample?: string }
export interface MailFace { out: Out; err: Out; at: Date; env: NodeJS.ProcessEnv }

/** `hawser mail identity`: what terminals must be given before it is needed. */
export async function identity(options: IdentityOptions): Promise<void> {
  process.exitCode = await showIdentity(options, { out: outOf(process.stdout), err: outOf(process.stderr), at: clockFrom(process.env['HAWSER_CLOCK']).now(), env: process.env });
}

/** @returns the exit code: 0 it is printed · 1 the identity has faults, or there is none to sign a sample with · 2 the sample cannot be written */
export async function showIdentity({ json, sample }: IdentityOptions, { out, err, at, env }: MailFace): Promise<0 | 1 | 2> {
  let opened: OpenedMailHouse;
  try {
    opened = await openMailHouse(env, at);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    await err(`hawser: ${visible(error.message)}\n`.replaceAll('\u240A', '\n'));
    return 1;
  }
  for (const warning of opened.warnings) await err(`hawser: ${visible(warning)}\n`);
  if (isNobodys(opened.settings.mail.from)) await err(`hawser: mail.from is still ${visible(opened.settings.mail.from)}, which is nobody's: give this to no terminal. Set it in settings.yaml (HAWSER_CONFIG names its folder)\n`);
  const sheet = identitySheet(opened.settings, opened.trust, at);
  await out(json ? `${JSON.stringify(sheet)}\n` : `${printSheet(sheet)}\n`);
  if (sample === undefined) return 0;
  if (sheet.certificate === null && sheet.dkim.length === 0) {
    await err('hawser: there is nothing to sign a sample with. `npx hawser mail new-identity --out FOLDER` makes an identity; name its files as mail.identity in settings.yaml\n');
    return 1;
  }
  try {
    await writeFile(sample, await sampleMail(opened, at));
  } catch (error) {
    await err(`hawser: ${visible(`${sample} cannot be written: ${wordsOf(error)}`)}\n`);
    return 2;
  }
  await err(`${visible(sample)}: a sample as it would leave; send it to a terminal as it is\n`);
  return 0;
}

async function sampleMail({ house, settings }: OpenedMailHouse, at: Date): Promise<Buffer> {
  const documents = await documentsIn(sampleDocument(), {
    terminal: { code: 'SAMPLE', name: 'your terminal', zone: 'UTC' }, language: 'en', phone: settings.mail.phone, madeAt: at,
    because: { sentence: 'This is a sample, so that you can set up your mail rules and try to check our signature. There is nothing to key in.' },
  });
  const { mails: [mail] } = await asMails(documents.map((one) => ({ ...one, context: { ...one.context, ref: 'SAMPLE' } })), null, house);
  if (!mail) throw new Error('the sample holds no document');
  return mail;
}

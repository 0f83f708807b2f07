import { wordsOf } from '#common';
import { InboxFault, type InboxBecause } from '../../inbox.js';
import { isWrongCertificateCode } from '../classify-smtp.js';
import type { InboxSettings } from './inbox-settings.js';

/** connect: until the server knows us · select: opening the folder · read: all after it */
export type ImapStage = 'connect' | 'select' | 'read';

/** What imapflow and Node say of an error; all of it may be absent. */
export interface ImapEvidence { stage: ImapStage; code: string | null; /** its tagged answer was NO or BAD */ refused: boolean; loginRefused: boolean; tlsFailed: boolean; missing: boolean; words: string }

const RULES: readonly { when: (e: ImapEvidence) => boolean; because: InboxBecause }[] = [
  { when: (e) => e.code !== null && isWrongCertificateCode(e.code), because: 'inbox-certificate' },
  { when: (e) => e.stage === 'connect' && e.tlsFailed, because: 'inbox-no-tls' },
  { when: (e) => e.loginRefused, because: 'inbox-login-refused' },
  { when: (e) => e.stage === 'connect', because: 'inbox-unreachable' },
  { when: (e) => e.stage === 'select' && e.missing, because: 'inbox-not-found' },
  { when: (e) => e.refused, because: 'inbox-refused' },
  { when: () => true, because: 'inbox-dropped' },
];

/** Why a mailbox could not be read. Pure; first match wins. */
export const classifyImap = (evidence: ImapEvidence): InboxBecause => RULES.find(({ when }) => when(evidence))?.because ?? 'inbox-dropped';

/** What is to be done about it, behind what was found. */
const EXPECTED: Record<InboxBecause, (at: InboxSettings) => string> = {
  'inbox-unreachable': () => 'expected an IMAP server there; it is tried again',
  'inbox-no-tls': (at) => `expected TLS (${at.tls === 'implicit' ? 'from the first byte' : 'STARTTLS'}); nothing was said to it, no password either`,
  'inbox-certificate': (at) => `expected a certificate for ${at.host}, signed by ${at.caFile === null ? 'an authority this machine trusts; caFile names another' : `the authority in ${at.caFile}`}. Nothing was said to it`,
  'inbox-login-refused': (at) => `expected it to take ${at.user} with the password in ${at.passwordEnv}`,
  'inbox-credentials': (at) => `expected the password of ${at.user} in ${at.passwordEnv}`,
  'inbox-not-found': (at) => `expected the folder ${at.folder}`,
  'inbox-refused': () => 'expected an answer of OK; it is tried again',
  'inbox-dropped': () => 'expected the connection to hold; it is made anew',
  'stopped-by-us': () => 'nothing was lost',
};

export const inboxFault = (settings: InboxSettings, because: InboxBecause, found: string, cause?: unknown): InboxFault =>
  new InboxFault(because, `mailbox ${settings.name} (${settings.host}:${settings.port}): found ${sayable(found)}; ${EXPECTED[because](settings)}`, { cause });

/** Any error of the library's, as the fault it is. */
export function faultFrom(settings: InboxSettings, stage: ImapStage, error: unknown): InboxFault {
  if (error instanceof InboxFault) return error;
  const { code, responseStatus, authenticationFailed, tlsFailed, mailboxMissing, responseText } = Object(error) as Record<string, unknown>;
  const said = typeof responseText === 'string' && responseText !== '' ? responseText : wordsOf(error);
  const evidence = {
    stage, code: typeof code === 'string' ? code : null, refused: responseStatus === 'NO' || responseStatus === 'BAD', loginRefused: authenticationFailed === true, tlsFailed: tlsFailed === true || /ERR_SSL|EPROTO/.test(String(code)), missing: mailboxMissing === true, words: said,
  };
  return inboxFault(settings, classifyImap(evidence), `"${said}"`, error);
}

/** A server's words stand in a log line and on a screen. */
const sayable = (words: string) => words.replace(/\p{Cc}+/gu, ' ').slice(0, 300);

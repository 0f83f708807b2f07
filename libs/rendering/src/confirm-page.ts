import { createHash } from 'node:crypto';
import { LANGUAGES, type Language } from '#common';
import type { RenderingContext } from './types.js';
import { titleOf } from './words/titles.js';
import { Words } from './words/words.js';
import { escape } from './writers/escape.js';

/** What the page of a confirm link says of its document: nothing that the mail did not say. */
export interface ConfirmDocument extends Pick<RenderingContext, 'ref' | 'set' | 'version' | 'replaces' | 'terminal' | 'language' | 'vessel' | 'etaAt' | 'dueAt' | 'numbers'> {
  /** of the EDI copy in the mail */
  copy: { byteLength: number; sha256: string };
}

/**
 * open      it may be confirmed: `proof` goes with the form; `fault`: what was sent was not taken, and why
 * done      it is confirmed, since then; `thanks`: by this very request
 * closed    it waits for no confirmation: it was rejected, replaced or withdrawn
 * expired   the link has ended
 * unknown   forged, cut short, or switched off
 * busy      asked too often
 */
/** name: none was given · proof: it came from elsewhere · parts: not all mails of the document have left yet */
export type ConfirmFault = 'name' | 'proof' | 'parts';

export type ConfirmPage =
  | { is: 'open'; document: ConfirmDocument; until: Date; proof: string; fault: ConfirmFault | null }
  | { is: 'done'; document: ConfirmDocument; at: Date; thanks: boolean }
  | { is: 'closed'; document: ConfirmDocument }
  | { is: 'expired'; ref: string; until: Date; zone: string; language: string }
  | { is: 'unknown' } | { is: 'busy' };

const STYLE = [
  'body{margin:0;background:#fff;color:#111;font:16px/23px Arial,sans-serif}main{max-width:620px;padding:16px 14px 28px}',
  'h1{font-size:22px;line-height:28px;margin:0 0 12px;padding-bottom:8px;border-bottom:3px solid #111}p{margin:8px 0}.q{font-size:14px;line-height:20px;color:#4a4a4a}',
  'dl{margin:14px 0}dt{font-size:13px;line-height:18px;color:#4a4a4a;margin-top:8px}dd{margin:0;overflow-wrap:anywhere}.x{font-family:Consolas,Menlo,monospace;font-size:14px}',
  '.b{border:2px solid #111;border-left:10px solid #c77700;padding:8px 10px}',
  'label{display:block;font-weight:bold;margin-top:16px}input{box-sizing:border-box;width:100%;max-width:380px;font:inherit;padding:9px;border:2px solid #111;border-radius:0}',
  'button{display:block;box-sizing:border-box;width:100%;max-width:380px;margin-top:10px;padding:12px;font:bold 16px/22px Arial,sans-serif;text-align:left;color:#111;background:#fff;border:2px solid #111;border-radius:0;cursor:pointer}button:focus,button:hover{background:#111;color:#fff}',
].join('\n');

/** Nothing is loaded, nothing runs, nobody frames it; its form goes to where it came from and nowhere else. The one style sheet is known by its hash. */
export const CONFIRM_PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

export const MOST_NAME = 80;

/** The page of a confirm link, in its terminal's language; where nobody knows whose it is, in all of ours. HTML without script, of one file. */
export function renderConfirmPage(page: ConfirmPage): string {
  if (page.is === 'unknown') return inAll((words) => [words.say('confirmUnknown'), `${words.say('confirmIncomplete')} ${words.say('confirmAnswerInstead')}`]);
  if (page.is === 'busy') return inAll((words) => [words.say('confirmBusy'), words.say('confirmLater')]);
  if (page.is === 'expired') {
    const words = Words.in(page.language);
    return html(words.language, words.say('confirmExpired', page.ref), `${p(words.say('confirmEnded', words.instant(page.until, page.zone)))}${p(words.say('confirmAnswerInstead'))}`);
  }
  const { document } = page;
  const words = Words.in(document.language);
  const facts = factsOf(document, words);
  if (page.is === 'open') return html(words.language, words.say('confirmTitle'), `${faultOf(page.fault, words)}${facts}${formOf(page, words)}${p(words.say('confirmIfWrong'))}${p(words.say('confirmUntil', words.instant(page.until, document.terminal.zone)), 'q')}`);
  if (page.is === 'done') return html(words.language, words.say(page.thanks ? 'confirmThanks' : 'confirmAlready', document.ref), `${p(words.say('confirmSince', words.instant(page.at, document.terminal.zone)))}${facts}${p(words.say('confirmMistake'), 'q')}`);
  return html(words.language, words.say('confirmClosed', document.ref), `${p(words.say('confirmAnswerInstead'))}${facts}`);
}

function factsOf({ ref, set, version, replaces, terminal, vessel, etaAt, dueAt, numbers, copy }: ConfirmDocument, words: Words): string {
  const rows: [label: string, value: string, exact?: boolean][] = [
    [words.say('ref'), ref, true],
    [words.say('digestDocument'), `${titleOf(set, words)} (${set}) ${replaces === null ? words.say('version', version) : words.say('versionReplaces', version, replaces)}`],
    [words.say('vessel'), [vessel.name, vessel.imo ? words.say('imo', vessel.imo) : '', vessel.callSign ? words.say('callSignOf', vessel.callSign) : ''].filter(Boolean).join(', ')],
    [words.say('voyage'), [vessel.voyage ?? '', etaAt ? words.say('etaAt', words.instant(etaAt, terminal.zone)) : ''].filter(Boolean).join(', ')],
    [words.say('terminal'), terminal.name === terminal.code ? terminal.code : `${terminal.code}, ${terminal.name}`],
    [words.say('confirmDueBy'), dueAt ? words.instant(dueAt, terminal.zone) : ''],
    [words.say('confirmNumbers'), numbers.isa13 === '' ? '' : numbers.gs06 === '' ? words.say('numbersEdifact', numbers.isa13, numbers.st02) : words.say('numbersX12', numbers.isa13, numbers.gs06, numbers.st02)],
    [words.say('confirmCopy'), words.say('attachment', words.figure(String(copy.byteLength)), copy.sha256), true],
  ];
  return `<dl>${rows.filter(([, value]) => value !== '').map(([label, value, exact]) => `<dt>${escape(label)}</dt><dd${exact ? ' class="x"' : ''}>${escape(value)}</dd>`).join('')}</dl>`;
}

/** What is hidden in it comes from the page alone; a name is a person's. */
function formOf({ proof }: Extract<ConfirmPage, { is: 'open' }>, words: Words): string {
  return `<form method="post">${p(words.say('confirmAsk'))}<input type="hidden" name="proof" value="${escape(proof)}">
<label for="name">${escape(words.say('confirmName'))}</label><input id="name" name="name" required maxlength="${MOST_NAME}" autocomplete="name">
<button name="word" value="received">${escape(words.say('confirmReceived'))}</button><button name="word" value="keyed">${escape(words.say('confirmKeyed'))}</button></form>`;
}

const FAULTS = { name: 'confirmNameMissing', proof: 'confirmNotFromPage', parts: 'confirmNotAll' } as const satisfies Record<ConfirmFault, string>;
const faultOf = (fault: ConfirmFault | null, words: Words): string => (fault === null ? '' : p(words.say(FAULTS[fault]), 'b'));

function inAll(said: (words: Words) => [title: string, sentence: string]): string {
  const each = LANGUAGES.map((language) => ({ language, said: said(Words.in(language)) }));
  const [first] = each;
  return html(first?.language ?? 'en', first?.said[0] ?? '', each.map(({ language, said: [title, sentence] }, at) => `<div lang="${language}">${at === 0 ? '' : `<p><b>${escape(title)}</b></p>`}${p(sentence)}</div>`).join('\n'));
}

const p = (sentence: string, kind?: 'q' | 'b'): string => `<p${kind ? ` class="${kind}"` : ''}>${escape(sentence)}</p>`;

function html(language: Language, title: string, inner: string): string {
  return `<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escape(title)}</title>
<style>${STYLE}</style></head>
<body><main><h1>${escape(title)}</h1>
${inner}
</main></body></html>
`;
}

import type { Block, Section } from '../page/page.js';
import type { Prepared, TextWriter } from '../prepared.js';
import type { Words } from '../words/words.js';
import { escape } from './escape.js';
import { htmlTable } from './html-table.js';
import { STYLE_SHEET } from './html-style.js';

/**
 * HTML for mail clients: tables (Outlook), one style sheet in the head, nothing loaded or run, no link but one that confirms where a terminal wants it, readable at 390 px and
 * on paper in black and white. Every value goes through escape().
 */
export const writeHtml: TextWriter = (documents) => {
  const [first] = documents;
  return `<!DOCTYPE html>
<html lang="${escape(first?.words.tag ?? 'en')}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="format-detection" content="telephone=no, date=no, address=no, email=no"><title>${escape(first ? `${first.page.title} ${first.page.ref}` : '')}</title>
<style>
${STYLE_SHEET}
</style></head>
<body>
${oneBelowTheOther(documents.map(bodyOf))}
</body></html>
`;
};

function bodyOf({ page, words }: Prepared): string {
  return `<table role="presentation" class="c" cellspacing="0"><tr><td>
<table role="presentation" class="k" cellspacing="0"><tr><td><b class="y">${escape(page.title)}</b> ${escape(page.version)}</td><td align="right">${escape(words.say('ref'))} <b>${escape(page.ref)}</b></td></tr></table>
${oneBelowTheOther(page.sections.map((one) => section(one, words)))}
</td></tr></table>`;
}

/** As join('\n'), but a text of megabytes is written out once, at the end, and not at each level of its pieces. */
function oneBelowTheOther(texts: readonly string[]): string { return texts.length === 0 ? '' : texts.reduce((text, next) => `${text}\n${next}`); }

function section({ heading, tone, blocks }: Section, words: Words): string {
  const inner = blocks.map((one) => block(one, tone, words)).join('');
  if (inner === '') return '';
  const title = heading === null ? '' : `<div class="h">${tone === 'hazard' ? '&#9888; ' : ''}${escape(heading)}</div>`;
  if (tone === 'hazard' || tone === 'warning') return `<div class="b${tone === 'hazard' ? ' z' : ''}">${title}${inner}</div>`;
  return `<div class="${heading === null ? 's0' : 's'}">${title}${inner}</div>`;
}

function block(one: Block, tone: Section['tone'], words: Words): string {
  if (one.kind === 'table') return htmlTable(one.table, tone, words);
  if (one.kind === 'sentences') return one.sentences.map((sentence, index) => `<div class="${tone === 'ask' && index === 0 ? 'a' : tone === 'quiet' ? 'p q' : 'p'}">${escape(sentence)}</div>`).join('') + linkOf(one.link);
  if (one.facts.length === 0) return '';
  const rows = one.facts.map(({ label, value }) => `<tr><td class="l${label.length <= 20 ? '' : ' w'}">${escape(label)}</td><td class="v">${escape(value).replaceAll('   ', ' &nbsp; ')}</td></tr>`);
  return `<table class="t f" cellpadding="3" cellspacing="0">${rows.join('')}</table>`;
}

/** Its words are its address: whoever presses it has read where it leads. */
function linkOf(url: string | undefined): string { return url === undefined ? '' : `<div class="p"><a href="${escape(url)}">${escape(url)}</a></div>`; }

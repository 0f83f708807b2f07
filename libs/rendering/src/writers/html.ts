import type { Block, Page, Section } from '../page/page.js';
import { escape } from './escape.js';
import { htmlTable } from './html-table.js';
import { INK, FAINT, LINE, SANS } from './html-style.js';

/**
 * The page as HTML for mail clients: tables and inline styles only (Outlook), nothing loaded, linked or run, readable
 * at 390 px and on paper in black and white. Every value goes through escape().
 */
export function writeHtml(page: Page): string {
  const title = escape(page.title);
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="format-detection" content="telephone=no, date=no, address=no, email=no"><title>${title} ${escape(page.ref)}</title></head>
<body style="margin:0;padding:0;background:#ffffff;color:${INK};font-family:${SANS}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:760px;border-collapse:collapse"><tr><td style="padding:14px 12px 20px 12px;font-family:${SANS}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;border-bottom:3px solid ${INK}"><tr>
<td style="padding:0 0 8px 0;font-family:${SANS}"><span style="font-size:22px;line-height:28px;font-weight:bold">${title}</span> <span style="font-size:15px;white-space:nowrap">${escape(page.version)}</span></td>
<td align="right" valign="bottom" style="padding:0 0 8px 8px;font-size:15px;line-height:22px;white-space:nowrap;font-family:${SANS}">Ref <b>${escape(page.ref)}</b></td>
</tr></table>
${page.sections.map(section).join('\n')}
</td></tr></table>
</body></html>
`;
}

function section({ heading, tone, blocks }: Section): string {
  const inner = blocks.map((one) => block(one, tone)).join('');
  if (inner === '') return '';
  const title = heading === null ? '' : headingHtml(heading, tone);
  if (tone === 'hazard' || tone === 'warning') {
    return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:18px;border-collapse:collapse"><tr><td style="border:2px solid ${INK};border-left:10px solid ${tone === 'hazard' ? '#b30000' : '#c77700'};padding:8px 10px 10px 10px;font-family:${SANS}">${title}${inner}</td></tr></table>`;
  }
  return `<div style="margin-top:${heading === null ? 14 : 22}px">${title}${inner}</div>`;
}

function headingHtml(heading: string, tone: Section['tone']): string {
  if (tone === 'hazard') return `<div style="font-size:17px;line-height:24px;font-weight:bold;color:#b30000;text-transform:uppercase;letter-spacing:1px">&#9888; ${escape(heading)}</div>`;
  if (tone === 'warning') return `<div style="font-size:16px;line-height:24px;font-weight:bold;text-transform:uppercase">${escape(heading)}</div>`;
  return `<div style="font-size:16px;line-height:24px;font-weight:bold;padding-bottom:2px">${escape(heading)}</div>`;
}

function block(one: Block, tone: Section['tone']): string {
  if (one.kind === 'table') return htmlTable(one.table, tone);
  if (one.kind === 'sentences') return one.sentences.map((sentence, index) => paragraph(sentence, tone === 'ask' && index === 0, tone)).join('');
  if (one.facts.length === 0) return '';
  const rows = one.facts.map(({ label, value }) => `<tr><td valign="top" style="padding:4px 12px 4px 0;font-size:13px;line-height:19px;color:${FAINT};border-bottom:1px solid ${LINE};width:1%;${label.length <= 20 ? 'white-space:nowrap;' : 'word-break:break-word;min-width:110px;'}font-family:${SANS}">${escape(label)}</td><td valign="top" style="padding:4px 0;font-size:14px;line-height:19px;border-bottom:1px solid ${LINE};word-break:break-word;font-family:${SANS}">${escape(value).replaceAll('   ', ' &nbsp; ')}</td></tr>`);
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">${rows.join('')}</table>`;
}

function paragraph(sentence: string, first: boolean, tone: Section['tone']): string {
  const size = first ? 'font-size:18px;line-height:25px;font-weight:bold' : tone === 'quiet' ? `font-size:13px;line-height:19px;color:${FAINT}` : 'font-size:14px;line-height:20px';
  return `<div style="padding:${first ? '0 0 4px 0' : '2px 0'};${size}">${escape(sentence)}</div>`;
}

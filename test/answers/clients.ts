import type { AnswerToWrite } from '../support/answer-mail.js';

/** How a client writes an answer: what was said, and what is quoted under it. */
export type Client = (said: string, quoted: string) => Pick<AnswerToWrite, 'text' | 'content'>;

const plain = (text: string) => ({ text });
const marked = (quoted: string) => quoted.split('\n').map((line) => `> ${line}`).join('\n');
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const inHtml = (text: string) => escaped(text).replace(/\n/g, '<br>');
const block = (quoted: string) => `From: Documentation desk <desk@hawser.example>\nSent: Tuesday, July 24, 2018 9:12 AM\nTo: documents@uslgb-east.example\nSubject: document\n\n${quoted}`;
const mime = (type: string, encoding: string, body: string | Buffer) => ({ text: '', content: { fields: ['MIME-Version: 1.0', `Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`], body } });
const folded = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\n');
const quotedPrintable = (text: string, charset: BufferEncoding = 'utf8') => [...Buffer.from(text, charset)].map((byte) => (byte === 10 ? '\n' : byte === 61 || byte > 126 || byte < 32 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte))).join('');
const both = (text: string, html: string) => ({
  text: '', content: {
    fields: ['MIME-Version: 1.0', 'Content-Type: multipart/alternative; boundary="both"'],
    body: `--both\nContent-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(text)}\n--both\nContent-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: base64\n\n${folded(html)}\n--both--\n`,
  },
});

/** Shapes of clients, written for this project. */
export const CLIENTS = {
  plain: (said) => plain(said),
  outlookDesktop: (said, quoted) => both(`${said}\n\n${block(quoted)}`, `<html><body><p class="MsoNormal">${inHtml(said)}</p><div style="border-top:solid #E1E1E1 1.0pt"><p>${inHtml(block(quoted))}</p></div></body></html>`),
  outlookWeb: (said, quoted) => mime('text/html; charset="utf-8"', 'base64', folded(`<html><body><div>${inHtml(said)}</div><hr tabindex="-1"><div id="divRplyFwdMsg"><b>From:</b> desk@hawser.example<br><b>Sent:</b> Tuesday<br><b>To:</b> documents<br><b>Subject:</b> document</div><div>${inHtml(quoted)}</div></body></html>`)),
  gmail: (said, quoted) => both(`${said}\n\nOn Tue, Jul 24, 2018 at 9:12 AM Documentation desk <\ndesk@hawser.example> wrote:\n\n${marked(quoted)}`, `<div dir="ltr">${inHtml(said)}</div><br><div class="gmail_quote"><div class="gmail_attr">On Tue, Jul 24, 2018 desk wrote:</div><blockquote class="gmail_quote">${inHtml(quoted)}</blockquote></div>`),
  gmailHtmlOnly: (said, quoted) => mime('text/html; charset="utf-8"', 'quoted-printable', quotedPrintable(`<div dir="ltr">${inHtml(said)}</div><div class="gmail_quote"><div class="gmail_attr">On Tue, Jul 24, 2018 desk wrote:</div><blockquote class="gmail_quote">${inHtml(quoted)}</blockquote></div>`)),
  iosMail: (said, quoted) => plain(`${said}\n\nSent from my iPhone\n\n> On Jul 24, 2018, at 9:12 AM, desk@hawser.example wrote:\n> \n${marked(quoted)}`),
  lotusNotes: (said, quoted) => mime('text/plain; charset="iso-8859-1"', 'quoted-printable', quotedPrintable(`${said}\n\n-----desk@hawser.example wrote: -----\nTo: documents@uslgb-east.example\nFrom: desk@hawser.example\nDate: 07/24/2018 09:12AM\nSubject: document\n\n${quoted}`, 'latin1')),
  lotusNotesRight: (said, quoted) => plain(`${said}\n\n\n\n             desk@hawser.example\n             07/24/2018 09:12                                           To\n             AM                     documents@uslgb-east.example\n                                                                        cc\n\n                                                                   Subject\n                                    document\n\n\n${quoted}`),
  lotusNotesBoxed: (said, quoted) => plain(`${said}\n\n\n|------------>\n| From:      |\n|------------>\n  >-------------------------------------------------|\n  |desk@hawser.example                              |\n  >-------------------------------------------------|\n|------------>\n| Subject:   |\n|------------>\n  >-------------------------------------------------|\n  |document                                         |\n  >-------------------------------------------------|\n\n\n${quoted}`),
  hiddenHtml: (said, quoted) => mime('text/html; charset="utf-8"', 'base64', folded(`<html><head><style>p { margin: 0 }</style></head><body><div style="Display : None !important">${inHtml(quoted)}</div><p hidden>${inHtml(quoted)}</p><span style="font-size:0px">${inHtml(quoted)}</span><p>${inHtml(said)}</p><div aria-hidden="true" style="max-height:0;overflow:hidden">${inHtml(quoted)}</div></body></html>`)),
  ticketSystem: (said, quoted) => plain(`${said}\n\n##- Please type your reply above this line -##\n\n${quoted}`),
  mutt: (said, quoted) => plain(`${said}\n\nOn Tue, Jul 24, 2018 at 09:12:00AM +0000, Documentation desk wrote:\n${marked(quoted)}`),
  bottom: (said, quoted) => plain(`On Tue, Jul 24, 2018 at 09:12:00AM +0000, Documentation desk wrote:\n${marked(quoted)}\n\n${said}\n\n-- \nGate desk`),
  interleaved: (said, quoted) => plain(`Documentation desk wrote on Tuesday:\n${marked(quoted)}\n\n${said}\n\n${marked('and so on')}\n`),
  latin1: (said) => mime('text/plain; charset="iso-8859-1"', '8bit', Buffer.from(said.replace(/\n/g, '\r\n'), 'latin1')),
  base64: (said) => mime('text/plain; charset="utf-8"', 'base64', folded(said)),
} satisfies Record<string, Client>;

export type ClientName = keyof typeof CLIENTS;

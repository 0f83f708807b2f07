/** How mail programs put an answer together with what they quote; made up in their shapes. What is quoted says everything a reader could fall for. */
type Write = (answer: string, otherRef: string) => string;

const OURS = (ref: string): string[] => ['Please key in this manifest.', 'Answer with one word:', 'REJECT and why', `KEYED ${ref}`, 'CALL ME'];
const marked = (ref: string): string => OURS(ref).map((line) => `> ${line}`).join('\n');
const bare = (ref: string): string => OURS(ref).join('\n');
const FIELDS = 'From: Documents <desk@hawser.example>\nSent: Tuesday, July 24, 2018 5:12 PM\nTo: Clerks <clerks@usoak-north.example>\nSubject: MANIFEST 309';

/** Plain text. */
export const QUOTING: Readonly<Record<string, Write>> = {
  'Outlook': (answer, ref) => `${answer}\n\nKind regards\nDocumentation\n\n${FIELDS}\n\n${bare(ref)}`,
  'Outlook on the web': (answer, ref) => `${answer}\n________________________________\n${FIELDS}\n\n${bare(ref)}`,
  'Gmail': (answer, ref) => `${answer}\n\nOn Tue, Jul 24, 2018 at 5:12 PM Hawser Line documents <\ndesk@hawser.example> wrote:\n\n${marked(ref)}`,
  'Outlook in Spanish': (answer, ref) => `${answer}\n\nDe: Documentos <desk@hawser.example>\nEnviado el: martes, 24 de julio de 2018 17:12\nPara: Oficina\nAsunto: MANIFIESTO 309\n\n${bare(ref)}`,
  'Gmail in French': (answer, ref) => `${answer}\n\nLe mar. 24 juil. 2018 à 17:12, Documents <desk@hawser.example> a écrit :\n\n${marked(ref)}`,
  'iOS Mail': (answer, ref) => `${answer}\n\nSent from my iPhone\n\n> On Jul 24, 2018, at 17:12, Documents <desk@hawser.example> wrote:\n> \n${marked(ref)}`,
  'Lotus Notes': (answer, ref) => `${answer}\n\nDocuments ---07/24/2018 05:12:03 PM--- MANIFEST 309\n\nFrom:\tDocuments <desk@hawser.example>\nTo:\tclerks@usoak-north.example\nDate:\t07/24/2018 05:12 PM\nSubject:\tMANIFEST 309\n\n${bare(ref)}`,
  'Lotus Notes, far to the right': (answer, ref) => `${answer}\n\n             Documents\n             <desk@hawser.example>\n                                                                        To\n             07/24/2018 05:12 PM         clerks@usoak-north.example\n                                                                        cc\n                                                                   Subject\n                                         MANIFEST 309\n\n${bare(ref)}`,
  'a ticket system': (answer, ref) => `${answer}\n\n##- Please type your reply above this line -##\n\n${bare(ref)}`,
  'mutt, below': (answer, ref) => `On Tue, Jul 24, 2018 at 05:12:03PM +0000, Documents wrote:\n${marked(ref)}\n\n${answer}\n\n-- \nGate desk, KEYED and more`,
  'an answer in the middle': (answer, ref) => `${marked(ref)}\n\n${answer}\n\n${marked(ref)}`,
};

const HTML_TYPE = ['MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8'];
/** Everything but plain text in UTF-8: its fields, and its body as bytes. */
export const HTML: Readonly<Record<string, { content: readonly string[]; write: Write }>> = {
  'HTML alone, as Gmail quotes': { content: HTML_TYPE, write: (answer, ref) => `<div dir="ltr">${answer}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, Jul 24, 2018 at 5:12 PM Documents &lt;desk@hawser.example&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0">${OURS(ref).map((line) => `<p>${line}</p>`).join('')}</blockquote></div>` },
  'HTML with words that nobody sees': { content: HTML_TYPE, write: (answer, ref) => `<div style="display:none">REJECT ${ref}</div><p hidden>KEYED ${ref}</p><p>${answer}</p>` },
  'HTML alone, as Outlook quotes': { content: HTML_TYPE, write: (answer, ref) => `<html><head><style>p { color: black }</style></head><body><p>${answer}</p><p>&nbsp;</p><div style="border-top:solid"><p><b>From:</b> Documents &lt;desk@hawser.example&gt;<br><b>Sent:</b> Tuesday, July 24, 2018 5:12 PM<br><b>To:</b> Clerks<br><b>Subject:</b> MANIFEST 309</p></div>${OURS(ref).map((line) => `<p>${line}</p>`).join('')}</body></html>` },
  'both forms, quoted-printable': { content: ['MIME-Version: 1.0', 'Content-Type: multipart/alternative; boundary="b1"'], write: (answer, ref) => `--b1\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n${answer}=2E\n\nOn Tuesday Documents wrote:\n${marked(ref)}\n--b1\nContent-Type: text/html; charset=utf-8\n\n<p>${answer}</p>\n--b1--` },
  'base64': { content: ['MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'], write: (answer, ref) => Buffer.from(`${answer}\n\n${marked(ref)}`).toString('base64').replace(/.{76}/g, '$&\n') },
  'both forms with a picture of a signature': { content: ['MIME-Version: 1.0', 'Content-Type: multipart/related; boundary="r1"'], write: (answer, ref) => `--r1\nContent-Type: text/html; charset=utf-8\n\n<p>${answer}</p><img src="cid:logo"><blockquote>${OURS(ref).join('<br>')}</blockquote>\n--r1\nContent-Type: image/png\nContent-ID: <logo>\nContent-Disposition: inline; filename="logo.png"\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--r1--` },
};

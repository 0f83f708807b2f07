/** What the sender wrote, and what was quoted. */
export interface OwnWords { own: string[]; quoted: string[]; forwarded: boolean }

const MOST_SIGNS = 200_000;
const MOST_LINE = 2_000;

/** Signs that are not seen and change what is: they are dropped before anything is read. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[^\P{Cc}\n\t]/gu;

const ORIGINAL = /^\s*[-_=*]{2,}\s*(?:original message|reply message|mensaje original|mensagem original|message d['’]origine|message original)\s*[-_=*]{2,}/i;
const FORWARDED = /^\s*(?:[-_=*]{2,}\s*(?:forwarded (?:message|by)|mensaje reenviado|reenviado por|mensagem (?:encaminhada|reencaminhada)|encaminhado por|message (?:transf[ée]r[ée]|r[ée]exp[ée]di[ée])|transf[ée]r[ée] par)|begin forwarded message:|inicio del mensaje reenviado:|in[íi]cio da mensagem encaminhada:|d[ée]but du message (?:transf[ée]r[ée]|r[ée]exp[ée]di[ée]))/i;
const TICKET = /^\W*(?:please )?(?:type|write|enter|reply|responda|escriba|escreva|r[ée]pondez|[ée]crivez)\b.{0,60}\b(?:above|por encima|encima|acima|au-dessus)\b/i;
const NOTES = /-{3}\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\s+\d{1,2}[:.]\d{2}.{0,20}-{3}/;
/** Older Notes boxes the fields of what it quotes. */
const BOX = /^\s*\|-{6,}>$/;
const ATTRIBUTION_BEGINS = /^\s*(?:on|el|em|no dia|le|am|il giorno|il|op|quoting)\s/i;
const ATTRIBUTION_ENDS = /(?:wrote|writes|escribi[óo]|escreveu|a [ée]crit|schrieb|ha scritto|schreef)\s*:?\s*$/i;
const HEADER_FROM = /^\s*\*?(?:from|de|expediteur|exp[ée]diteur|remetente|von|da|van)\s*:\*?\s/i;
const HEADER_OTHER = /^\s*\*?(?:sent|date|to|cc|subject|gesendet|an|betreff|inviato|oggetto|verzonden|aan|onderwerp|enviado(?: el| em)?|enviada em|fecha|data|para|asunto|assunto|envoy[ée]|[àa]|objet)\s*:/i;
const FAR_RIGHT = /^\s{12,}(?:to|cc|bcc|subject|para|asunto|assunto|objet|pour)\b\s*:?/i;
const PHONE = /^\s*(?:sent from my|sent from mail for|get outlook for|enviado desde mi|enviado do meu|envoy[ée] de mon|envoy[ée] depuis)/i;
const QUOTE = /^\s{0,3}>/;

/**
 * Cuts what somebody else wrote: marked lines; everything under a client's own line (an original message, a header block, a ticket system's rule); and
 * the signature. What stands under marked lines is the sender's again: they may answer below. One pass, line by line.
 */
export function ownWordsOf(text: string): OwnWords {
  const lines = text.slice(0, MOST_SIGNS).normalize('NFC').replace(/\r\n?/g, '\n').replace(UNSEEN, '').split('\n').map((line) => line.slice(0, MOST_LINE).trimEnd());
  const own: string[] = [];
  const quoted: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (QUOTE.test(line)) { quoted.push(line); continue; }
    const attribution = attributionLines(lines, at);
    // A client that marks nothing: all under its line is quoted. One that marks goes on being read.
    if (attribution > 0) {
      const next = lines.slice(at + attribution).find((one) => one.trim() !== '');
      if (next === undefined || QUOTE.test(next)) { quoted.push(...lines.slice(at, at + attribution)); at += attribution - 1; continue; }
      return { own, quoted: [...quoted, ...lines.slice(at)], forwarded: false };
    }
    const forwarded = FORWARDED.test(line);
    if (forwarded || ORIGINAL.test(line) || TICKET.test(line) || NOTES.test(line) || BOX.test(line) || isHeaderBlock(lines, at) || isFarRight(lines, at)) return { own, quoted: [...quoted, ...lines.slice(at)], forwarded };
    if (line === '--' || line === '-- ') return { own, quoted: [...quoted, ...lines.slice(at)], forwarded: lines.slice(at).some((one) => FORWARDED.test(one)) };
    if (PHONE.test(line)) continue;
    own.push(line);
  }
  return { own, quoted, forwarded: false };
}

/** "On … wrote:", which clients fold over up to three lines. @returns how many; 0: it is none */
function attributionLines(lines: readonly string[], at: number): number {
  if (!ATTRIBUTION_BEGINS.test(lines[at]!)) return 0;
  for (let more = 0; more < 3; more += 1) {
    const line = lines[at + more];
    if (line === undefined || line.trim() === '' || QUOTE.test(line)) return 0;
    if (ATTRIBUTION_ENDS.test(line)) return more + 1;
  }
  return 0;
}

/** Notes writes who, when, To, cc and Subject far to the right, above what it quotes. */
function isFarRight(lines: readonly string[], at: number): boolean {
  return /^\s{8,}\S/.test(lines[at]!) && lines.slice(at, at + 12).filter((line) => FAR_RIGHT.test(line)).length >= 2;
}

/** From:, and two more of a mail's fields within the next six lines; or in any order under a rule of underscores. */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const others = (from: number) => lines.slice(from, from + 6).filter((line) => HEADER_OTHER.test(line)).length;
  return (HEADER_FROM.test(lines[at]!) && others(at + 1) >= 2) || (/^\s*_{10,}$/.test(lines[at]!) && lines.slice(at + 1, at + 4).some((line) => HEADER_FROM.test(line)));
}

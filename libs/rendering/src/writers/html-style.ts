/** Inks with at least 7:1 on white. Figures a clerk keys in stand in a face that tells 0 from O. */
const INK = '#111';
const FAINT = '#4a4a4a';
const LINE = '#d0d0d0';
const SANS = 'Arial,sans-serif';
const EXACT = 'Consolas,Menlo,monospace';

/**
 * One style sheet in the head, by classes of one letter. Styles in every cell made a manifest of 50 boxes 150 KB, and Gmail
 * cuts a mail off at 102; Outlook, Gmail, Apple's and the phones' readers all keep a sheet in the head. Where a gateway takes
 * it out the tables are still tables: alignment and padding of figures stand in attributes.
 */
export const STYLE_SHEET = [
  `body{margin:0;background:#fff}body,td,th{font:14px/19px ${SANS};color:${INK}}`,
  `.t{width:100%;border-collapse:collapse}`,
  `.t th{padding:4px 8px 4px 0;border-bottom:2px solid ${INK};font:bold 11px/15px ${SANS};color:${FAINT};vertical-align:bottom}`,
  `.t td{padding:5px 8px 5px 0;border-bottom:1px solid ${LINE};line-height:18px;vertical-align:top}`,
  // A row with notes under it has its line below them.
  `.t .o td{border:0;padding-bottom:1px}.t td.n{padding:0 0 6px;font-size:13px;word-break:break-word}`,
  `.t .x{font-family:${EXACT};white-space:nowrap}.t .r{padding-right:14px;white-space:nowrap}`,
  `.u{font:12px/16px ${SANS};color:${FAINT};white-space:normal}.u b{font:12px/16px ${EXACT};color:${INK};white-space:nowrap}`,
  `.f td{padding:4px 0}.f td.l{padding-right:12px;font-size:13px;color:${FAINT};width:1%;white-space:nowrap}.f td.w{white-space:normal;min-width:110px;word-break:break-word}.f td.v{word-break:break-word}`,
  `.s{margin-top:22px}.s0{margin-top:14px}.h{font:bold 16px/24px ${SANS};padding-bottom:2px}`,
  `.p{padding:2px 0}.a{padding:0 0 4px;font:bold 18px/25px ${SANS}}.q{font-size:13px;color:${FAINT}}.p a{color:${INK};word-break:break-all}`,
  // Hazard and warning are boxes with a word before them: never told by colour alone.
  `.b{margin-top:18px;border:2px solid ${INK};border-left:10px solid #c77700;padding:8px 10px 10px}.z{border-left-color:#b30000}.z .h{color:#b30000;font-size:17px;letter-spacing:1px}.b .h{text-transform:uppercase}.z .t td{border-bottom-color:${INK}}`,
  `.c{width:100%;max-width:760px;border-collapse:collapse}.c>tbody>tr>td{padding:14px 12px 20px}`,
  `.k{width:100%;border-collapse:collapse;border-bottom:3px solid ${INK}}.k td{padding:0 0 8px;font-size:15px;vertical-align:bottom}.k td+td{padding-left:12px;white-space:nowrap}.k b.y{font-size:22px;line-height:28px}`,
  // On a phone words and facts are as large as its own; tables keep theirs, so that their columns fit side by side.
  `@media(max-width:480px){.p,.f td{font-size:16px;line-height:22px}.p.q,.f td.l{font-size:14px}.a{font-size:19px;line-height:26px}.t td,.t th{padding-right:5px}.t .r{padding-right:9px}.t td.n{font-size:14px;line-height:19px}}`,
].join('\n');

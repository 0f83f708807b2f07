/** Inks with at least 7:1 on white for text. Figures a clerk keys in stand in a face that tells 0 from O. */
export const INK = '#111111';
export const FAINT = '#4a4a4a';
export const LINE = '#d0d0d0';
export const SANS = 'font-family:Arial,Helvetica,sans-serif';
export const EXACT = 'font-family:Consolas,Menlo,\'DejaVu Sans Mono\',\'Courier New\',monospace';

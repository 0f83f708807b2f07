/** Inks with at least 7:1 on white. Figures a clerk keys in stand in a face that tells 0 from O. Short: they are repeated in every cell. */
export const INK = '#111';
export const FAINT = '#4a4a4a';
export const LINE = '#d0d0d0';
export const SANS = 'Arial,sans-serif';
export const EXACT = 'Consolas,Menlo,monospace';

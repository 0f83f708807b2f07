/** What one row of a terminal's own table is about. */
export type RowKind = 'container' | 'bill' | 'hazmat' | 'goods';

/** Segments that name dangerous goods, of X12 and of EDIFACT: whatever set they stand in, and whether or not its facts are read. */
export const HAZARD_SEGMENTS: readonly string[] = ['H1', 'H2', 'LH1', 'LH2', 'LH3', 'LHT', 'DGS'];

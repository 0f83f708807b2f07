import { wordTable } from './word-table.js';

/** Elements 103 and 599, the package counted. */
export const packages = wordTable({
  BAG: 'bags', BAL: 'bales', BBL: 'barrels', BDL: 'bundles', BIN: 'bins', BLK: 'bulk', BOX: 'boxes', CAN: 'cans', CAS: 'cases', CNT: 'containers', COL: 'coils', CRT: 'crates', CTN: 'cartons', CYL: 'cylinders', DRM: 'drums', ENV: 'envelopes', JAR: 'jars', KEG: 'kegs',
  LSE: 'loose', PAL: 'pails', PCS: 'pieces', PKG: 'packages', PLT: 'pallets', REL: 'reels', ROL: 'rolls', SAK: 'sacks', SKD: 'skids', SLP: 'slip sheets', TBE: 'tubes', TNK: 'tanks', TRY: 'trays', UNT: 'units', VEH: 'vehicles', VPK: 'van packs',
});

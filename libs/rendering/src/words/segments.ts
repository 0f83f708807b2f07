/** What a segment is called, for those shown as received. Names of the ocean sets' segments; an unknown tag has none. */
export function segmentName(tag: string): string { return NAMES[tag] ?? ''; }

const NAMES: Record<string, string> = {
  B1: 'Booking or pick-up', B2A: 'Purpose of the set', B3: 'Bill or invoice', B4: 'Status', C2: 'Bank', C3: 'Currency', C8: 'Clause', C8C: 'Clause, continued', DTM: 'Date', EA: 'Equipment attributes', ED: 'Equipment contents', G3: 'Compensation', G61: 'Contact', GR5: 'Loading detail',
  H1: 'Hazardous material', H2: 'Hazardous material, continued', H3: 'Special handling', K1: 'Remark', L0: 'Line: quantity and weight', L1: 'Charge', L3: 'Totals', L4: 'Dimensions', L5: 'Description and marks', L7: 'Tariff', L11: 'Reference', LH1: 'Hazardous material', LH2: 'Hazardous class', LH3: 'Hazardous shipping name', LX: 'Line number',
  M0: 'Letter of credit', M1: 'Insurance', M7: 'Seals', M10: 'Manifest header', M11: 'Bill of lading', M12: 'In-bond', M13: 'Amendment', N1: 'Party', N2: 'Party name, continued', N3: 'Address', N4: 'City', N7: 'Container', N9: 'Reference', N10: 'Goods', N12: 'Equipment environment', NA: 'Cross-reference', NTE: 'Note', P4: 'Port of discharge', P5: 'Port function', PER: 'Contact', PWK: 'Paperwork',
  Q2: 'Vessel status', Q3: 'Arrival', Q5: 'Status', QTY: 'Quantity', R2: 'Route', R2A: 'Route with preference', R4: 'Port or place', REF: 'Reference', SG: 'Status detail', TD5: 'Routing', V1: 'Vessel', V4: 'Stowage position', V9: 'Event', VC: 'Vehicle', VID: 'Container', W09: 'Temperature', W2: 'Equipment', X1: 'Export licence', X2: 'Import licence', X4: 'Customs status', BA1: 'Export status',
  Y2: 'Containers ordered', Y3: 'Booking', Y4: 'Container release', Y6: 'Authentication', Y7: 'Priority', ZC1: 'Correction of an earlier document',
  // EDIFACT
  BGM: 'Document', CNT: 'Control total', COM: 'Contact number', CTA: 'Contact', DGS: 'Dangerous goods', DIM: 'Dimensions', EQA: 'Attached equipment', EQD: 'Equipment', FTX: 'Free text', GID: 'Goods', HAN: 'Handling', LOC: 'Place', MEA: 'Measure', NAD: 'Party', RFF: 'Reference', RNG: 'Range', SEL: 'Seal', TDT: 'Transport', TMP: 'Temperature', TSR: 'Transport service',
};

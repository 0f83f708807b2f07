import { wordTable } from './word-table.js';

/** M1009 of the 309: whom the manifest is for and whether it is new. */
export const manifestTypes = wordTable({
  A: 'Original for the port of discharge', B: 'Update before arrival, for the port of discharge', C: 'Amendment, for the port of discharge', W: 'Original for US customs', X: 'Update before arrival, for US customs', Y: 'Amendment, for US customs',
});

/** Element 353, set purpose, in B2A01. */
export const setPurposes = wordTable({ '00': 'Original', '01': 'Cancellation', '02': 'Added', '03': 'Deleted', '04': 'Change', '05': 'Replaces the earlier one', '06': 'Confirmation', '07': 'Duplicate', '22': 'Information copy', '24': 'Draft', CO: 'Corrected' });

/** Element 558, reservation action, in B104 of the 301. */
export const reservationActions = wordTable({ A: 'Accepted', B: 'Accepted with conditions', C: 'Counter-proposal', D: 'Cancelled', E: 'Declined', N: 'New', R: 'Deleted', S: 'Split', U: 'Changed', V: 'Vessel changed' });

/** Element 147, kind of bill, in B301 of the 310. */
export const billKinds = wordTable({ 2: 'Sea waybill', 3: 'Combined transport bill of lading', B: 'Bill of lading', E: 'Empty equipment', C: 'Consolidated shipment', M: 'Master bill' });

/** Element 146, who pays, in B304 and Y. */
export const paymentTerms = wordTable({ CC: 'Collect', PP: 'Prepaid', MX: 'Mixed', TP: 'Third party pays', PO: 'Prepaid only', PD: 'Prepaid' });

/** Element 208, which list a dangerous goods code is from, in H103. */
export const hazardLists = wordTable({ I: 'IMDG code', U: 'UN', D: 'DOT identification', 9: '49 CFR', X: 'class or division', T: 'IATA list', E: 'endorsement' });

/** Element 897, what kind of vessel code it is. */
export const vesselCodes = (qualifier: string): string => ({ L: 'IMO', C: 'call sign', B: 'US Census code', Z: 'agreed code' })[qualifier] ?? '';

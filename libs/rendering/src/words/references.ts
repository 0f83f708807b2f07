import { wordTable } from './word-table.js';

/** Element 128, what a reference number is. VT is used for the call sign in ocean files, whatever its older name says. */
export const referenceQualifiers = wordTable({
  BM: 'Bill of lading', BN: 'Booking', OB: 'Ocean bill of lading', MB: 'Master bill of lading', WY: 'Waybill', EQ: 'Equipment', OC: 'Container', SN: 'Seal', SCA: 'Carrier', SI: "Shipper's reference", CR: 'Customer reference', CG: "Consignee's order", PO: 'Purchase order', FN: "Forwarder's reference", CT: 'Contract',
  DO: 'Delivery order', P8: 'Pick-up reference', TN: 'Transaction reference', IB: 'In-bond number', IT: "Customer's number", XC: 'Cargo control number', '6B': 'Customs entry', VT: 'Call sign', R1: 'Guideline revision', '4F': "Carrier's number for the shipper", '4E': "Carrier's number for the consignee", ZZ: 'Agreed reference', IK: 'Invoice', Q1: 'Quotation', AAO: 'Carrier-assigned code',
});

/** Element 98, who a party is. */
export const partyRoles = wordTable({
  SH: 'Shipper', CN: 'Consignee', N1: 'Notify party', N2: 'Second notify party', NP: 'Notify party', FW: 'Forwarder', CA: 'Carrier', CB: 'Customs broker', EX: 'Exporter', IM: 'Importer', RR: 'Railway', SS: 'Steamship line', TR: 'Terminal', BT: 'Bill to', PF: 'Freight bill to', SF: 'Ship from', ST: 'Ship to', AG: 'Agent', BN: 'Beneficial owner', BS: 'Bill and ship to', IC: 'Intermediate consignee', OO: 'To the order of', SU: 'Supplier',
});

/** Element 366 is whom to ask; 365 how: telephone, fax, e-mail. */
export const contactKinds = wordTable({ TE: 'phone', FX: 'fax', EM: 'e-mail', HM: 'hazardous material contact', IC: 'information', EA: 'e-mail' });

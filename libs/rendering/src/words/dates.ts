import { wordTable } from './word-table.js';

/** Element 374, what a date means, in DTM01. */
export const dateQualifiers = wordTable({
  '002': 'Delivery requested', '007': 'Effective', '009': 'Processed', '010': 'Pick-up requested', '011': 'Shipped', '017': 'Expected delivery', '035': 'Delivered', '037': 'Not before', '038': 'Not later than', '050': 'Received',
  '056': 'Expected at the port of entry', '057': 'At the port of entry', '063': 'Deliver not after', '064': 'Deliver not before', '069': 'Delivery promised', '095': 'Bill of lading', '096': 'Discharge', '106': 'Required by', '111': 'Manifest',
  '118': 'Pick-up requested', '135': 'Booking', '139': 'Expected', '140': 'Actual', '161': 'Loaded on vessel', '196': 'Start', '197': 'End', '369': 'Expected departure', '370': 'Actual departure', '371': 'Expected arrival', '372': 'Actual arrival', '649': 'Document due', '830': 'Scheduled',
  AA1: 'Expected at the place of arrival', WAY: 'Waybill',
});

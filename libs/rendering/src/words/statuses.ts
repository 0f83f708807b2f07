import { wordTable } from './word-table.js';

/** Element 157, shipment status, for 315 (B403) and 322 (Q501): the codes of the quay, the rail ramp and the customs desk. */
export const statuses = wordTable({
  A: 'Arrived', B: 'Damaged or not working', C: 'Expected to depart the terminal', D: 'Unloading finished', E: 'On its way, expected to arrive',
  I: 'In through the gate', J: 'Handed to the next line', K: 'Arrived at customs', L: 'Being loaded', P: 'Departed the terminal', R: 'Received from the previous carrier',
  T: 'At the terminal', U: 'Being unloaded', V: 'Rehandled on the vessel', X1: 'Arrived at the place of delivery', X2: 'Expected at the consignee', X3: 'Arrived at the place of pick-up', X4: 'Arrived at the terminal',
  AA: 'Pick-up appointment', AD: 'Delivery appointment', AE: 'Loaded on vessel', AF: 'Left the place of pick-up', AG: 'Expected delivery',
  AL: 'Loaded on rail', AM: 'Loaded on truck', AO: 'Loaded on barge', AP: 'Loaded on feeder vessel', AR: 'Arrived by rail at the destination ramp',
  AV: 'Available for delivery', AW: 'Waiting for export', BF: 'Booking confirmed', BR: 'Bill of lading released', CA: 'Shipment cancelled',
  CO: 'Cargo received', CR: 'Released by the carrier', CS: 'Container sealed', CT: 'Released by customs', CU: 'Released by carrier and customs', CV: 'Container rehandled',
  DA: 'Repair to be authorised', DI: 'Delivery order issued', EC: 'Empty ready at the consignee', EE: 'Empty sent out', EX: 'Export', FT: 'Free time is over', GI: 'Inspected at the gate', GO: 'General order',
  HR: 'Hold released', IB: 'In-bond movement authorised by customs', IM: 'Import', MT: 'Empty committed', NF: 'Free time will end', NG: 'Inspected away from the gate', NO: 'Ocean freight paid', NP: 'Terminal charges paid', NT: 'Notice given',
  OA: 'Out through the gate', OF: 'Off hire', ON: 'On hire',
  PA: 'Customs hold: intensive examination', PB: 'Customs hold: papers missing', PC: 'Customs hold: papers do not agree', PD: 'Customs hold: piece count does not agree', PE: 'Hold by the coast guard',
  PI: 'Hold by food and drug', PJ: 'Hold by fish and wildlife', PQ: 'Customs hold where the vessel arrives', PR: 'Customs hold at the in-bond destination', PS: 'Agriculture hold where the vessel arrives', PU: 'Hold by another agency where the vessel arrives',
  RC: 'Container reserved for a booking', RD: 'Container returned', RL: 'Left the origin ramp by rail', SC: 'Seals changed', SD: 'Delayed', TC: 'Held for terminal charges', TM: 'Moved within the terminal',
  UR: 'Unloaded from rail', UV: 'Discharged from vessel', UW: 'Weighed', VA: 'Vessel arrived', VD: 'Vessel departed', W: 'Released by the customer', WH: 'Too heavy for the road', WR: 'Too heavy for rail',
});

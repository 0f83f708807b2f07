/** How a set is called: in the subject (capitals, short), as a title, and in "Please key in this …". */
export interface SetWords { subject: string; title: string; noun: string }

const SETS: Record<string, SetWords> = {
  301: { subject: 'BOOKING', title: 'Booking confirmation', noun: 'booking confirmation' },
  303: { subject: 'BOOKING CANCEL', title: 'Booking cancellation', noun: 'booking cancellation' },
  304: { subject: 'SHIPPING INSTR', title: 'Shipping instructions', noun: 'shipping instructions' },
  309: { subject: 'MANIFEST', title: 'Manifest', noun: 'manifest' },
  310: { subject: 'BILL OF LADING', title: 'Bill of lading', noun: 'bill of lading' },
  312: { subject: 'ARRIVAL NOTICE', title: 'Arrival notice', noun: 'arrival notice' },
  315: { subject: 'STATUS', title: 'Status', noun: 'status' },
  317: { subject: 'DELIVERY ORDER', title: 'Delivery order', noun: 'delivery order' },
  319: { subject: 'TERMINAL INFO', title: 'Terminal information', noun: 'terminal information' },
  322: { subject: 'TERMINAL ACTIVITY', title: 'Terminal activity', noun: 'terminal activity' },
  323: { subject: 'SCHEDULE', title: 'Vessel schedule', noun: 'vessel schedule' },
  324: { subject: 'STOW PLAN', title: 'Stow plan', noun: 'stow plan' },
  350: { subject: 'CUSTOMS STATUS', title: 'Customs status', noun: 'customs status' },
  BAPLIE: { subject: 'BAY PLAN', title: 'Bay plan', noun: 'bay plan' },
  COARRI: { subject: 'LOAD-DISCHARGE REPORT', title: 'Load and discharge report', noun: 'load and discharge report' },
  CODECO: { subject: 'GATE REPORT', title: 'Gate report', noun: 'gate report' },
  COPARN: { subject: 'CONTAINER NOTICE', title: 'Container announcement', noun: 'container announcement' },
  COPRAR: { subject: 'LOAD-DISCHARGE LIST', title: 'Load or discharge list', noun: 'load or discharge list' },
  VERMAS: { subject: 'VERIFIED WEIGHT', title: 'Verified gross mass', noun: 'verified gross mass' },
};

export function setWords(set: string): SetWords {
  return SETS[set] ?? { subject: 'DOCUMENT', title: 'Document', noun: 'document' };
}

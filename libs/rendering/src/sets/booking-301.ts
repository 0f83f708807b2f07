import { common } from '../segments/index.js';
import { placeCode } from '../segments/places.js';
import { asWritten } from '../when.js';
import { sizeTypeInWords } from '../words/equipment.js';
import { reservationActions } from '../words/purposes.js';
import type { SetReader } from './set-reader.js';

/** 301, booking confirmation. B1 G61 Y6 Y3 Y4( W09 ) N9 N1(… G61) R4( DTM ) | LX( N7 W09 K1 L0 L5 L4 H1( H2 ) ) V1. */
export const booking301: SetReader = {
  set: '301',
  sharedLines: true,
  handlers: {
    ...common,
    B1: (draft, b1) => {
      draft.fact('Booking action', reservationActions(b1.at(4)));
      draft.fact('Shipment', b1.at(2));
      draft.fact('Booking date', asWritten(b1.at(3), '', ''));
      draft.fact('Carrier (SCAC)', b1.at(1));
    },
    Y3: (draft, y3) => {
      draft.fact('Booking', y3.at(1));
      if (!draft.facts.some(({ value }) => value === y3.peek(2))) draft.fact('Carrier (SCAC)', y3.peek(2));
      draft.fact('Sails', asWritten(y3.at(3), '', ''));
      draft.fact('Arrives', asWritten(y3.at(4), '', ''));
      draft.fact('Cut-off', asWritten(y3.at(7), y3.at(8), y3.at(11)));
      draft.fact('Pier', [y3.at(6), y3.at(5)].filter((part) => part !== '').join(', '));
      y3.say(2);
    },
    Y4: (draft, y4) => {
      const words = sizeTypeInWords(y4.at(6));
      const booking = [y4.at(1), y4.at(2)].filter((part) => part !== '').join(', ');
      const pickUp = [placeCode(y4.at(8), y4.at(9)), y4.at(4)].filter((part) => part !== '').join(', ');
      draft.fact('Containers ordered', [
        y4.at(5) === '' && y4.peek(6) === '' ? '' : `${y4.peek(5) || '?'} x ${y4.peek(6) || 'type not stated'}${words === '' ? '' : ` (${words})`}`, booking === '' ? '' : `booking ${booking}`,
        y4.at(3) === '' ? '' : `pick up ${asWritten(y4.peek(3), '', '')}`, pickUp === '' ? '' : `at ${pickUp}`, y4.at(7) === '' ? '' : `carrier ${y4.peek(7)}`,
      ].filter((part) => part !== '').join(', '));
    },
    // V1 stands last here: it closes the lines.
    V1: (draft, v1) => {
      draft.startLine();
      common['V1']?.(draft, v1);
    },
  },
};

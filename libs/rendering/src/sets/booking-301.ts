import { joined } from '../draft.js';
import { common } from '../segments/index.js';
import { placeCode } from '../segments/places.js';
import { sizeTypeInWords } from '../words/equipment.js';
import { openBooking } from './booking-header.js';
import { defineSet } from './set-reader.js';

/** 301, booking confirmation. B1 G61 Y6 Y3 Y4( W09 ) N9 N1(… G61) R4( DTM ) | LX( N7 W09 K1 L0 L5 L4 H1( H2 ) ) V1. */
export const booking301 = defineSet({
  set: '301',
  sharedLines: true,
  handlers: {
    ...common,
    B1: openBooking,
    Y3: (draft, y3) => {
      const { words } = draft;
      draft.fact('booking', y3.at(1));
      if (!draft.facts.some(({ value }) => value === y3.at(2))) draft.fact('carrierScac', y3.peek(2));
      draft.fact('sails', words.date(y3.at(3)));
      draft.fact('arrives', words.date(y3.at(4)));
      draft.fact('cutOff', words.date(y3.at(7), y3.at(8), y3.at(11)));
      draft.fact('pier', joined([y3.at(6), y3.at(5)]));
    },
    Y4: (draft, y4) => {
      const { words } = draft;
      const size = sizeTypeInWords(words, y4.at(6));
      const booking = joined([y4.at(1), y4.at(2)]);
      const pickUp = joined([placeCode(y4.at(8), y4.at(9), words), y4.at(4)]);
      draft.fact('containersOrdered', joined([
        y4.at(5) === '' && y4.peek(6) === '' ? '' : `${y4.peek(5) || '?'} x ${y4.peek(6) || words.say('typeNotStated')}${size === '' ? '' : ` (${size})`}`, booking === '' ? '' : words.say('bookingOf', booking),
        y4.at(3) === '' ? '' : words.say('pickUpOn', words.date(y4.peek(3))), pickUp === '' ? '' : words.say('pickUpAt', pickUp), y4.at(7) === '' ? '' : words.say('carrierOf', y4.peek(7)),
      ]));
    },
    // V1 stands last here: it closes the lines.
    V1: (draft, v1) => {
      draft.startLine();
      common['V1']?.(draft, v1);
    },
  },
});

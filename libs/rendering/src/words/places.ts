import { wordTable } from './word-table.js';

/** Element 115, port or terminal function, as R401 and P501 carry it. */
export const placeFunctions = wordTable({
  1: 'Final port of discharge', 3: 'Customs office of origin', 4: 'Customs office of destination', 5: 'Place of activity', 6: 'Origin rail ramp', 7: 'Destination rail ramp', 8: 'First optional port of discharge', 9: 'Second optional port of discharge',
  A: 'Place of acceptance', B: 'Place of consolidation', C: 'Place of deconsolidation', D: 'Port of discharge', E: 'Place of delivery', F: 'Freight payable at', G: 'Port of entry', H: 'Port of exit', I: 'Interim point',
  J: 'Port of loading on the bill', K: 'Port of discharge on the bill', L: 'Port of loading', M: 'Destination', N: 'Final destination', O: 'Origin', P: 'Dispatching pool', Q: 'Origin of goods on the bill', R: 'Place of receipt', S: 'Return pool',
  T: 'Transshipment port', W: 'Office of bill release', Y: 'Relay port',
});

/** Element 309, what kind of code stands in R403; said beside the code, because D here is no port of discharge. */
export const locationQualifiers = (qualifier: string): string => {
  const words: Record<string, string> = { UN: 'UN/LOCODE', D: 'Schedule D', K: 'Schedule K', FR: 'FIRMS', CI: 'city', TL: 'terminal code', 93: "sender's code", 94: "receiver's code", SL: 'SPLC', ZZ: 'agreed code' };
  return words[qualifier] ?? qualifier;
};

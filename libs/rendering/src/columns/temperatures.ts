/** One temperature of the words a model says it in: "-18 °C", "2.0 °C to 8.0 °C, vent setting 25". */
const DEGREES = /(?<![\d.])(-?\d+(?:\.\d+)?) °?([CF])(?![A-Za-z])/g;
const ONLY_DEGREES = /^-?\d+(?:\.\d+)? °?[CF](?: \S+ -?\d+(?:\.\d+)? °?[CF])?$/;

/** In degrees Celsius, as sent where they were; one or the two ends of a range. */
export function celsius(said: string): string[] { return degreesIn(said, 'C', (fahrenheitDegrees) => ((fahrenheitDegrees - 32) * 5) / 9); }

export function fahrenheit(said: string): string[] { return degreesIn(said, 'F', (celsiusDegrees) => (celsiusDegrees * 9) / 5 + 32); }

/** Nothing else is said there, so that a column of degrees says it all. */
export function isOnlyDegrees(said: string): boolean { return ONLY_DEGREES.test(said); }

/** What has to be converted has one decimal: a reefer is set no finer. */
function degreesIn(said: string, unit: 'C' | 'F', convert: (degrees: number) => number): string[] {
  return [...said.matchAll(DEGREES)].map(([, degrees = '', found]) => (found === unit ? degrees : String(Math.round(convert(Number(degrees)) * 10) / 10)));
}

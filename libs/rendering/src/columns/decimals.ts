const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

export function isDecimal(text: string): boolean { return DECIMAL.test(text); }

/** A thousandth of a decimal, digit by digit: kilograms as tonnes. What is no decimal is ''. */
export function thousandth(text: string): string {
  const [, sign, whole, decimals = ''] = DECIMAL.exec(text) ?? [];
  if (sign === undefined || whole === undefined) return '';
  const digits = whole.padStart(4, '0');
  const shifted = `${digits.slice(0, -3)}.${digits.slice(-3)}${decimals}`;
  return `${sign}${shifted.replace(/^0+(?=\d)/, '').replace(/\.?0+$/, '')}`;
}

/** So many decimals, half away from nought, on the digits themselves: no figure is too long. What is no decimal stays as it is. */
export function rounded(text: string, places: number): string {
  const [, sign, whole, decimals = ''] = DECIMAL.exec(text) ?? [];
  if (sign === undefined || whole === undefined) return text;
  const kept = BigInt(whole + decimals.slice(0, places).padEnd(places, '0')) + ((decimals[places] ?? '0') >= '5' ? 1n : 0n);
  const digits = kept.toString().padStart(places + 1, '0');
  const written = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return `${kept === 0n ? '' : sign}${written}`;
}

import type { StructureCode } from '../structure-findings.js';
import type { Rule } from './compile-segment.js';

export interface ValueFault {
  code: StructureCode;
  expected: string;
}

/** One value against its rule: length, characters, date, time, code. The first fault only; null when there is none. */
export function checkValue(value: string, rule: Rule): ValueFault | null {
  switch (rule.type) {
    case 'AN': return checkText(value, rule);
    case 'ID': return checkText(value, rule) ?? checkCode(value, rule);
    case 'N0': case 'N2': return checkNumber(value, rule, 'whole number', isInteger);
    case 'R': return checkNumber(value, rule, 'decimal number', isDecimal);
    case 'DT': return checkLength(value.length, rule) ?? checkDate(value);
    case 'TM': return checkLength(value.length, rule) ?? checkTime(value);
  }
}

/** Blanks at the end say nothing and do not make a value too long; within the least length they are how a value is filled up. */
function checkText(value: string, rule: Rule): ValueFault | null {
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    if (code < 0x20 || code === 0x7f) return { code: 'X12.ELEMENT_CHARACTER', expected: 'no control characters' };
  }
  if (value.length <= rule.max) return value.length < rule.min ? tooShort(rule) : null;
  return characters(value.trimEnd()) > rule.max ? overlong(rule) : null;
}

function checkCode(value: string, { codes, name }: Rule): ValueFault | null {
  if (codes === null || codes.has(value.trimEnd())) return null;
  return { code: 'X12.ELEMENT_CODE', expected: `one of ${[...codes].join(' ')} (${name})` };
}

/** The sign, the decimal point and the exponent's letter are not counted in the length. */
function checkNumber(value: string, rule: Rule, what: string, isNumber: (value: string) => boolean): ValueFault | null {
  if (!isNumber(value)) return { code: 'X12.ELEMENT_CHARACTER', expected: `a ${what} (${rule.name})` };
  let digits = 0;
  for (let i = 0; i < value.length; i += 1) if (isDigit(value.charCodeAt(i))) digits += 1;
  return checkLength(digits, rule);
}

function isInteger(value: string): boolean {
  const from = value.startsWith('-') ? 1 : 0;
  for (let i = from; i < value.length; i += 1) if (!isDigit(value.charCodeAt(i))) return false;
  return value.length > from;
}

function isDecimal(value: string): boolean {
  return /^-?(?:\d+\.?\d*|\.\d+)(?:E-?\d+)?$/.test(value);
}

function checkDate(value: string): ValueFault | null {
  const fault: ValueFault = { code: 'X12.ELEMENT_DATE', expected: 'a day as CCYYMMDD' };
  if (!isInteger(value) || value.startsWith('-')) return fault;
  const year = Number(value.slice(0, 4));
  const month = Number(value.slice(4, 6));
  const day = Number(value.slice(6, 8));
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) ? null : fault;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function checkTime(value: string): ValueFault | null {
  return /^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d\d{0,2})?$/.test(value) ? null : { code: 'X12.ELEMENT_TIME', expected: 'a time as HHMM, HHMMSS or with decimals' };
}

function checkLength(length: number, rule: Rule): ValueFault | null {
  if (length < rule.min) return tooShort(rule);
  return length > rule.max ? overlong(rule) : null;
}

function tooShort({ min, name }: Rule): ValueFault {
  return { code: 'X12.ELEMENT_TOO_SHORT', expected: `at least ${min} characters (${name})` };
}

function overlong({ max, name }: Rule): ValueFault {
  return { code: 'X12.ELEMENT_OVERLONG', expected: `at most ${max} ${max === 1 ? 'character' : 'characters'} (${name})` };
}

/** Characters as a person counts them, not UTF-16 units. */
function characters(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

import type { z } from 'zod';

const LONGEST_FOUND = 60;

/**
 * One line per fault: `path: what was found; expected what`. A schema that gives its own message begins it with
 * "expected"; for the rest the words are made from the issue.
 */
export function faultsOf(error: z.ZodError, value: unknown, at: string): string[] {
  return error.issues.flatMap((issue) => faultOf(issue, value, at));
}

function faultOf(issue: z.core.$ZodIssue, value: unknown, at: string): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${pathOf(at, [...issue.path, key])}: found a setting of this name; expected none (a misspelling?)`);
  }
  return [`${pathOf(at, issue.path)}: ${foundAt(value, issue.path)}; ${expectedBy(issue)}`];
}

function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.message.startsWith('expected')) return issue.message;
  switch (issue.code) {
    case 'invalid_type': return `expected ${issue.expected === 'string' ? 'text' : issue.expected === 'object' ? 'a map of settings' : `a ${issue.expected}`}`;
    case 'invalid_value': return `expected ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'too_small': return `expected at least ${issue.minimum}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'too_big': return `expected at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'invalid_format': return issue.pattern ? `expected the form ${issue.pattern}` : `expected a valid ${issue.format}`;
    default: return `expected something else (${issue.message})`;
  }
}

function foundAt(root: unknown, path: readonly PropertyKey[]): string {
  let value = root;
  for (const key of path) value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return value.length === 0 ? 'found an empty list' : `found a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'found a map';
  const text = JSON.stringify(value);
  const shown = text.length > LONGEST_FOUND ? `${text.slice(0, LONGEST_FOUND)}…` : text;
  return typeof value === 'number' ? `found the number ${shown}` : `found ${shown}`;
}

const pathOf = (at: string, path: readonly PropertyKey[]): string =>
  [at, ...path.map(String)].filter((part) => part !== '').join('.') || '(top)';

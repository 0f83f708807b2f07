import type { InEach } from '#common';
import { ANSWERS } from './answers.js';
import { CHANGES } from './changes.js';
import { CONFIRM } from './confirm.js';
import { COLUMN_WARNINGS } from './columns.js';
import { DIGEST } from './digest.js';
import { FACTS } from './facts.js';
import { FOLDER } from './folder.js';
import { HEADLINE } from './headline.js';
import { LISTS } from './lists.js';
import { NUMBERS } from './numbers.js';
import { PAPER } from './paper.js';
import { PARTS } from './parts.js';
import { REMARKS } from './remarks.js';
import { SPREADSHEETS } from './spreadsheets.js';
import { TABLES } from './tables.js';
import { FIRST_SCREEN } from './first-screen.js';

/** Every phrase by its key. Values go into {0}, {1} … A file a subject; English, Spanish, Portuguese and French side by side. */
export const PHRASES = { ...ANSWERS, ...CHANGES, ...COLUMN_WARNINGS, ...CONFIRM, ...DIGEST, ...FACTS, ...FOLDER, ...HEADLINE, ...LISTS, ...NUMBERS, ...PAPER, ...PARTS, ...REMARKS, ...SPREADSHEETS, ...TABLES, ...FIRST_SCREEN } as const satisfies Record<string, InEach>;

export type PhraseKey = keyof typeof PHRASES;

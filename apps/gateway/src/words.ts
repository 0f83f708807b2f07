import { z } from 'zod';

/** What people write is kept as text, which in PostgreSQL has no NUL, and is shown on terminals: one line, no control characters. */
export const words = (most: number, what = 'words') => z.string().trim().min(1, `expected ${what}`).max(most).regex(/^\P{Cc}*$/u, 'expected one line without control characters');

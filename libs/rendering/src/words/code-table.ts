import type { InEach } from '#common';

/** What the codes of one X12 element mean, a row a code. */
export type CodeTable = Readonly<Record<string, InEach>>;

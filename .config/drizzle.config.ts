import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate -c .config/drizzle.config.ts --name what` writes the next migration from the schema. */
export default defineConfig({ dialect: 'postgresql', schema: './libs/ledger/src/schema/index.ts', out: './libs/ledger/migrations' });

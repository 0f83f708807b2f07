import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { EmbeddedRedisError } from './embedded-redis-error.js';

const tool = z.object({ path: z.string(), env: z.record(z.string(), z.string()), from: z.enum(['system', 'unpacked']) });
/** OpenSSH 9.8 and later starts these two beside sshd, and an unpacked sshd must be told where they are. */
const sshd = tool.extend({ sessionPath: z.string().optional(), authPath: z.string().optional() });
const record = z.object({ redisServer: tool, sshd: sshd.optional() });

/** The servers that the set-up found or unpacked: which program, and the environment it needs. */
export type Tools = z.infer<typeof record>;

/** @param file  `<project>/var/tools/tools.json`, written by apps/cli/set-up/tools.mjs */
export function readTools(file: string): Tools {
  if (!existsSync(file)) throw new EmbeddedRedisError(`${file} is missing, so no redis-server is known; run: npm run set-up`, { file });
  const read = record.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (read.success) return read.data;
  throw new EmbeddedRedisError(`${file}: ${z.prettifyError(read.error)}; remove it, and run: npm run set-up`, { file });
}

import { HttpStatus } from '@nestjs/common';
import type { z } from 'zod';
import { Refusal } from './door.js';

/** What came in, as the schema has it; or a refusal that lists every fault with its place. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new Refusal(HttpStatus.BAD_REQUEST, 'DOOR.WRONG_SHAPE', faults.join('; '), { faults });
}

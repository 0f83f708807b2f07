import { z } from 'zod';
import { OPERATIONS, type Operation } from './operations.js';

type Json = Record<string, unknown>;

/** What every refusal looks like. */
const refusal = z.looseObject({ code: z.string().describe('Does not change; listed in the README of the room it begins with.'), sentence: z.string().describe('What was found, what was expected, what to do.') });

/**
 * The gateway as OpenAPI 3.1, written from the schemas that check what comes in, and from those that say what each figure means.
 * @source OpenAPI Specification 3.1.1; its schemas are JSON Schema 2020-12, which zod writes
 */
export function writeOpenApi(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [route, operation] of Object.entries(OPERATIONS)) {
    const [method = '', path = ''] = route.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: written(path, operation) };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Hawser', version, description: 'Keeps shipping documents moving when EDI goes down. Instants are UTC. Every answer that is not a success has a code that does not change, and a sentence. Handed over is not acknowledged, and is never called so.', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    tags: [...new Set(Object.values(OPERATIONS).map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Refusal: schemaOf(refusal, 'output') },
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'The admin key, or a sender\'s; `npx hawser keys new` makes one.' } },
    },
  };
}

function written(path: string, { summary, tag, wants = 'admin', query, body, answer, also = [] }: Operation): Json {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: name === 'id' ? 'integer' : 'string' } }));
  return {
    summary, tags: [tag], security: wants === 'anyone' ? [] : [{ key: [] }], 'x-wants': wants,
    parameters: [...named, ...(query ? parametersOf(query) : [])],
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } } : {}),
    responses: {
      '2XX': { description: 'Done', content: { 'application/json': answer ? { schema: schemaOf(answer, 'output') } : {}, ...Object.fromEntries(also.map((type) => [type, { schema: { type: 'string' } }])) } },
      default: { description: 'Refused, and why', content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } } },
    },
  };
}

function parametersOf(query: z.ZodType): Json[] {
  const { properties = {} } = schemaOf(query, 'input') as { properties?: Record<string, Json> };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({ name, in: 'query', required: false, ...(description === undefined ? {} : { description }), schema }));
}

/** Numbers of a query come as text: what they are read as is said. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...written } = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: ({ zodSchema, jsonSchema }) => { if (zodSchema._zod.def.type === 'number' && jsonSchema.type === undefined) jsonSchema.type = 'integer'; } });
  return written;
}

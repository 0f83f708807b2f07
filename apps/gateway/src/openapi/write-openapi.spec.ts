import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { RequestMethod, type Type } from '@nestjs/common';
import type { Journey } from '#journey';
import { FIGURES } from '#vessel-calls';
import { GatewayModule } from '../gateway.module.js';
import { OPERATIONS } from './operations.js';
import { writeOpenApi } from './write-openapi.js';

type Json = { [key: string]: Json } & { description?: string; type?: unknown };
const written = JSON.parse(JSON.stringify(writeOpenApi('0.1.0'))) as Json;
const answerOf = (path: string) => written['paths']![path]!['get']!['responses']!['2XX']!['content']!['application/json']!['schema']!;

/** Every route of every controller, as `GET /vessel-calls/{id}`, with whose key it wants. */
function routes(): Map<string, string> {
  const found = new Map<string, string>();
  for (const controller of (GatewayModule.with({} as Journey).controllers ?? []) as Type[]) {
    const base = String(Reflect.getMetadata('path', controller));
    for (const name of Object.getOwnPropertyNames(controller.prototype)) {
      const handler = (controller.prototype as Record<string, object>)[name]!;
      const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
      if (method === undefined) continue;
      const path = `/${[base, String(Reflect.getMetadata('path', handler))].map((part) => part.replace(/^\/|\/$/g, '')).filter(Boolean).join('/')}`.replace(/:(\w+)/g, '{$1}');
      found.set(`${RequestMethod[method]} ${path}`, String(Reflect.getMetadata('wants', handler) ?? 'admin'));
    }
  }
  return found;
}

/** Numbers of a schema that nobody said the meaning of. */
function silent(schema: Json, at: string): string[] {
  const own = ['number', 'integer'].includes(String(schema.type)) && !schema.description ? [at] : [];
  const nested = [...Object.entries(schema['properties'] ?? {}).map(([name, one]) => [`${at}.${name}`, one as Json] as const), ...(schema['items'] ? [[`${at}[]`, schema['items']] as const] : [])];
  return [...own, ...nested.flatMap(([name, one]) => silent(one, name))];
}

describe('the documentation of the API', () => {
  it('has every route of the gateway and no other, and says whose key each wants', () => {
    expect(new Map(Object.entries(OPERATIONS).map(([route, { wants = 'admin' }]) => [route, wants]))).toEqual(routes());
  });

  it('says of every figure what it means', () => {
    const plain = /\.(id|version|acknowledged)$/;
    for (const path of ['/vessel-calls', '/vessel-calls/{id}', '/delays']) expect(silent(answerOf(path), path).filter((name) => !plain.test(name))).toEqual([]);
    const all = JSON.stringify(written);
    for (const [name, means] of Object.entries(FIGURES)) expect([name, all.includes(JSON.stringify(means).slice(1, -1))]).toEqual([name, true]);
  });

  it('says what may be asked: each parameter with its bounds', () => {
    const parameters = written['paths']!['/delays']!['get']!['parameters'] as unknown as { name: string; in: string; description: string; schema: Json }[];
    expect(parameters.map(({ name }) => name)).toEqual(['carrier', 'region', 'by', 'since', 'until', 'clock', 'limit', 'format']);
    expect(parameters.find(({ name }) => name === 'by')?.schema['enum']).toEqual(['call', 'terminal', 'region', 'set', 'channel', 'outage']);
    expect(parameters.find(({ name }) => name === 'limit')?.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 20_000, default: 1_000 });
    expect(parameters.every(({ description }) => description.length > 0)).toBe(true);
  });
});

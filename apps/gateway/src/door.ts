import { type CanActivate, type ExecutionContext, HttpException, HttpStatus, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Journey } from '#journey';
import { holderOf, type KeyHolder } from './keys.js';
import { placeOfNul } from './nul.js';

export const JOURNEY = Symbol('journey');

/** What every refusal at the door looks like: a code that does not change, and a sentence that says what to do. */
export class Refusal extends HttpException {
  constructor(status: HttpStatus, code: string, sentence: string, more: Record<string, unknown> = {}) {
    super({ code, sentence, ...more }, status);
  }
}

export type Wants = 'admin' | 'sender' | 'either' | 'anyone';
export const Wanted = (wants: Wants) => SetMetadata('wants', wants);

export interface Visitor extends FastifyRequest { holder?: KeyHolder }

/** Every route wants the admin key unless it says otherwise: a forgotten mark closes a route, it does not open one. No route takes a NUL in what is text. */
@Injectable()
export class Door implements CanActivate {
  constructor(@Inject(Reflector) private readonly reflector: Reflector, @Inject(JOURNEY) private readonly journey: Journey) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const wants = this.reflector.getAllAndOverride<Wants | undefined>('wants', [context.getHandler(), context.getClass()]) ?? 'admin';
    const visitor = context.switchToHttp().getRequest<Visitor>();
    if (wants !== 'anyone') visitor.holder = await admit(this.journey, keyIn(visitor.headers), wants);
    const { params, query, body } = visitor;
    const nul = placeOfNul({ params, query, body: isPlain(body) ? body : null });
    if (nul !== null) throw new Refusal(HttpStatus.BAD_REQUEST, 'DOOR.WRONG_SHAPE', `${nul}: holds the character NUL, expected text without it`, { faults: [`${nul}: holds the character NUL`] });
    return true;
  }
}

/** What was read as JSON or as a form; a stream of bytes is intake's. */
const isPlain = (body: unknown): boolean => Array.isArray(body) || (typeof body === 'object' && body !== null && [Object.prototype, null].includes(Object.getPrototypeOf(body) as object | null));

const WANTED = { admin: 'the admin', sender: "the sender's", either: "a sender's or the admin" };

/** @throws Refusal without a key, with an unknown one, or with one that does not open this door */
export async function admit(journey: Journey, key: string | null, wants: Exclude<Wants, 'anyone'>): Promise<KeyHolder> {
  if (!key) throw new Refusal(HttpStatus.UNAUTHORIZED, 'DOOR.NO_KEY', `no API key was sent; expected ${WANTED[wants]} key in the header x-api-key`);
  const holder = await holderOf(journey.ledger.db, key);
  if (!holder) throw new Refusal(HttpStatus.UNAUTHORIZED, 'DOOR.UNKNOWN_KEY', 'the API key is not known here, or was revoked; a new one is made with `npx hawser keys new`');
  if (wants !== 'either' && holder.kind !== wants) throw new Refusal(HttpStatus.FORBIDDEN, 'DOOR.OTHER_KEY', `this door wants ${wants === 'sender' ? "a sender's" : 'the admin'} key; the one sent is ${holder.kind === 'admin' ? 'the admin key' : `the key of ${holder.partner}`}`);
  return holder;
}

/** x-api-key or a bearer token: what a page of somebody else cannot make a browser send. */
export function keyIn(headers: FastifyRequest['headers']): string | null {
  const plain = headers['x-api-key'];
  if (typeof plain === 'string' && plain) return plain;
  const [scheme, value] = (headers.authorization ?? '').split(' ', 2);
  return value && scheme?.toLowerCase() === 'bearer' ? value : null;
}

/** For the raw queues only, which change nothing: a browser asks for the key, as the password of any name. */
export function keyForBrowsers(headers: FastifyRequest['headers']): string | null {
  const [scheme, value] = (headers.authorization ?? '').split(' ', 2);
  const basic = value && scheme?.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString().split(':').slice(1).join(':') : null;
  return keyIn(headers) ?? (basic || null);
}

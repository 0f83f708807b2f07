import type { DocumentFacts, ReadSet } from './types.js';

/** How the facts of a set are made, while nobody has asked for them: a property that neither JSON nor a copy shows. */
const MAKE = Symbol('how the facts are made');

interface Unasked extends ReadSet { [MAKE]: () => DocumentFacts }

const plain = (value: DocumentFacts | null): PropertyDescriptor => ({ value, enumerable: true, configurable: true, writable: true });

/** The same two functions for all sets, so that all keep one shape. */
const UNASKED: PropertyDescriptor & ThisType<Unasked> = {
  enumerable: true,
  configurable: true,
  get() {
    const facts = this[MAKE]();
    Object.defineProperty(this, 'facts', plain(facts));
    Object.defineProperty(this, MAKE, { value: null });
    return facts;
  },
  set(facts: DocumentFacts | null) { Object.defineProperty(this, 'facts', plain(facts)); },
};

/**
 * Gives a set its facts. Where there are many, they are made when they are first asked for, and are a property as any other
 * from then on. They are enumerable all the while: JSON, a spread, a clone and a comparison ask for them and have them.
 */
export function giveFacts(set: ReadSet, decided: { facts(): DocumentFacts; later(): (() => DocumentFacts) | null }): void {
  const make = decided.later();
  if (!make) {
    set.facts = decided.facts();
    return;
  }
  Object.defineProperty(set, MAKE, { value: make, configurable: true });
  Object.defineProperty(set, 'facts', UNASKED);
}

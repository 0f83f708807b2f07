import { describe, expect, it } from '@jest/globals';
import { DOCUMENT_STATES, mayLeave, type DocumentState } from './document-states.js';

const states = Object.keys(DOCUMENT_STATES) as DocumentState[];

describe('the table of document states', () => {
  it('names only states it knows', () => {
    for (const state of states) for (const to of DOCUMENT_STATES[state].leavesTo) expect(states).toContain(to);
  });

  it('reaches every state from received, and ends only where nothing is left to do', () => {
    const seen = new Set<DocumentState>(['received']);
    for (const state of seen) for (const to of DOCUMENT_STATES[state].leavesTo) seen.add(to);
    expect([...seen].sort()).toEqual([...states].sort());
    expect(states.filter((state) => DOCUMENT_STATES[state].leavesTo.length === 0)).toEqual(['superseded', 'cancelled']);
  });

  it('never lets a superseded or cancelled document move again, nor an acknowledged one be sent again', () => {
    for (const to of states) {
      expect(mayLeave('superseded', to)).toBe(false);
      expect(mayLeave('cancelled', to)).toBe(false);
      expect(mayLeave('acknowledged', to)).toBe(to === 'rejected');
    }
  });
});

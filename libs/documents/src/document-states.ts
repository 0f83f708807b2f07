/**
 * The states of a document and the ways out of each (ARCHITECTURE.md section 4). Everything else a screen shows (overdue,
 * late, at risk, unmatched, retrying, mailed) is derived. A spec walks every edge.
 */
export const DOCUMENT_STATES = {
  received: { word: 'received', meaning: 'bytes kept, not yet resolved', leavesTo: ['waiting', 'unroutable', 'conflict'] },
  unroutable: { word: 'unroutable', meaning: 'no endpoint is known for it', leavesTo: ['waiting', 'cancelled'] },
  conflict: { word: 'conflict', meaning: 'same control numbers as an earlier one, other content', leavesTo: ['waiting', 'cancelled'] },
  waiting: { word: 'waiting', meaning: 'to be sent when its time comes', leavesTo: ['sending', 'superseded', 'cancelled', 'acknowledged', 'rejected'] },
  sending: { word: 'sending', meaning: 'an open try', leavesTo: ['accepted', 'waiting', 'unsettled', 'rejected', 'acknowledged'] },
  unsettled: { word: 'unsettled', meaning: 'it may have arrived', leavesTo: ['accepted', 'acknowledged', 'sending', 'waiting', 'rejected', 'cancelled', 'superseded'] },
  accepted: { word: 'handed over', meaning: 'a transport took it; nobody there has said so yet', leavesTo: ['acknowledged', 'rejected', 'waiting', 'unsettled', 'superseded'] },
  acknowledged: { word: 'acknowledged', meaning: 'the endpoint said so', leavesTo: ['rejected'] },
  rejected: { word: 'rejected', meaning: 'the endpoint said no; a person decides', leavesTo: ['superseded', 'waiting', 'acknowledged', 'cancelled'] },
  superseded: { word: 'superseded', meaning: 'another goes instead: a newer version, or the same for the place its call moved to', leavesTo: [] },
  cancelled: { word: 'cancelled', meaning: 'withdrawn, with the reason and by whom', leavesTo: [] },
} as const satisfies Record<string, { word: string; meaning: string; leavesTo: readonly string[] }>;

export type DocumentState = keyof typeof DOCUMENT_STATES;

export function mayLeave(from: DocumentState, to: DocumentState): boolean {
  return (DOCUMENT_STATES[from].leavesTo as readonly string[]).includes(to);
}

/** Nothing more will be done by the machine. */
export const SETTLED_STATES: readonly DocumentState[] = ['acknowledged', 'superseded', 'cancelled'];

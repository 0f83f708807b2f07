/** What is known about one delivery at the moment of choosing. Plain values: the choice can be replayed from the history. */
export interface RoutingFacts {
  kind: 'business' | 'acknowledgement';
  offers: { edi: boolean; email: boolean };
  ediPath: 'up' | 'suspect' | 'down' | 'isolated' | 'returning';
  emailPath: 'up' | 'suspect' | 'down' | 'isolated' | 'returning';
  /** places left for documents under proof while the path is returning; 0 when all are taken */
  returningPlacesLeft: number;
  /** left until it is amber, and red; negative once it is: of several documents, of the first */
  minutesToAmber: number;
  minutesToRed: number;
  /** an earlier try of any of these documents ended in doubt and was not settled */
  mayHaveArrived: boolean;
  /** some sets of this interchange were handed over by mail, the rest not: the rest stays on mail */
  partlyMailed: boolean;
  /** the newest EDI try was taken by the transport, but the answer's allowance ran out */
  answerMissing: boolean;
  /** an earlier version of any of these documents has not been handed over yet */
  originalOutstanding: boolean;
  /** a person holds it */
  heldByPerson: boolean;
}

export type RoutingDecision =
  | { action: 'send'; channel: 'edi' | 'email'; because: string }
  | { action: 'hold'; held: string; lookAgainInMinutes: number; because: string };

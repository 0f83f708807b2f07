import { bareNumber, type SentDocument } from './sent-document.js';

const NONE: readonly SentDocument[] = [];

/** What one endpoint was sent, found by its numbers: an advice of thousands of items asks for each. */
export class SentThere {
  private readonly groups = new Map<string, SentDocument[]>();
  private readonly sets = new Map<string, SentDocument[]>();
  private readonly manifests = new Map<string, SentDocument[]>();

  constructor(sent: readonly SentDocument[]) {
    for (const doc of sent) {
      file(this.groups, bareNumber(doc.gs06), doc);
      file(this.sets, setKey(doc.gs06, doc.st02), doc);
      if (doc.tried && doc.set === '309') for (const bill of new Set(doc.bills)) file(this.manifests, bill, doc);
    }
  }

  group(gs06: string): readonly SentDocument[] { return this.groups.get(bareNumber(gs06)) ?? NONE; }

  set(gs06: string, st02: string): readonly SentDocument[] { return this.sets.get(setKey(gs06, st02)) ?? NONE; }

  /** The 309 that were sent and carry this bill. */
  manifestsWith(bill: string): readonly SentDocument[] { return this.manifests.get(bill) ?? NONE; }
}

const setKey = (gs06: string, st02: string) => `${bareNumber(gs06)}*${st02}`;

function file(into: Map<string, SentDocument[]>, key: string, doc: SentDocument): void {
  const filed = into.get(key);
  if (filed) filed.push(doc);
  else into.set(key, [doc]);
}

/** What a drill came to, as ARCHITECTURE.md section 8 has it. answered = delivered + held + rejected + waiting. */
export interface Outcome {
  sent: number;
  answered: number;
  delivered: number;
  held: number;
  rejected: number;
  waiting: number;
  lost: number;
  deliveredAsNewTwice: number;
  recoverySeconds: number;
  pass: boolean;
  /** what the figures mean in this drill, and what was broken how often */
  notes: Record<string, unknown>;
}

export interface Drill {
  about: string;
  run(options: { quick: boolean; folder: string; say(line: string): void }): Promise<Outcome>;
}

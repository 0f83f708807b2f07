import type { IncomingMail } from '#channels';
import type { JudgedSender } from './judge-sender.js';

/** A mail on its way through the steps: read, judged, kept, and not yet answered for. */
export interface MailTaken { id: number; mail: IncomingMail; sender: JudgedSender; at: Date; mailbox: string }

/** What became of it. moved: documents moved by it · refused: rightly, nothing moved · held: a person has it as a task · recorded: kept as what it is */
export interface MailOutcome { outcome: 'moved' | 'refused' | 'held' | 'recorded'; because: string; endpoint?: string | null }

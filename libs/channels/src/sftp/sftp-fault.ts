import { HawserError, wordsOf } from '#common';
import { classifySsh, type SshBecause } from './classify-ssh.js';

/** A conversation that failed, already classified. Leaves this folder only from PickUp; channels turn it into an outcome. */
export class SftpFault extends HawserError {
  readonly code = 'CHANNELS.SFTP';
  readonly retry = 'safe';

  constructor(readonly because: SshBecause, words: string, options?: { cause?: unknown }) {
    super(words, { because }, options);
  }

  /** The server's own status number, when it answered at all. */
  get status(): number | null {
    return statusOf(this.cause);
  }

  static from(error: unknown, stage: 'connect' | 'request'): SftpFault {
    if (error instanceof SftpFault) return error;
    const { level, code } = Object(error) as { level?: string; code?: string | number };
    return new SftpFault(classifySsh({ level, code, stage }), wordsOf(error), { cause: error });
  }
}

/** The stored bytes are not what the transmission says they are: storage is broken, nothing may be committed. */
export class OutgoingDiffers extends HawserError {
  readonly code = 'CHANNELS.OUTGOING_DIFFERS';
  readonly retry = 'never';
}

/** The protocol's number for "no such file". */
export const NO_SUCH_FILE = 2;

function statusOf(cause: unknown): number | null {
  const { code } = Object(cause) as { code?: unknown };
  return typeof code === 'number' ? code : null;
}

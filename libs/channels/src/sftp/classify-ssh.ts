/** Why a conversation with an SFTP server ended. Stable words: the history, the console and the outage room quote them. */
export type SshBecause =
  | 'connect-failed'
  | 'timed-out'
  | 'auth-refused'
  | 'host-key-changed'
  | 'refused-by-server'
  | 'stalled'
  | 'dropped'
  /** our own doing (a shutdown, an isolation): no evidence against the far side */
  | 'stopped-by-us'
  /** our own key file or password variable cannot be read: no evidence against the far side */
  | 'credentials-unreadable';

/** What ssh2 and node:net say about an error: `code` is a word from the socket or a number from the SFTP protocol. */
export interface SshErrorFacts {
  level?: string | undefined;
  code?: string | number | undefined;
  stage: 'connect' | 'request';
}

interface Row {
  when: (facts: SshErrorFacts) => boolean;
  because: SshBecause;
}

/**
 * First row that matches.
 * @source SFTP status codes: draft-ietf-secsh-filexfer-02, section 7; levels: ssh2's Client 'error' event
 */
const TABLE: readonly Row[] = [
  // The server answered: it heard the request and did not do it. Quotas and full disks come as 4, plain "failure".
  { when: ({ code }) => code === 2 || code === 3 || code === 4 || code === 5 || code === 8, because: 'refused-by-server' },
  { when: ({ level }) => level === 'client-authentication', because: 'auth-refused' },
  { when: ({ level, code }) => level === 'client-timeout' || code === 'ETIMEDOUT', because: 'timed-out' },
  // Whatever else ended a connection that was not there yet: refused, reset, no route, no such name, no common cipher.
  { when: ({ stage }) => stage === 'connect', because: 'connect-failed' },
  { when: () => true, because: 'dropped' },
];

export function classifySsh(facts: SshErrorFacts): SshBecause {
  const row = TABLE.find(({ when }) => when(facts));
  return row ? row.because : 'dropped';
}

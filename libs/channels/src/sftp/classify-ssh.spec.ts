import { describe, expect, it } from '@jest/globals';
import { classifySsh, type SshBecause, type SshErrorFacts } from './classify-ssh.js';

const TABLE: [SshErrorFacts, SshBecause][] = [
  [{ stage: 'connect', code: 'ECONNREFUSED', level: 'client-socket' }, 'connect-failed'],
  [{ stage: 'connect', code: 'ENOTFOUND' }, 'connect-failed'],
  [{ stage: 'connect', code: 'ECONNRESET' }, 'connect-failed'],
  [{ stage: 'connect', level: 'handshake' }, 'connect-failed'],
  [{ stage: 'connect', code: 'ETIMEDOUT' }, 'timed-out'],
  [{ stage: 'connect', level: 'client-timeout' }, 'timed-out'],
  [{ stage: 'connect', level: 'client-authentication' }, 'auth-refused'],
  [{ stage: 'request', code: 3 }, 'refused-by-server'],
  [{ stage: 'request', code: 4 }, 'refused-by-server'],
  [{ stage: 'request', code: 6 }, 'dropped'],
  [{ stage: 'request', code: 7 }, 'dropped'],
  [{ stage: 'request', code: 'EPIPE' }, 'dropped'],
  [{ stage: 'request' }, 'dropped'],
];

describe('why an SFTP conversation ended', () => {
  it.each(TABLE)('%j is %s', (facts, because) => {
    expect(classifySsh(facts)).toBe(because);
  });
});

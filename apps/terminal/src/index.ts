export { startTerminals, type ReadyTerminals } from './terminals.js';
export type { TerminalsConfigInput } from './config.js';
export type { SiteBehaviour, MailBehaviour } from './behaviour.js';
export { countArrivals, type Arrival, type Counts } from './count-arrivals.js';
export { mailFaults } from './mail-faults.js';
export { verifyDkim, type DkimRecord } from './verify-dkim.js';
export { newSshKeyPair, type SshKeyPair } from './ssh-key-pair.js';

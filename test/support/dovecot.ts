export { dovecotHere, startDovecot, type Dovecot, type Mailbox } from '../../apps/terminal/src/mailboxes/dovecot.js';

export { accountNamed, accountToRunAs, type Account } from '../../apps/terminal/src/mailboxes/account.js';

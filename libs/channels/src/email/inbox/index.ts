import type { Inbox } from '../../inbox.js';
import { ImapInbox } from './imap-inbox.js';
import type { InboxSettings } from './inbox-settings.js';

export type { InboxSettings } from './inbox-settings.js';

/** A mailbox of ours over IMAP. Nothing connects before it is opened. */
export const openInbox = (settings: InboxSettings): Inbox => new ImapInbox(settings);

/**
 * What terminals are told never to find in the words of our mails, apart from what a document itself says: who meets it has a mail of
 * somebody else. A spec looks for each in mails as they leave, in every language.
 */
export const NEVER_SAID = ['http://', 'https://', 'www.', 'click here', 'log in', 'sign in', 'user name', 'verify your account', 'unsubscribe', 'bank details', 'invoice attached', 'gift card', 'urgent payment'] as const;

/** What screening desks stop, and rightly so: nothing that runs, nothing that hides what is in it. */
export const NEVER_ATTACHED = ['.zip', '.7z', '.rar', '.exe', '.js', '.vbs', '.lnk', '.iso', '.html', '.docm', '.xlsm', 'anything with a password'] as const;

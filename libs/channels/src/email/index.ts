export { attachmentName } from './attachment-name.js';
export { classifySmtp, type SmtpEvidence, type SmtpStage } from './classify-smtp.js';
export { composeMail, type MailToCompose } from './compose-mail.js';
export { EmailChannel, type EmailChannelOptions } from './email-channel.js';
export { composeInParts, type ComposedPart, type LetterInParts } from './compose-in-parts.js';
export { ENCODED, planParts, type Piece, type Slice } from './plan-parts.js';
export { MailInputError } from './errors.js';
export type { PoolSettings } from './session-pool.js';
export type { Relay, SmtpTimeouts } from './smtp-session.js';

/** One mailbox and how it is reached, in the shape of the directory's `MailInbox`. */
export interface InboxSettings {
  /** for words: which of ours it is */
  name: string;
  host: string;
  port: number;
  /** implicit: from the first byte (RFC 8314) · required: STARTTLS before anything is said · none: on this machine alone */
  tls: 'implicit' | 'required' | 'none';
  /** PEM of the authority its certificate is signed by; null: those this machine trusts */
  caFile: string | null;
  user: string;
  /** name of the environment variable that holds the password */
  passwordEnv: string;
  folder: string;
  connectTimeoutMs: number;
  /** an answer that is due, and nothing moves for so long */
  stallTimeoutMs: number;
  /** a larger mail is not read */
  largestMailBytes: number;
}

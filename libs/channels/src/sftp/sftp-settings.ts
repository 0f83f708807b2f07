/**
 * What is needed to reach one endpoint by SFTP. The same shape as the directory's SftpProfile: rooms on one floor do not
 * import each other, so the journey hands the profile over as a plain value.
 */
export interface SftpSettings {
  host: string;
  port: number;
  user: string;
  /** path of the private key, or the name of the environment variable that holds the password; one of both */
  privateKeyFile: string | null;
  passwordEnv: string | null;
  /** OpenSSH's form: SHA256:<base64>, pinned at onboarding */
  hostKey: string;
  /** where documents are put; where theirs are picked up (null: nothing is picked up) */
  inbox: string;
  outbox: string | null;
  /** appended while a file is being written, removed by the rename that commits it */
  temporarySuffix: string;
  /** true: they may take a file before it has its final name, so a broken write may have arrived */
  readsTemporaryNames: boolean;
  /** true: they take files away, so a missing final name proves nothing */
  removesFiles: boolean;
  connectTimeoutMs: number;
  /** no progress for this long ends a transfer */
  stallTimeoutMs: number;
}

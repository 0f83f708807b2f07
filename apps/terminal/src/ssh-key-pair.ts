import ssh2 from 'ssh2';

// Its CommonJS names are not visible to node as named exports.
const { utils } = ssh2;

export interface SshKeyPair {
  /** OpenSSH's private form */
  privateKey: string;
  /** one line as in authorized_keys */
  publicKey: string;
  /** the public key's wire form, what a fingerprint is made of */
  publicBlob: Buffer;
}

/** Four bytes of length, "ssh-ed25519", four bytes of length, the key. */
const BLOB_LENGTH = 4 + 11 + 4 + 32;

/** An Ed25519 pair. ssh2 1.17 drops a leading zero byte of about one key in 256; such a pair is thrown away here. */
export function newSshKeyPair(): SshKeyPair {
  for (;;) {
    const pair = utils.generateKeyPairSync('ed25519');
    const parsed = [utils.parseKey(pair.private), utils.parseKey(pair.public)];
    const blobs = parsed.map((key) => (key instanceof Error || Array.isArray(key) ? null : key.getPublicSSH()));
    const [fromPrivate, fromPublic] = blobs;
    if (fromPrivate && fromPublic && fromPrivate.equals(fromPublic) && fromPublic.length === BLOB_LENGTH) {
      return { privateKey: pair.private, publicKey: pair.public, publicBlob: fromPublic };
    }
  }
}

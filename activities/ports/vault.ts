/** An encrypted value, fit for a file. All but `key` is base64url. */
export interface Sealed {
  alg: 'A256GCM';
  /** First half of the key's SHA-256, hex: says which key opens it, and nothing of the key. */
  key: string;
  iv: string;
  tag: string;
  data: string;
}

/** Keeps values from whoever reads the artifact store. */
export interface Vault {
  seal(value: unknown): Sealed;
  /** Throws `ArtifactChanged` for what was sealed with another key, or has been changed since. */
  open(sealed: Sealed): unknown;
}

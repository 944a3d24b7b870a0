import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps secrets that must be read back, such as signing keys and seeds of one-time codes. */
export interface Sealer {
  /** Only `open` with the same context reads it. */
  seal(text: string, context: string): string;
  /** Throws when it was changed, or sealed for another context or by another secret. */
  open(sealed: string, context: string): string;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals with AES-256-GCM under a key that follows from the installation's secret. */
export function sealer(secret: Uint8Array): Sealer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'sealed secrets', 32));
  return {
    seal(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(context));
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
        'base64url',
      );
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64url');
      // The decoder drops the spare bits of the last character and what is no base64url: one text alone stands for a secret.
      if (bytes.toString('base64url') !== sealed) throw new Error('a sealed secret is not written as it was sealed');
      const tagAt = bytes.length - TAG_BYTES;
      if (tagAt < NONCE_BYTES) throw new Error('a sealed secret is too short to be one');
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(tagAt));
      return decipher.update(bytes.subarray(NONCE_BYTES, tagAt), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}

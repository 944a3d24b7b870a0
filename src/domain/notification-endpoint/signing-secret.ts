export const SIGNING_SECRET_PREFIX = 'whsec_';

/** A secret as Standard Webhooks writes it, of 32 random bytes. */
export function signingSecret(bytes: Uint8Array): string {
  return SIGNING_SECRET_PREFIX + bytes.toBase64();
}

import { randomBytes } from 'node:crypto';
import { signingSecret } from '../domain/notification-endpoint/signing-secret.ts';

const SECRET_BYTES = 32;

/** A new secret by which messages are signed, as Standard Webhooks writes it. */
export function newSigningSecret(): string {
  return signingSecret(randomBytes(SECRET_BYTES));
}

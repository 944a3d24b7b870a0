import { createHmac } from 'node:crypto';
import { SIGNING_SECRET_PREFIX } from '../../domain/notification-endpoint/signing-secret.ts';

/**
 * The headers by which a receiver knows who sent a message, after Standard Webhooks 1.0. With two secrets both signatures
 * are there, so that one can be exchanged for the next without a gap.
 */
export function signWebhook(
  { id, at, body }: { readonly id: string; readonly at: Temporal.Instant; readonly body: string },
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.epochMilliseconds / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(SIGNING_SECRET_PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

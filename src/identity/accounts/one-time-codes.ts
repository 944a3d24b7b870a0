import { Secret, TOTP } from 'otpauth';

/** What people's apps know: HMAC-SHA-1, six digits, 30 seconds (RFC 6238 and every app). */
const PERIOD = 30;
const SEED_BYTES = 20;
const WINDOW = 1;
const CODE = /^[0-9]{6}$/;

/** A new random seed, base32. */
export function newSeed(): string {
  return new Secret({ size: SEED_BYTES }).base32;
}

/** The address that an app reads as a QR code. */
export function seedAddress(seed: string, signInName: string, issuer: string): string {
  return totpOf(seed, { label: signInName, issuer }).toString();
}

/**
 * The step (30 seconds each since the epoch) for which the code is right at `now`, one before or after counted; null
 * where it is wrong. Spaces are let through, digits of other scripts are not.
 */
export function stepOf(seed: string, typed: string, now: Temporal.Instant): number | null {
  const code = typed.replaceAll(' ', '');
  if (!CODE.test(code)) return null;
  const timestamp = now.epochMilliseconds;
  const delta = totpOf(seed).validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD) + delta;
}

/** The code that an app shows at an instant. */
export function codeAt(seed: string, now: Temporal.Instant): string {
  return totpOf(seed).generate({ timestamp: now.epochMilliseconds });
}

function totpOf(seed: string, named: { readonly label?: string; readonly issuer?: string } = {}): TOTP {
  return new TOTP({ ...named, algorithm: 'SHA1', digits: 6, period: PERIOD, secret: Secret.fromBase32(seed) });
}

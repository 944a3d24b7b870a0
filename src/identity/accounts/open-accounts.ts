import { randomUUID } from 'node:crypto';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Sealer } from '../sealer.ts';
import type { AccountServices } from './account-services.ts';
import { argon2Hasher, type PasswordHasher } from './password-hasher.ts';
import { signInThrottle } from './sign-in-throttle.ts';

export interface OpenAccountsOptions {
  readonly ledger: Ledger;
  readonly clock: () => Temporal.Instant;
  readonly sealer: Sealer;
  readonly publicUrl: () => string;
  readonly hasher?: PasswordHasher;
}

/** The accounts of the embedded provider, in the ledger's database. */
export function openAccounts({
  ledger,
  clock,
  sealer,
  publicUrl,
  hasher = argon2Hasher,
}: OpenAccountsOptions): AccountServices {
  return { ledger, clock, sealer, publicUrl, hasher, newId: randomUUID, throttle: signInThrottle({ ledger, clock }) };
}

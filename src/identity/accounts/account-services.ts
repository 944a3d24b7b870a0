import type { Ledger } from '../../ledger/ledger.ts';
import type { Sealer } from '../sealer.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

/** What local accounts work with. */
export interface AccountServices {
  readonly ledger: Ledger;
  readonly clock: () => Temporal.Instant;
  readonly newId: () => string;
  readonly sealer: Sealer;
  readonly hasher: PasswordHasher;
  readonly throttle: SignInThrottle;
  /** Under which browsers reach the server; passkeys are bound to it. */
  readonly publicUrl: () => string;
}

import type { AccessIndex } from '../access/access-index.ts';
import type { Authenticator } from '../identity/authenticator.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** What the surfaces work with; made in main.ts, or by a test. */
export interface Services {
  readonly ledger: Ledger;
  readonly accessIndex: AccessIndex;
  readonly authenticator: Authenticator;
  readonly clock: () => Temporal.Instant;
  readonly newId: () => string;
}

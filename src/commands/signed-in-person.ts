import { refuse } from '../domain/errors.ts';
import type { Principal } from '../domain/principal.ts';
import type { Reader } from '../ledger/engine.ts';
import { principalById, principalByIdentity } from '../ledger/facts/principal-facts.ts';

/** Who a provider vouched for, and how: by (issuer, subject), or by the id of a principal from the embedded provider. */
export interface SignedIn {
  readonly issuer: string;
  readonly subject: string;
  readonly namesPrincipal: boolean;
  readonly methods: readonly string[];
}

/** The person that the provider vouched for. Refuses who is unknown here, disabled, or no person. */
export async function signedInPerson(tx: Reader, { issuer, subject, namesPrincipal }: SignedIn): Promise<Principal> {
  const principal = await (namesPrincipal ? principalById(tx, subject) : principalByIdentity(tx, issuer, subject));
  if (principal === null || principal.kind !== 'user') {
    refuse({
      code: 'notPermitted',
      message: 'nobody in this organisation has this identity; ask an administrator to add you',
    });
  }
  if (!principal.enabled) {
    refuse({ code: 'principalDisabled', message: 'your account is disabled; ask an administrator' });
  }
  return principal;
}

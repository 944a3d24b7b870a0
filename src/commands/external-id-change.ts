import { externalIssuer } from '../domain/directory/external-issuer.ts';
import { whyIdentityInvalid } from '../domain/directory/why-names-invalid.ts';
import { refuse } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import type { Principal } from '../domain/principal.ts';
import type { Reader } from '../ledger/engine.ts';
import { identitiesOf } from '../ledger/facts/directory-facts.ts';
import { principalByIdentity } from '../ledger/facts/principal-facts.ts';
import type { ProvisioningSource } from '../ledger/facts/provisioning-facts.ts';
import { requireRight } from './require-right.ts';

/**
 * The events by which a directory calls an entry otherwise; null: nothing any more. With a person that is who signs in as
 * them, so for somebody with power the source needs the right to it.
 */
export async function externalIdChange(
  tx: Reader,
  source: ProvisioningSource,
  principal: Principal,
  externalId: string | null,
  now: Temporal.Instant,
): Promise<readonly DomainEvent[]> {
  const issuer = externalIssuer(source, principal.kind);
  const known = (await identitiesOf(tx, principal.id)).filter((identity) => identity.issuer === issuer);
  if (externalId === null ? known.length === 0 : known.some(({ subject }) => subject === externalId)) return [];
  if (principal.kind === 'user') await requireRight(tx, source, principal.id, now);
  const detached = known.map(
    ({ subject }): DomainEvent => ({ type: 'principal.identityDetached', principalId: principal.id, issuer, subject }),
  );
  if (externalId === null) return detached;
  const invalid = whyIdentityInvalid({ issuer, subject: externalId });
  if (invalid !== null) refuse({ ...invalid, field: 'externalId' });
  if ((await principalByIdentity(tx, issuer, externalId)) !== null) {
    refuse({
      code: 'identityTaken',
      field: 'externalId',
      given: externalId,
      message: `the external id \`${externalId}\` is somebody else's; free it there first`,
    });
  }
  return [...detached, { type: 'principal.identityAttached', principalId: principal.id, issuer, subject: externalId }];
}

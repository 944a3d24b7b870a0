import { whyIdentityInvalid } from '../domain/directory/why-names-invalid.ts';
import { refuse } from '../domain/errors.ts';
import type { Identity } from '../domain/principal.ts';
import type { Reader } from '../ledger/engine.ts';
import { directoryEntry, identitiesOf } from '../ledger/facts/directory-facts.ts';
import { principalByIdentity } from '../ledger/facts/principal-facts.ts';
import { provisioningSourceById } from '../ledger/facts/provisioning-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorisePrincipalChange } from './authorise-principal-change.ts';
import { type Caller, contextOf } from './caller.ts';
import { endSessionsOf } from './end-session.ts';

/**
 * Lets a person sign in as this subject of this identity provider too. Whoever may do that could become the person, so it
 * takes the authority over their credentials; an address or a name never links anybody (BEHAVIOUR §1).
 */
export function attachIdentity(ledger: Ledger, caller: Caller, personId: string, identity: Identity): Promise<void> {
  return ledger.execute(contextOf(caller, 'changeIdentities', personId), async ({ now, tx, append }) => {
    await requireOwnIdentity(tx, caller, personId, identity, now);
    const holder = await principalByIdentity(tx, identity.issuer, identity.subject);
    if (holder?.id === personId) return;
    if (holder !== null) {
      refuse({
        code: 'identityTaken',
        field: 'subject',
        given: identity.subject,
        conflictsWith: holder.id,
        message: `\`${identity.subject}\` at \`${identity.issuer}\` is somebody else already; detach it there first`,
      });
    }
    const { issuer, subject } = identity;
    await append([{ type: 'principal.identityAttached', principalId: personId, issuer, subject }]);
  });
}

/** Nobody is that person by this identity any more; their sessions end, whatever they signed in with. */
export function detachIdentity(ledger: Ledger, caller: Caller, personId: string, identity: Identity): Promise<void> {
  return ledger.execute(contextOf(caller, 'changeIdentities', personId), async (scope) => {
    const { now, tx, append } = scope;
    await requireOwnIdentity(tx, caller, personId, identity, now);
    const { issuer, subject } = identity;
    const known = await identitiesOf(tx, personId);
    if (!known.some((each) => each.issuer === issuer && each.subject === subject)) {
      refuse({ code: 'identityNotFound', message: `\`${personId}\` is not \`${subject}\` at \`${issuer}\`` });
    }
    await append([{ type: 'principal.identityDetached', principalId: personId, issuer, subject }]);
    await endSessionsOf(scope, personId, 'identityDetached');
  });
}

/** Refuses whoever does not reach the person, and the identity that a directory keeps. */
async function requireOwnIdentity(
  tx: Reader,
  caller: Caller,
  personId: string,
  identity: Identity,
  now: Temporal.Instant,
): Promise<void> {
  await authorisePrincipalChange(tx, caller, { command: 'changeIdentities', principalId: personId }, now);
  const entry = await directoryEntry(tx, personId);
  if (entry === null || entry.principal.kind === 'group') {
    refuse({ code: 'personNotFound', given: personId, message: `there is no person \`${personId}\`` });
  }
  const invalid = whyIdentityInvalid(identity);
  if (invalid !== null) refuse(invalid);
  const source = entry.sourceId === null ? null : await provisioningSourceById(tx, entry.sourceId);
  if (source?.issuer !== identity.issuer) return;
  refuse({
    code: 'ownedByDirectory',
    field: 'issuer',
    given: identity.issuer,
    message: `who \`${entry.principal.displayName}\` is at \`${identity.issuer}\` is kept by a directory; change it there`,
  });
}

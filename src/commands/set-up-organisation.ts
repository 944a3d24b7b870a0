import { invalidField, refuse } from '../domain/errors.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { principalByIdentity } from '../ledger/facts/principal-facts.ts';
import { registeredScope } from '../ledger/facts/scope-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { forgetEnrolmentLinks } from '../ledger/vault/enrolment-link.ts';
import { addLocalAccount } from './create-local-account.ts';
import { administratorEvents, organisationEvents } from './establish-organisation.ts';
import { goodLink } from './redeem-enrolment-link.ts';

/** Who was made by the set-up link is known by this identity, so that there is one at most. */
const firstAdministrator = { issuer: 'urn:brevet:local', subject: 'first-administrator' } as const;

export interface SetUp {
  readonly digest: string;
  readonly principalId: string;
  readonly organisation: { readonly name: string; readonly tenantId: string };
  readonly displayName: string;
  /** In the form in which names are kept. */
  readonly signInName: string;
  readonly email: string | null;
  readonly passwordHash: string;
  readonly newId: () => string;
  readonly correlationId: string;
  readonly origin: string;
}

/** Whether somebody used the set-up link, now or ever. */
export async function isSetUp(tx: Reader): Promise<boolean> {
  return (await principalByIdentity(tx, firstAdministrator.issuer, firstAdministrator.subject)) !== null;
}

/**
 * Uses the set-up link: its holder becomes the first administrator, of an organisation that is made with them where there
 * is none. Of many at once one wins; the others hear that the link is no good.
 */
export function setUpOrganisation(ledger: Ledger, asked: SetUp): Promise<void> {
  const { digest, principalId, organisation, displayName, signInName, correlationId, origin } = asked;
  const context = { actorId: null, command: 'setUpOrganisation', correlationId, origin, target: null };
  return ledger.execute(context, async (scope) => {
    const { tx, now, append } = scope;
    const { purpose } = await goodLink(scope, digest);
    if (purpose !== 'setUp' || (await isSetUp(tx))) {
      refuse({ code: 'enrolmentLinkInvalid', message: 'this server is set up already; sign in' });
    }
    const isNew = (await registeredScope(tx, ROOT)) === null;
    for (const [field, value] of Object.entries({
      ...(isNew ? { organisation: organisation.name } : {}),
      displayName,
    })) {
      if (value.trim() === '' || value.length > 256) refuse(invalidField(field, value, '1 to 256 characters'));
    }
    const { email } = asked;
    const administrator = {
      id: principalId,
      kind: 'user',
      displayName: displayName.trim(),
      userName: signInName,
      email,
      ...firstAdministrator,
    } as const;
    await append([
      ...(isNew ? organisationEvents(organisation) : []),
      ...administratorEvents(administrator, now, asked.newId),
      { type: 'enrolmentLink.used', purpose, principalId },
    ]);
    const { passwordHash } = asked;
    await addLocalAccount(scope, { principalId, signInName, passwordHash, secondFactor: 'always' });
    await forgetEnrolmentLinks(scope.vault, null);
  });
}

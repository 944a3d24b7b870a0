import { randomBytes } from 'node:crypto';
import type { Caller } from '../../commands/caller.ts';
import { type IssuedLink, issueEnrolmentLink, issueSetUpLink } from '../../commands/issue-enrolment-link.ts';
import { goodLink, redeemEnrolmentLink } from '../../commands/redeem-enrolment-link.ts';
import { setUpOrganisation } from '../../commands/set-up-organisation.ts';
import { signInNameOf } from '../../domain/account/sign-in-name.ts';
import { invalidField, refuse } from '../../domain/errors.ts';
import type { EnrolmentPurpose } from '../../domain/events.ts';
import { ROOT } from '../../domain/scope.ts';
import { principalById } from '../../ledger/facts/principal-facts.ts';
import { registeredScope } from '../../ledger/facts/scope-facts.ts';
import { localAccountOf } from '../../ledger/vault/local-account.ts';
import type { CallOrigin } from '../authenticator.ts';
import { secretDigest } from '../secret-digest.ts';
import type { AccountServices } from './account-services.ts';
import { hashGoodPassword } from './hash-good-password.ts';

const TOKEN_BYTES = 32;

/** The address holds the secret; it is shown once. */
export type NewEnrolmentLink = IssuedLink & { readonly url: string };

/** A link for a person who cannot sign in yet, or not any more. */
export async function linkForPerson(
  { ledger, publicUrl }: Pick<AccountServices, 'ledger' | 'publicUrl'>,
  caller: Caller,
  principalId: string,
): Promise<NewEnrolmentLink> {
  const token = newToken();
  const issued = await issueEnrolmentLink(ledger, caller, { principalId, digest: secretDigest(token) });
  return { ...issued, url: linkUrl(publicUrl(), token) };
}

/** The link for the first administrator; null where there is one. */
export async function setUpLink({ ledger, publicUrl }: AccountServices): Promise<NewEnrolmentLink | null> {
  const token = newToken();
  const issued = await issueSetUpLink(ledger, secretDigest(token));
  return issued === null ? null : { ...issued, url: linkUrl(publicUrl(), token) };
}

/** What a link is for, and the name with which its person will sign in; null where the person chooses it. */
export function linkTarget(
  { ledger }: AccountServices,
  token: string,
): Promise<{
  readonly purpose: EnrolmentPurpose;
  readonly signInName: string | null;
  readonly displayName: string | null;
  /** Whether the organisation is there, and needs no name. */
  readonly hasOrganisation: boolean;
}> {
  return ledger.dryRun(async (scope) => {
    const { purpose, principalId } = await goodLink(scope, secretDigest(token));
    const hasOrganisation = (await registeredScope(scope.tx, ROOT)) !== null;
    if (principalId === null) return { purpose, signInName: null, displayName: null, hasOrganisation };
    const principal = await principalById(scope.tx, principalId);
    const account = await localAccountOf(scope.tx, principalId);
    const signInName = account?.signInName ?? signInNameOf(principal?.userName ?? '') ?? '';
    return { purpose, signInName, displayName: principal?.displayName ?? '', hasOrganisation };
  });
}

export interface TypedEnrolment {
  readonly token: string;
  readonly password: string;
  /** The rest is for the set-up alone. */
  readonly organisation: string;
  readonly displayName: string;
  readonly name: string;
  readonly email: string;
  readonly tenantId: string;
  readonly call: CallOrigin;
}

/** Uses a link; the name with which the person signs in from now on. Refuses a password that others would guess. */
export async function redeemLink(services: AccountServices, typed: TypedEnrolment): Promise<string> {
  const { ledger, newId } = services;
  const { token, password, call } = typed;
  // nothing costs a hash but a link that is good now
  const target = await linkTarget(services, token);
  const signInName = target.signInName ?? signInNameOf(typed.name);
  if (signInName === null) {
    refuse(invalidField('name', typed.name, '2 to 128 letters, digits, `.`, `_`, `-`, `+` and `@`'));
  }
  const passwordHash = await hashGoodPassword(services, password, signInName);
  const digest = secretDigest(token);
  if (target.purpose !== 'setUp') {
    await redeemEnrolmentLink(ledger, { digest, passwordHash, ...call });
    return signInName;
  }
  const email = typed.email.trim();
  if (email !== '' && !/^[^\s@<>]{1,64}@[^\s@<>]{1,190}$/.test(email)) {
    refuse(invalidField('email', email, 'an address such as `name@example.org`, or nothing'));
  }
  await setUpOrganisation(ledger, {
    digest,
    principalId: newId(),
    organisation: { name: typed.organisation.trim(), tenantId: typed.tenantId },
    displayName: typed.displayName,
    signInName,
    email: email === '' ? null : email,
    passwordHash,
    newId,
    ...call,
  });
  return signInName;
}

function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

function linkUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/enrol?token=${token}`;
}

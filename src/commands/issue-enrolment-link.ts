import { signInNameOf } from '../domain/account/sign-in-name.ts';
import { refuse } from '../domain/errors.ts';
import type { EnrolmentPurpose } from '../domain/events.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import type { CommandScope, Ledger } from '../ledger/ledger.ts';
import { keepEnrolmentLink } from '../ledger/vault/enrolment-link.ts';
import { localAccountNamed, localAccountOf } from '../ledger/vault/local-account.ts';
import { authorisePrincipalChange } from './authorise-principal-change.ts';
import { type Caller, contextOf } from './caller.ts';
import { isSetUp } from './set-up-organisation.ts';

const GOOD_FOR = { hours: 24 };

/** A link that was issued, but for what it holds. */
export interface IssuedLink {
  readonly purpose: EnrolmentPurpose;
  readonly expiresAt: Temporal.Instant;
}

/**
 * Lets a person set a new password by a one-time link, good for a day: a first one, or in place of everything by which
 * they prove themselves now. For somebody with power only privileged administrators issue it, and nobody for themselves:
 * who has taken over a session must not be able to make more of it.
 */
export function issueEnrolmentLink(
  ledger: Ledger,
  caller: Caller,
  { principalId, digest }: { readonly principalId: string; readonly digest: string },
): Promise<IssuedLink> {
  return ledger.execute(contextOf(caller, 'resetCredentials', principalId), async (scope) => {
    const { tx, now } = scope;
    if (principalId === caller.principalId) {
      refuse({ code: 'ownCredentials', message: 'change your own at `/account`, or ask another administrator' });
    }
    await authorisePrincipalChange(tx, caller, { command: 'resetCredentials', principalId }, now);
    const principal = await principalById(tx, principalId);
    if (principal?.kind !== 'user') {
      refuse({ code: 'principalNotFound', message: `there is no person \`${principalId}\`` });
    }
    const purpose = (await localAccountOf(tx, principalId)) === null ? 'enrol' : 'reset';
    if (purpose === 'enrol') {
      const signInName = signInNameOf(principal.userName ?? '');
      if (signInName === null) {
        refuse({
          code: 'valueInvalid',
          field: 'userName',
          message: 'the person needs a user name of letters, digits, `.`, `_`, `-`, `+` and `@` to sign in with',
        });
      }
      if ((await localAccountNamed(tx, signInName)) !== null) {
        refuse({
          code: 'signInNameTaken',
          given: signInName,
          message: `somebody signs in as \`${signInName}\` already`,
        });
      }
    }
    return issue(scope, { purpose, principalId, digest });
  });
}

/**
 * Lets whoever runs the server become the first administrator, by a link that the start prints; the links of earlier
 * starts are void. Null where there is one already.
 */
export function issueSetUpLink(ledger: Ledger, digest: string): Promise<IssuedLink | null> {
  const context = { actorId: null, command: 'setUpOrganisation', correlationId: 'first-start', origin: null };
  return ledger.execute(context, async (scope) => {
    if (await isSetUp(scope.tx)) return null;
    return issue(scope, { purpose: 'setUp', principalId: null, digest });
  });
}

async function issue(
  { now, append, vault }: CommandScope,
  link: { readonly purpose: EnrolmentPurpose; readonly principalId: string | null; readonly digest: string },
): Promise<IssuedLink> {
  const { purpose, principalId } = link;
  const expiresAt = now.add(GOOD_FOR);
  await append([{ type: 'enrolmentLink.issued', purpose, principalId, expiresAt }]);
  const times = { createdAt: now.epochMilliseconds, expiresAt: expiresAt.epochMilliseconds };
  await keepEnrolmentLink(vault, { ...link, ...times });
  return { purpose, expiresAt };
}

import { signInNameOf } from '../domain/account/sign-in-name.ts';
import { refuse } from '../domain/errors.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import type { CommandScope, Ledger } from '../ledger/ledger.ts';
import { type EnrolmentLink, enrolmentLink, forgetEnrolmentLinks } from '../ledger/vault/enrolment-link.ts';
import { localAccountOf } from '../ledger/vault/local-account.ts';
import { addLocalAccount } from './create-local-account.ts';
import { replaceCredentials } from './replace-credentials.ts';

export interface Redeemed {
  readonly digest: string;
  readonly passwordHash: string;
  readonly correlationId: string;
  readonly origin: string;
}

/** The link; refuses one that was used, replaced, or has expired in the same words as one that never was. */
export async function goodLink({ tx, now }: Pick<CommandScope, 'tx' | 'now'>, digest: string): Promise<EnrolmentLink> {
  const link = await enrolmentLink(tx, digest);
  if (link === null || now.epochMilliseconds >= link.expiresAt) {
    refuse({
      code: 'enrolmentLinkInvalid',
      message: 'this link was used, has expired, or never was one; ask for a new one',
    });
  }
  return link;
}

/**
 * Uses the link of a person: sets their password, the first one, or in place of everything by which they proved
 * themselves before. At the next sign-in they add a second factor.
 */
export function redeemEnrolmentLink(
  ledger: Ledger,
  { digest, passwordHash, correlationId, origin }: Redeemed,
): Promise<void> {
  const context = { actorId: null, command: 'redeemEnrolmentLink', correlationId, origin, target: null };
  return ledger.execute(context, async (scope) => {
    const { tx, append, vault } = scope;
    const { principalId, purpose } = await goodLink(scope, digest);
    const principal = principalId === null ? null : await principalById(tx, principalId);
    if (principalId === null || principal?.kind !== 'user' || !principal.enabled) {
      refuse({
        code: 'enrolmentLinkInvalid',
        message: 'this link is for nobody who can sign in; ask an administrator',
      });
    }
    const account = await localAccountOf(tx, principalId);
    if (account === null) {
      const signInName = signInNameOf(principal.userName ?? '');
      if (signInName === null) {
        refuse({ code: 'enrolmentLinkInvalid', message: 'your user name has changed; ask for a new link' });
      }
      await addLocalAccount(scope, { principalId, signInName, passwordHash, secondFactor: 'always' });
    } else {
      await replaceCredentials(scope, principalId, passwordHash);
    }
    await append([{ type: 'enrolmentLink.used', purpose, principalId }]);
    await forgetEnrolmentLinks(vault, principalId);
  });
}

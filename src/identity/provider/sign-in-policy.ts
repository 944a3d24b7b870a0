import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import {
  isAtLeast,
  type SignInStrength,
  signInStrengths,
  wantedStrength,
} from '../../domain/account/sign-in-strength.ts';

/** Why a session at the provider does not do: it proves less than is asked for. */
export const TOO_WEAK = 'too_weak';

/** Tells from when on a person's sign-ins count; milliseconds since the epoch. */
export type SignInsCountFrom = (principalId: string) => Promise<number>;

/** The strength that a request asks for by `acr_values`; null where it asks for none that is known. */
export function strengthAsked(acrValues: unknown): SignInStrength | null {
  return typeof acrValues === 'string' ? wantedStrength(acrValues.split(' ')) : null;
}

/**
 * When a person has to prove themselves at the embedded provider: what the protocol says, and where the session proves
 * less than `acr_values` ask for, or was ended.
 */
export function signInPolicy(countFrom: SignInsCountFrom): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  // who is asked for consent: nobody, as every client is this organisation's own
  policy.remove('consent');
  const { Check } = interactionPolicy;
  const login = policy.get('login');
  login?.checks.add(
    new Check(TOO_WEAK, 'a stronger sign-in is required', 'login_required', (ctx) => {
      const wanted = strengthAsked(ctx.oidc.params?.['acr_values']);
      const isNew = ctx.oidc.result?.login !== undefined;
      return wanted !== null && !isNew && !isAtLeast(strengthOfSession(ctx), wanted);
    }),
  );
  login?.checks.add(
    new Check('ended', 'the session was ended', 'login_required', async (ctx) => {
      const { accountId, loginTs = 0 } = ctx.oidc.session ?? {};
      if (accountId === undefined || ctx.oidc.result?.login !== undefined) return false;
      return loginTs * 1000 < (await countFrom(accountId));
    }),
  );
  return policy;
}

function strengthOfSession(ctx: KoaContextWithOIDC): SignInStrength | null {
  return signInStrengths.find((strength) => strength === ctx.oidc.session?.acr) ?? null;
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import { completeSignIn } from '../../commands/complete-sign-in.ts';
import type { Baseline, SigningIn } from '../../commands/prove-factor.ts';
import {
  methodReferences,
  type SignInMethod,
  type SignInStrength,
  strengthOf,
} from '../../domain/account/sign-in-strength.ts';
import type { AccountServices } from '../../identity/accounts/account-services.ts';
import { clientName } from '../../identity/provider/provider-clients.ts';
import { interactionPath } from '../../identity/provider/provider-paths.ts';
import { strengthAsked, TOO_WEAK } from '../../identity/provider/sign-in-policy.ts';
import { secretDigest } from '../../identity/secret-digest.ts';

/** A client's request for which somebody is proving who they are. */
export interface Interaction {
  /** Its address here. */
  readonly base: string;
  readonly signingIn: SigningIn;
  readonly wanted: SignInStrength | null;
  readonly clientId: string;
  readonly clientName: string;
  /** Whose session the browser has, or whom the client expects. */
  readonly expectedPrincipalId: string | null;
  readonly loginHint: string | null;
  /** Beside this server, where the browser goes after it. */
  readonly formTargets: readonly string[];
}

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

const methodOf: Readonly<Record<string, SignInMethod>> = { pwd: 'password', otp: 'totp', pop: 'passkey' };

/** The request that the browser is sent here for; null where it is none, has ended, or is of another browser. */
export async function interactionOf(
  provider: Provider,
  tenantId: string,
  request: FastifyRequest<{ Params: { uid: string } }>,
  reply: FastifyReply,
): Promise<Interaction | null> {
  const details = await provider.interactionDetails(request.raw, reply.raw).catch(() => null);
  if (details === null || details.uid !== request.params.uid || details.prompt.name !== 'login') return null;
  const { uid, params, session } = details;
  const clientId = String(params['client_id']);
  return {
    base: interactionPath(tenantId, uid),
    signingIn: {
      attemptKey: secretDigest(`sign-in ${uid}`),
      baseline: await baselineOf(provider, details),
      correlationId: request.correlationId,
      origin: `sign-in ${request.ip} ${request.correlationId}`,
    },
    wanted: strengthAsked(params['acr_values']),
    clientId,
    clientName: clientName(clientId),
    expectedPrincipalId: session?.accountId ?? null,
    loginHint: typeof params['login_hint'] === 'string' ? params['login_hint'].slice(0, 128) : null,
    formTargets: originsOf(params['redirect_uri']),
  };
}

/** Only where the session is good and too weak alone, what it proves is counted; else all is proven anew. */
async function baselineOf(provider: Provider, { prompt, session }: Details): Promise<Baseline> {
  const isTooWeakAlone = prompt.reasons.length > 0 && prompt.reasons.every((reason) => reason === TOO_WEAK);
  if (!isTooWeakAlone || session?.uid === undefined) return null;
  const { accountId, loginTs, amr = [] } = (await provider.Session.findByUid(session.uid)) ?? {};
  if (accountId === undefined || loginTs === undefined || accountId !== session.accountId) return null;
  const methods = amr.flatMap((reference) => methodOf[reference] ?? []);
  return methods.length === 0 ? null : { principalId: accountId, methods, provenSince: loginTs * 1000 };
}

/** Ends the sign-in and gives the browser back to the client. Returns whose it was and where the browser goes on. */
export async function finishInteraction(
  { ledger }: Pick<AccountServices, 'ledger'>,
  provider: Provider,
  { signingIn, wanted, clientId }: Interaction,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ readonly principalId: string; readonly url: string }> {
  const { principalId, methods, provenSince } = await completeSignIn(ledger, { ...signingIn, wanted, clientId });
  const acr = strengthOf(methods) ?? undefined;
  const login = {
    accountId: principalId,
    amr: [...methodReferences(methods)],
    ...(acr === undefined ? {} : { acr }),
    ts: Math.floor(provenSince / 1000),
    remember: false,
  };
  const url = await provider.interactionResult(request.raw, reply.raw, { login }, { mergeWithLastSubmission: false });
  return { principalId, url };
}

/** Browsers hold a form to its targets also where an answer leads on. */
function originsOf(redirectUri: unknown): readonly string[] {
  const url = typeof redirectUri === 'string' ? URL.parse(redirectUri) : null;
  return url === null || url.origin === 'null' ? [] : [url.origin];
}

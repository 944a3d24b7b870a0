import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BeginOptions, RelyingParty, SignInTransaction } from '../../identity/sign-in/relying-party.ts';
import { noteFailure } from '../plugins/request-failure.ts';
import { cookieOptions } from '../plugins/session-cookie.ts';
import { failurePage, sendPage } from './sign-in-pages.ts';
import type { SignInServices } from './sign-in-services.ts';

const TRANSACTION_COOKIE = '__Host-brevet-sign-in';

/** Sends the browser to the provider; what is needed when it comes back goes along, sealed, in a cookie. */
export async function leaveForProvider(
  { sealer }: SignInServices,
  party: RelyingParty,
  options: BeginOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  try {
    const { url, transaction } = await party.begin(options);
    const sealed = sealer.seal(JSON.stringify(transaction), TRANSACTION_COOKIE);
    return reply.setCookie(TRANSACTION_COOKIE, sealed, cookieOptions).redirect(url, 302);
  } catch (error) {
    noteFailure(request, error, 'signInFailed');
    return sendPage(reply, 502, failurePage('providerDown'));
  }
}

/**
 * What the browser took along to the provider, once only; null where it did not, too long ago, or to another provider.
 */
export function takeTransaction(
  { sealer }: SignInServices,
  providerId: string,
  request: FastifyRequest,
  reply: FastifyReply,
  now: Temporal.Instant,
): SignInTransaction | null {
  reply.clearCookie(TRANSACTION_COOKIE, cookieOptions);
  const sealed = request.cookies[TRANSACTION_COOKIE];
  if (sealed === undefined) return null;
  try {
    const transaction = JSON.parse(sealer.open(sealed, TRANSACTION_COOKIE)) as SignInTransaction;
    const isInTime = now.epochMilliseconds < transaction.expiresAt;
    return isInTime && transaction.provider === providerId ? transaction : null;
  } catch {
    return null;
  }
}

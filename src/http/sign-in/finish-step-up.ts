import type { FastifyReply, FastifyRequest } from 'fastify';
import { giveProof } from '../../commands/give-proof.ts';
import { hasSecondFactor, satisfiesContext } from '../../domain/assurance.ts';
import { signInProofOf } from '../../identity/assurance-of.ts';
import { secretDigest } from '../../identity/secret-digest.ts';
import type { ProvenSignIn, RelyingParty, StepUp } from '../../identity/sign-in/relying-party.ts';
import { signedInBy } from '../../identity/sign-in/sessions.ts';
import { sessionCookieOf, setSessionCookie } from '../plugins/session-cookie.ts';
import type { Services } from '../services.ts';
import { pageHeadersFor } from './page-headers.ts';
import { proofGivenPage } from './pages/proof-pages.ts';
import { failurePage, sendPage } from './sign-in-pages.ts';
import type { SignInServices } from './sign-in-services.ts';

interface CameBack {
  readonly party: RelyingParty;
  readonly proven: ProvenSignIn;
  readonly returnTo: string;
}

/**
 * Ends a step-up: what came back must prove what was asked for. With a session that is made stronger and gets another
 * cookie; without one the proof of a token's caller is given, and nobody is signed in. Throws `Refusal`.
 */
export function stepUpFinish(
  { ledger, clock }: Services,
  { sessions, publicUrl, contexts = new Map() }: SignInServices,
) {
  return async (stepUp: StepUp, cameBack: CameBack, request: FastifyRequest, reply: FastifyReply) => {
    const { party, proven, returnTo } = cameBack;
    const { provider } = party;
    const { correlationId } = request;
    const call = { correlationId, origin: `sign-in ${request.ip} ${correlationId}` };
    const signIn = signInProofOf(proven.claims, contexts);
    const { context, maximumAge, proof, sessionKey } = stepUp;
    const assurance = { signIns: [signIn] };
    const isEnough =
      context === null
        ? hasSecondFactor(assurance, clock(), maximumAge)
        : satisfiesContext(assurance, context, clock(), maximumAge);
    if (!isEnough) return sendPage(reply, 403, failurePage('notStronger'));

    if (sessionKey === null) {
      if (proof === null) throw new Error('a step-up is for a session or a proof');
      const signedIn = signedInBy(provider, proven);
      await giveProof(ledger, { ...proof, signedIn, signIn, provider: provider.id, ...call });
      return reply.headers(pageHeadersFor(publicUrl())).send(proofGivenPage());
    }
    const cookie = sessionCookieOf(request);
    if (cookie === undefined || secretDigest(cookie) !== sessionKey) return sendPage(reply, 400, failurePage('stale'));
    const goesOn = await sessions.authenticate(cookie, call).then(
      () => true,
      () => false,
    );
    if (!goesOn) return sendPage(reply, 400, failurePage('stale'));
    setSessionCookie(reply, await sessions.strengthen({ provider, signIn: proven, cookie, proof, call }));
    return reply.redirect(returnTo, 303);
  };
}

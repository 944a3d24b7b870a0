import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { proofAskedByToken, readProof } from '../../commands/ask-for-proof.ts';
import type { SignInStrength } from '../../domain/account/sign-in-strength.ts';
import { Refusal } from '../../domain/errors.ts';
import { acrValuesOf, greatestAge } from '../../identity/authentication-contexts.ts';
import { secretDigest } from '../../identity/secret-digest.ts';
import { openDraft } from '../../identity/sign-in/proof-draft.ts';
import type { BeginOptions, RelyingParty, StepUp } from '../../identity/sign-in/relying-party.ts';
import { returnPath } from '../../identity/sign-in/return-path.ts';
import type { KeptProof } from '../../ledger/vault/request-proof.ts';
import { namesOf } from '../../queries/names-of.ts';
import { cookieOptions, sessionCookieOf } from '../plugins/session-cookie.ts';
import type { Services } from '../services.ts';
import { answerBusyByPage } from './answer-busy.ts';
import { pageHeadersFor } from './page-headers.ts';
import { confirmProofPage } from './pages/proof-pages.ts';
import { failurePage, sendPage } from './sign-in-pages.ts';
import type { SignInServices } from './sign-in-services.ts';
import { leaveForProvider } from './sign-in-transaction.ts';

/** Holds, sealed, the proof whose request this browser was shown. */
const SHOWN_COOKIE = '__Host-brevet-proof';
/** What the embedded provider calls a second factor. */
const OWN_SECOND_FACTOR: SignInStrength = 'mfa';
const CONTEXT = /^c[1-9]\d?$/;
const MAX_AGE = /^[1-9]\d{0,5}$/;
const PROOF_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A proof for a request is good for so long. */
const PROOF_AGE = 'PT5M';

interface StepUpQuery {
  readonly context?: unknown;
  readonly maxAge?: unknown;
  readonly proof?: unknown;
  readonly returnTo?: unknown;
}

/** Where people prove more of themselves: in the session of their browser, or for what a program asks for with their token. */
export function stepUpRoutes({ ledger, clock }: Services, signIn: SignInServices) {
  const { sessions, sealer, publicUrl, contexts = new Map() } = signIn;
  const parties = [...signIn.relyingParties, signIn.embedded];

  /** `max_age=0` and `prompt=login` for a proof: an older sign-in never passes for one. */
  function optionsFor(party: RelyingParty, stepUp: StepUp, maxAge: number | null, returnTo: string): BeginOptions {
    const isOwn = party.provider.namesPrincipals && stepUp.context === null && !contexts.has('mfa');
    const acrValues = isOwn ? OWN_SECOND_FACTOR : acrValuesOf(contexts, stepUp.context).join(' ');
    // a provider that is not told what for has no reason to ask more than before
    const asked = acrValues === '' ? { asksAgain: true as const } : { acrValues };
    const age = stepUp.proof !== null ? { asksAgain: true as const, maxAge: 0 } : maxAge === null ? {} : { maxAge };
    return { ...asked, ...age, returnTo, stepUp, now: clock() };
  }

  async function strengthen(cookie: string, request: FastifyRequest, reply: FastifyReply) {
    const query = request.query as StepUpQuery;
    const { correlationId } = request;
    const call = { correlationId, origin: `sign-in ${request.ip} ${correlationId}` };
    const caller = await sessions.authenticate(cookie, call).catch(() => null);
    if (caller === null) return query.proof === undefined ? signInFirst(request, reply) : showProof(request, reply);
    const party = parties.find(({ provider }) => provider.id === caller.provider);
    // a provider that was taken out of the settings since
    if (party === undefined) return signInFirst(request, reply);
    const sessionKey = secretDigest(cookie);
    const returnTo = returnPath(query.returnTo);
    if (query.proof === undefined) {
      const context = typeof query.context === 'string' && CONTEXT.test(query.context) ? query.context : null;
      const asked = typeof query.maxAge === 'string' && MAX_AGE.test(query.maxAge) ? Number(query.maxAge) : null;
      const seconds = greatestAge(contexts, context, asked);
      const maximumAge = seconds === null ? null : `PT${seconds}S`;
      const stepUp = { sessionKey, context, maximumAge, proof: null };
      return leaveForProvider(signIn, party, optionsFor(party, stepUp, seconds, returnTo), request, reply);
    }
    const proof = isProofId(query.proof) ? await readProof(ledger, caller, query.proof).catch(notThere) : null;
    if (proof === null) return showProof(request, reply);
    return leaveForProvider(
      signIn,
      party,
      optionsFor(party, stepUpFor(proof, sessionKey), null, returnTo),
      request,
      reply,
    );
  }

  /** Signing in is asked for, and comes back here. */
  function signInFirst(request: FastifyRequest, reply: FastifyReply) {
    return reply.redirect(`/sign-in?returnTo=${encodeURIComponent(request.originalUrl)}`, 302);
  }

  /** A program's link can come from anybody: the person is shown what it is about before they prove anything. */
  async function showProof(request: FastifyRequest, reply: FastifyReply) {
    const { proof: id } = request.query as StepUpQuery;
    const proof = isProofId(id) ? await proofAskedByToken(ledger, id) : null;
    if (proof === null || proof.isUsed) return sendPage(reply, 400, failurePage('stale'));
    const { asked, lasting } = openDraft(sealer, proof.id, proof.sealedDraft);
    const names = await ledger.read((reader) => namesOf(reader, [asked]));
    const shown = {
      person: names.principal(asked.principalId).displayName,
      what: asked.type === 'selfExtend' ? 'Extend a running activation' : 'Activate a role',
      role: names.role(asked.roleDefinitionId).name,
      scope: names.scope(asked.scope).displayName,
      lasting,
      justification: asked.justification,
    };
    reply.setCookie(SHOWN_COOKIE, sealer.seal(proof.id, SHOWN_COOKIE), cookieOptions);
    const page = confirmProofPage(
      proof.id,
      shown,
      parties.map(({ provider }) => provider),
    );
    return reply.headers(pageHeadersFor(publicUrl())).send(page);
  }

  async function give(party: RelyingParty, request: FastifyRequest, reply: FastifyReply) {
    const { proof: id } = request.query as StepUpQuery;
    const proof = isProofId(id) && wasShown(request, id) ? await proofAskedByToken(ledger, id) : null;
    if (proof === null) return showProof(request, reply);
    reply.clearCookie(SHOWN_COOKIE, cookieOptions);
    return leaveForProvider(signIn, party, optionsFor(party, stepUpFor(proof, null), null, '/'), request, reply);
  }

  function wasShown(request: FastifyRequest, id: string): boolean {
    try {
      return sealer.open(request.cookies[SHOWN_COOKIE] ?? '', SHOWN_COOKIE) === id;
    } catch {
      return false;
    }
  }

  return async (instance: FastifyInstance): Promise<void> => {
    const schema = { hide: true };

    answerBusyByPage(instance);
    instance.get<{ Querystring: StepUpQuery }>('/sign-in/step-up', { schema }, async (request, reply) => {
      const cookie = sessionCookieOf(request);
      if (cookie !== undefined) return strengthen(cookie, request, reply);
      return request.query.proof === undefined ? signInFirst(request, reply) : showProof(request, reply);
    });

    instance.get<{ Params: { provider: string }; Querystring: StepUpQuery }>(
      '/sign-in/step-up/give/:provider',
      { schema },
      async (request, reply) => {
        const party = parties.find(({ provider }) => provider.id === request.params.provider);
        return party === undefined ? reply.callNotFound() : give(party, request, reply);
      },
    );
  };
}

function isProofId(id: unknown): id is string {
  return typeof id === 'string' && PROOF_ID.test(id);
}

function stepUpFor({ id: proofId, contentDigest, context }: KeptProof, sessionKey: string | null): StepUp {
  return { sessionKey, context, maximumAge: PROOF_AGE, proof: { proofId, contentDigest } };
}

function notThere(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}

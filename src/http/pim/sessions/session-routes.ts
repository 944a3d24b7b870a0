import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { endSession } from '../../../commands/end-session.ts';
import { readAllSessions, readSessions } from '../../../commands/read-sessions.ts';
import { signInProofOf } from '../../../identity/assurance-of.ts';
import { claimsIn } from '../../../identity/sign-in/claims-in.ts';
import type { SignInSession } from '../../../ledger/vault/sign-in-session.ts';
import { namesOf } from '../../../queries/names-of.ts';
import { toPage } from '../../../queries/page.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parsePage, presentPage } from '../cursor.ts';
import { guid, pageOf, paging, problems, strict, text } from '../schema.ts';
import { session, sessionOfPerson } from './session-schema.ts';

const query = strict({ principalId: Type.Optional(guid('whose; the caller’s own if left out')) });

/** Who is signed in with which browser, and ending that: one's own, and as an administrator everybody's. */
export function sessionRoutes({ ledger }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    const tags = ['sessions'];
    const security = [{ bearer: [] }];

    instance.get(
      '/sessions',
      {
        schema: {
          tags,
          security,
          summary: 'Sessions that go on: the caller’s, or for administrators those of another person',
          querystring: query,
          response: { 200: strict({ items: Type.Array(session) }), ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const current = 'sessionId' in caller ? caller.sessionId : null;
        const whose = request.query.principalId?.toLowerCase() ?? caller.principalId;
        const found = await readSessions(ledger, caller, whose);
        return { items: found.map((each) => ({ ...presentSession(each), isCurrent: each.id === current })) };
      },
    );

    instance.get(
      '/sessions/everybody',
      {
        schema: {
          tags,
          security,
          summary: 'Everybody’s sessions that go on, the newest first, for administrators',
          querystring: strict({ search: Type.Optional(text('part of a name', 200)), ...paging }),
          response: { 200: pageOf(sessionOfPerson), ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const current = 'sessionId' in caller ? caller.sessionId : null;
        const page = parsePage(request);
        const rows = await readAllSessions(ledger, caller, request.query.search || null, page);
        const names = await ledger.read((reader) =>
          namesOf(
            reader,
            [],
            rows.map(({ principalId }) => principalId),
          ),
        );
        const found = toPage(rows, page.limit, ({ createdAt, id }) => ({ atMs: createdAt, id }), rows);
        return presentPage(request, found, (each) => {
          const { id, displayName, userName } = names.principal(each.principalId);
          const person = { id, displayName, userName };
          return { ...presentSession(each), isCurrent: each.id === current, person };
        });
      },
    );

    instance.delete(
      '/sessions/:id',
      {
        schema: {
          tags,
          security,
          summary: 'Ends a session; it is dead at once',
          params: strict({ id: guid('the session') }),
          response: { 204: Type.Null(), ...problems(400, 401, 403, 404) },
        },
      },
      async (request, reply) => {
        await endSession(ledger, callerOf(request), request.params.id.toLowerCase());
        return reply.code(204).send(null);
      },
    );
  };
}

function presentSession(session: SignInSession) {
  const { id, principalId, provider, userAgent, address } = session;
  const instantOf = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toString();
  return {
    id,
    principalId,
    provider,
    userAgent,
    address,
    createdAt: instantOf(session.createdAt),
    hasSecondFactor: claimsIn(session.proof).some((claims) => signInProofOf(claims, new Map()).multiFactor),
    lastUsedAt: instantOf(session.lastUsedAt),
    expiresAt: instantOf(session.expiresAt),
  };
}

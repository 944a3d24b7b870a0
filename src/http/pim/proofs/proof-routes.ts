import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { askForProof, readProof } from '../../../commands/ask-for-proof.ts';
import { sealer } from '../../../identity/sealer.ts';
import { openDraft, sealDraft } from '../../../identity/sign-in/proof-draft.ts';
import { installationSecret } from '../../../ledger/installation-secret.ts';
import type { KeptProof } from '../../../ledger/vault/request-proof.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { guid, problems, strict } from '../schema.ts';
import { parseSubmission } from '../submissions/parse-submission.ts';
import { submission } from '../submissions/submission-schema.ts';
import { proof } from './proof-schema.ts';

/** Second factors that people prove for one request each (ADR 0014). */
export function proofRoutes({ ledger, newId, browser }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    const sealing = sealer(await installationSecret(ledger, 'vault'));
    const described = { tags: ['requests'], security: [{ bearer: [] }] };

    function present(kept: KeptProof): Static<typeof proof> {
      const { id, sealedDraft, expiresAt, given, isUsed } = kept;
      return {
        id,
        state: isUsed ? 'Used' : given === null ? 'Pending' : 'Given',
        url: browser === undefined ? null : `${browser.publicUrl()}/sign-in/step-up?proof=${id}`,
        expiresAt: Temporal.Instant.fromEpochMilliseconds(expiresAt).toString(),
        provenAt: given?.authenticatedAt?.toString() ?? null,
        request: openDraft(sealing, id, sealedDraft).typed as Static<typeof submission>,
      };
    }

    instance.post(
      '/proofs',
      {
        schema: {
          ...described,
          summary: 'Asks for a proof of a second factor for one request, which is kept as it was typed',
          body: submission,
          response: { 201: proof, ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { body } = request;
        const asked = parseSubmission(body, caller.principalId, newId);
        const id = newId();
        const lasting = body.duration ?? (body.end === undefined ? null : `until ${body.end}`);
        const { type, principalId, roleDefinitionId, scope, justification } = asked;
        const shown = { type, principalId, roleDefinitionId, scope, justification };
        const sealedDraft = sealDraft(sealing, id, { typed: body, asked: shown, lasting });
        return reply.code(201).send(present(await askForProof(ledger, caller, { id, asked, sealedDraft })));
      },
    );

    instance.get(
      '/proofs/:id',
      {
        schema: {
          ...described,
          summary: 'A proof that the caller asked for, in this session or by a token, with what was typed',
          params: strict({ id: guid('the proof') }),
          response: { 200: proof, ...problems(400, 401, 403, 404) },
        },
      },
      async (request) => present(await readProof(ledger, callerOf(request), request.params.id.toLowerCase())),
    );
  };
}

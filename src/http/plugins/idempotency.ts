import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { invalidField, refuse } from '../../domain/errors.ts';
import { sealer } from '../../identity/sealer.ts';
import { installationSecret } from '../../ledger/installation-secret.ts';
import { forgetCall, keepAnswer, takeCall } from '../../ledger/vault/idempotent-call.ts';
import type { Services } from '../services.ts';
import { callerOf } from './caller.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The digest under which the answer is kept; null where the caller named nothing, or the answer is a kept one. */
    idempotencyKey: string | null;
  }
}

const HEADER = 'idempotency-key';
const FORM = /^[\x21-\x7e]{1,255}$/;
/** A call that has no answer after so long was cut off. */
const IN_FLIGHT_MS = 60_000;
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Lets a caller name a call by `Idempotency-Key`: a repeat within 24 hours is answered as the first was and does
 * nothing, another body under the same name is refused, and so is a repeat while the first is on its way. Needs a caller.
 */
export async function registerIdempotency(instance: FastifyInstance, { ledger, clock }: Services): Promise<void> {
  // an answer can hold a secret that is shown once
  const { seal, open } = sealer(await installationSecret(ledger, 'vault'));

  instance.addHook('preHandler', async (request, reply) => {
    const given = request.headers[HEADER];
    if (given === undefined || SAFE_METHODS.includes(request.method)) return;
    if (typeof given !== 'string' || !FORM.test(given)) {
      refuse(invalidField('Idempotency-Key', given, '1 to 255 visible ASCII characters, once'));
    }
    const key = keyOf(request, given);
    const createdAt = clock().epochMilliseconds;
    const call = { key, bodyDigest: digest(request.body ?? null), createdAt };
    const found = await ledger.writeFollower((tx) => takeCall(tx, call));
    if (found === null) {
      request.idempotencyKey = key;
      return;
    }
    if (found.bodyDigest !== call.bodyDigest) {
      refuse({
        code: 'idempotencyKeyReused',
        field: 'Idempotency-Key',
        given,
        allowed: 'the same body, or another key',
        message: `the key \`${given.slice(0, 100)}\` was used for another body; use a new key`,
      });
    }
    if (found.answer === null) {
      const isCutOff = createdAt - found.createdAt >= IN_FLIGHT_MS;
      refuse({
        code: isCutOff ? 'idempotencyOutcomeUnknown' : 'idempotencyInFlight',
        field: 'Idempotency-Key',
        message: isCutOff
          ? 'the first call with this key was cut off; read what became of it, and use a new key'
          : 'the first call with this key is still on its way; ask again in a moment',
      });
    }
    const { status, contentType } = found.answer;
    const body = open(found.answer.body, key);
    reply.code(status).header('idempotency-replayed', 'true');
    if (contentType !== null) reply.header('content-type', contentType);
    return reply.send(body === '' ? undefined : body);
  });

  instance.addHook('onSend', async (request, reply, payload) => {
    const key = request.idempotencyKey;
    if (key === null) return;
    if (reply.statusCode === 401) {
      // nothing was done: the same call may come again with a stronger sign-in
      await ledger.writeFollower((tx) => forgetCall(tx, key));
      return;
    }
    // before it is sent, so that a repeat is answered the same; an unexpected failure too, which may have come after the deed
    const answer = {
      status: reply.statusCode,
      contentType: contentTypeOf(reply),
      body: seal(typeof payload === 'string' ? payload : '', key),
    };
    await ledger.writeFollower((tx) => keepAnswer(tx, key, answer));
  });
}

function keyOf(request: FastifyRequest, given: string): string {
  return digest([callerOf(request).principalId, request.method, request.originalUrl, given]);
}

function digest(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'base64url');
}

function contentTypeOf(reply: FastifyReply): string | null {
  const type = reply.getHeader('content-type');
  return typeof type === 'string' ? type : null;
}

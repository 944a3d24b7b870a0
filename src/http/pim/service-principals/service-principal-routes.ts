import { createPublicKey, type JsonWebKeyInput, randomBytes } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { addServicePrincipalOwner } from '../../../commands/add-service-principal-owner.ts';
import { addClientCredential, removeClientCredential } from '../../../commands/change-client-credentials.ts';
import { removeServicePrincipalOwner } from '../../../commands/change-owners.ts';
import { createPrincipal } from '../../../commands/create-principal.ts';
import { readClientCredentials } from '../../../commands/read-client-credentials.ts';
import { LOCAL_ISSUER } from '../../../domain/directory/external-issuer.ts';
import { invalidField, refuse } from '../../../domain/errors.ts';
import { secretDigest } from '../../../identity/secret-digest.ts';
import type { ClientCredential } from '../../../ledger/vault/client-credential.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { problems, strict } from '../schema.ts';
import {
  addedCredential,
  credential,
  credentialId,
  newCredential,
  newServicePrincipal,
  servicePrincipal,
  servicePrincipalId,
  servicePrincipalOwner,
} from './schema.ts';

const DEFAULT_DAYS = 180;
const SECRET_BYTES = 32;
/** Bits; shorter RSA keys are refused. */
const SHORTEST_RSA = 2048;

/** Service principals, and the secrets and keys by which they prove themselves to the embedded provider. */
export function servicePrincipalRoutes({ ledger, clock, newId }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    const tags = ['service principals'];
    const security = [{ bearer: [] }];

    instance.post(
      '/service-principals',
      {
        schema: {
          tags,
          security,
          summary: 'Creates a service principal; its id is its client id',
          body: newServicePrincipal,
          response: { 201: servicePrincipal, ...problems(400, 401, 403, 409, 413, 415, 422) },
        },
      },
      async (request, reply) => {
        const id = newId();
        const { displayName, identity = { issuer: LOCAL_ISSUER, subject: id } } = request.body;
        const names = { displayName, userName: null, email: null };
        await createPrincipal(ledger, callerOf(request), { id, kind: 'servicePrincipal', ...names, ...identity });
        return reply.code(201).send({ id, displayName, isEnabled: true });
      },
    );

    instance.put(
      '/service-principals/:id/owners/:ownerId',
      {
        schema: {
          tags,
          security,
          summary: 'Notes who answers for it, and so does not decide its requests; once more changes nothing',
          params: servicePrincipalOwner,
          response: { 204: Type.Null(), ...problems(400, 401, 403, 404, 422) },
        },
      },
      async (request, reply) => {
        const { id, ownerId } = request.params;
        await addServicePrincipalOwner(ledger, callerOf(request), id.toLowerCase(), ownerId.toLowerCase());
        return reply.code(204).send(null);
      },
    );

    instance.delete(
      '/service-principals/:id/owners/:ownerId',
      {
        schema: {
          tags,
          security,
          summary: 'Notes that somebody does not answer for it any more',
          params: servicePrincipalOwner,
          response: { 204: Type.Null(), ...problems(400, 401, 403, 404) },
        },
      },
      async (request, reply) => {
        const { id, ownerId } = request.params;
        await removeServicePrincipalOwner(ledger, callerOf(request), id.toLowerCase(), ownerId.toLowerCase());
        return reply.code(204).send(null);
      },
    );

    instance.get(
      '/service-principals/:id/credentials',
      {
        schema: {
          tags,
          security,
          summary: 'Its secrets and keys, expired ones too; never what they are',
          params: servicePrincipalId,
          response: { 200: strict({ items: Type.Array(credential) }), ...problems(400, 401, 403, 404) },
        },
      },
      async (request) => {
        const found = await readClientCredentials(ledger, callerOf(request), request.params.id.toLowerCase());
        return { items: found.map(presentCredential) };
      },
    );

    instance.post(
      '/service-principals/:id/credentials',
      {
        schema: {
          tags,
          security,
          summary: 'Adds a secret, or a public key',
          params: servicePrincipalId,
          body: newCredential,
          response: { 201: addedCredential, ...problems(400, 401, 403, 404, 413, 415, 422) },
        },
      },
      async (request, reply) => {
        const { displayName, expiresAt, publicKey } = request.body;
        const secret = publicKey === undefined ? randomBytes(SECRET_BYTES).toString('base64url') : null;
        const now = clock();
        const added = {
          id: newId(),
          principalId: request.params.id.toLowerCase(),
          displayName,
          kind: secret === null ? ('key' as const) : ('secret' as const),
          value: secret === null ? publicKeyText(publicKey) : secretDigest(secret),
          expiresAt: expiresAt === undefined ? now.add({ hours: 24 * DEFAULT_DAYS }) : Temporal.Instant.from(expiresAt),
        };
        await addClientCredential(ledger, callerOf(request), added);
        const times = { createdAt: now.epochMilliseconds, expiresAt: added.expiresAt.epochMilliseconds };
        return reply.code(201).send({ ...presentCredential({ ...added, ...times }), secret });
      },
    );

    instance.delete(
      '/service-principals/:id/credentials/:credentialId',
      {
        schema: {
          tags,
          security,
          summary: 'Removes a secret or key; it is of no use from now on',
          params: credentialId,
          response: { 204: Type.Null(), ...problems(400, 401, 403, 404) },
        },
      },
      async (request, reply) => {
        const { id, credentialId } = request.params;
        await removeClientCredential(ledger, callerOf(request), id.toLowerCase(), credentialId.toLowerCase());
        return reply.code(204).send(null);
      },
    );
  };
}

function presentCredential({ id, displayName, kind, createdAt, expiresAt }: ClientCredential) {
  const text = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toString();
  return { id, displayName, kind, createdAt: text(createdAt), expiresAt: text(expiresAt) };
}

/** The public members of a key that Node can read and that is long enough. */
function publicKeyText(jwk: unknown): string {
  const allowed = `an RSA key of ${SHORTEST_RSA} bits or more, or a key on P-256`;
  try {
    const key = createPublicKey({ key: jwk as JsonWebKeyInput['key'], format: 'jwk' });
    if ((key.asymmetricKeyDetails?.modulusLength ?? SHORTEST_RSA) < SHORTEST_RSA) throw new Error('too short');
    const { kid } = jwk as { readonly kid?: string };
    const alg = key.asymmetricKeyType === 'ec' ? 'ES256' : 'RS256';
    return JSON.stringify({ ...key.export({ format: 'jwk' }), alg, use: 'sig', ...(kid === undefined ? {} : { kid }) });
  } catch {
    return refuse(invalidField('publicKey', jwk, allowed));
  }
}

import { hash } from 'node:crypto';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { Ledger } from '../../ledger/ledger.ts';
import {
  consumeOidcArtifact,
  findOidcArtifact,
  keepOidcArtifact,
  type OidcArtifact,
  removeOidcArtifact,
  removeOidcGrant,
} from '../../ledger/vault/oidc-artifact.ts';
import type { Sealer } from '../sealer.ts';

/** Reads clients from the directory instead of the table. */
export type FindClient = (clientId: string) => Promise<AdapterPayload | undefined>;

export interface ArtifactStoreOptions {
  readonly ledger: Pick<Ledger, 'read' | 'writeFollower'>;
  readonly clock: () => Temporal.Instant;
  readonly sealer: Sealer;
  readonly findClient: FindClient;
}

/**
 * Where the embedded provider keeps what it hands out: in the database, so that a restart and every replica know it,
 * sealed and found by digests, so that who reads the table holds no code, token or session. What has run out is not found,
 * also while it was not deleted yet.
 */
export function artifactStore({ ledger, clock, sealer, findClient }: ArtifactStoreOptions): (model: string) => Adapter {
  const nowMs = () => clock().epochMilliseconds;

  return (model) => {
    const digest = (id: string) => hash('sha256', `${model} ${id}`, 'base64url');
    const optionalDigest = (id: string | undefined) => (id === undefined ? null : digest(id));
    // of a device code the provider looks itself, and says `expired_token` (RFC 8628 §3.5); of a session it does not
    const hasRunOut = ({ expiresAt }: OidcArtifact) =>
      model !== 'DeviceCode' && expiresAt !== null && expiresAt <= nowMs();

    async function find(by: 'key' | 'userCode' | 'uid', id: string): Promise<AdapterPayload | undefined> {
      const found = await ledger.read((reader) => findOidcArtifact(reader, by, digest(id)));
      if (found === null || hasRunOut(found)) return undefined;
      const payload = JSON.parse(sealer.open(found.payload, found.key)) as AdapterPayload;
      return found.consumedAt === null ? payload : { ...payload, consumed: Math.floor(found.consumedAt / 1000) };
    }

    return {
      async upsert(id, payload, expiresIn) {
        const key = digest(id);
        const artifact = {
          key,
          payload: sealer.seal(JSON.stringify(payload), key),
          grantId: payload.grantId ?? null,
          userCodeKey: optionalDigest(payload.userCode),
          uidKey: optionalDigest(payload.uid),
          expiresAt: expiresIn === undefined ? null : nowMs() + expiresIn * 1000,
        };
        await ledger.writeFollower((tx) => keepOidcArtifact(tx, artifact));
      },
      find: (id) => (model === 'Client' ? findClient(id) : find('key', id)),
      findByUserCode: (userCode) => find('userCode', userCode),
      findByUid: (uid) => find('uid', uid),
      async consume(id) {
        const isFirst = await ledger.writeFollower((tx) => consumeOidcArtifact(tx, digest(id), nowMs()));
        if (!isFirst) throw new errors.InvalidGrant(`${model} was used by somebody else at the same time`);
      },
      destroy: (id) => ledger.writeFollower((tx) => removeOidcArtifact(tx, digest(id))),
      revokeByGrantId: (grantId) => ledger.writeFollower((tx) => removeOidcGrant(tx, grantId)),
    };
  };
}

import type { Reader, Writer } from '../engine.ts';
import { statement } from '../statement.ts';
import { endpointContext } from './endpoint-secret.ts';

/** Seals anew what was sealed for a context. */
export type Reseal = (sealed: string, context: string) => string;

const selectApps = statement((db, _p: Record<never, never>) =>
  db.selectFrom('authenticator_app').select(['id', 'sealed_seed']),
);
const updateApp = statement((db, p: { id: string; sealedSeed: string }) =>
  db.updateTable('authenticator_app').set({ sealed_seed: p.sealedSeed }).where('id', '=', p.id),
);
const selectEndpoints = statement((db, _p: Record<never, never>) => db.selectFrom('endpoint_secret').selectAll());
const updateEndpoint = statement(
  (db, p: { endpointId: string; sealedUrl: string; sealedSecret: string | null; sealedSecretBefore: string | null }) =>
    db
      .updateTable('endpoint_secret')
      .set({ sealed_url: p.sealedUrl, sealed_secret: p.sealedSecret, sealed_secret_before: p.sealedSecretBefore })
      .where('endpoint_id', '=', p.endpointId),
);

const selectAnswers = statement((db, _p: Record<never, never>) =>
  db.selectFrom('idempotent_call').select(['key', 'body']).where('body', 'is not', null),
);
const updateAnswer = statement((db, p: { key: string; body: string }) =>
  db.updateTable('idempotent_call').set({ body: p.body }).where('key', '=', p.key),
);

/** What is sealed and made again by itself: keys that sign, sign-ins under way, proofs that were not used. */
const PASSING = ['signing_key', 'oidc_artifact', 'request_proof'] as const;

/** Seals every secret anew that is kept for good. Returns how many. */
export async function resealKept(tx: Writer, reseal: Reseal): Promise<number> {
  const apps = await tx.all(selectApps, {});
  for (const { id, sealed_seed } of apps) await tx.run(updateApp, { id, sealedSeed: reseal(sealed_seed, id) });
  const endpoints = await tx.all(selectEndpoints, {});
  for (const row of endpoints) {
    const { endpoint_id: endpointId } = row;
    const secret = (sealed: string | null) =>
      sealed === null ? null : reseal(sealed, endpointContext(endpointId, 'secret'));
    await tx.run(updateEndpoint, {
      endpointId,
      sealedUrl: reseal(row.sealed_url, endpointContext(endpointId, 'url')),
      sealedSecret: secret(row.sealed_secret),
      sealedSecretBefore: secret(row.sealed_secret_before),
    });
  }
  // a call that is sent again is answered as the first was, and does nothing
  for (const { key, body } of await tx.all(selectAnswers, {})) {
    if (body !== null) await tx.run(updateAnswer, { key, body: reseal(body, key) });
  }
  return apps.length + endpoints.length;
}

/** Forgets what is sealed and made again by itself. */
export async function forgetPassing(tx: Writer): Promise<void> {
  for (const table of PASSING) await tx.query((db) => db.deleteFrom(table));
}

/** How much of what is sealed there is besides. */
export async function countPassing(reader: Reader): Promise<number> {
  let count = 0;
  for (const table of PASSING) {
    const rows = await reader.query((db) => db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count')));
    count += Number(rows[0]?.count ?? 0);
  }
  return count;
}

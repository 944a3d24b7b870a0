import type { Reader, Writer } from '../engine.ts';
import { statement } from '../statement.ts';

/** Where an endpoint is and by which secrets its messages are signed, sealed (`endpointContext`). */
export interface EndpointSecret {
  readonly endpointId: string;
  readonly sealedUrl: string;
  /** null: its messages carry no signature. */
  readonly sealedSecret: string | null;
  readonly sealedSecretBefore: string | null;
  /** Milliseconds since the epoch; until then the secret before is used too. */
  readonly overlapEndsAt: number | null;
}

type Row = {
  endpointId: string;
  sealedUrl: string;
  sealedSecret: string | null;
  sealedSecretBefore: string | null;
  overlapEndsAt: number | null;
};

const upsertSecret = statement((db, p: Row) => {
  const columns = {
    sealed_url: p.sealedUrl,
    sealed_secret: p.sealedSecret,
    sealed_secret_before: p.sealedSecretBefore,
    overlap_ends_at: p.overlapEndsAt,
  };
  return db
    .insertInto('endpoint_secret')
    .values({ endpoint_id: p.endpointId, ...columns })
    .onConflict((conflict) => conflict.column('endpoint_id').doUpdateSet(columns));
});
const selectSecret = statement((db, p: { endpointId: string }) =>
  db.selectFrom('endpoint_secret').selectAll().where('endpoint_id', '=', p.endpointId),
);
const deleteSecret = statement((db, p: { endpointId: string }) =>
  db.deleteFrom('endpoint_secret').where('endpoint_id', '=', p.endpointId),
);

/** What a part of an endpoint's secrets is sealed for. */
export function endpointContext(endpointId: string, part: 'url' | 'secret'): string {
  return `notification endpoint ${endpointId} ${part}`;
}

export function keepEndpointSecret(tx: Writer, secret: EndpointSecret): Promise<void> {
  return tx.run(upsertSecret, { ...secret });
}

export async function endpointSecretOf(tx: Reader, endpointId: string): Promise<EndpointSecret | null> {
  const row = await tx.first(selectSecret, { endpointId });
  if (row === undefined) return null;
  return {
    endpointId: row.endpoint_id,
    sealedUrl: row.sealed_url,
    sealedSecret: row.sealed_secret,
    sealedSecretBefore: row.sealed_secret_before,
    overlapEndsAt: row.overlap_ends_at,
  };
}

export function forgetEndpointSecret(tx: Writer, endpointId: string): Promise<void> {
  return tx.run(deleteSecret, { endpointId });
}

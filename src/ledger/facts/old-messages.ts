import type { Reader, Writer } from '../engine.ts';
import { statement } from '../statement.ts';

/** Which messages are old: of entries before a sequence, and over since before an instant, in milliseconds. */
export type Old = {
  readonly sequence: number;
  readonly at: number;
  readonly limit: number;
};

const selectMail = statement((db, p: Old) =>
  db
    .selectFrom('notification')
    .select('message_id')
    .where('sequence', '<', p.sequence)
    .where((where) => where.or([where('delivered_at', '<', p.at), where('dead_at', '<', p.at)]))
    .orderBy('sequence')
    .orderBy('message_id')
    .limit(p.limit),
);
// what was sent again meanwhile is not over any more
const deleteMail = statement((db, p: { id: string; at: number }) =>
  db
    .deleteFrom('notification')
    .where('message_id', '=', p.id)
    .where((where) => where.or([where('delivered_at', '<', p.at), where('dead_at', '<', p.at)])),
);

const selectPosted = statement((db, p: Old & { endpointId: string }) =>
  db
    .selectFrom('endpoint_message')
    .select('id')
    .where('endpoint_id', '=', p.endpointId)
    .where('sequence', '<', p.sequence)
    .where((where) => where.or([where('delivered_at', '<', p.at), where('dead_at', '<', p.at)]))
    .orderBy('sequence')
    .orderBy('id')
    .limit(p.limit),
);
const deletePosted = statement((db, p: { id: string; at: number }) =>
  db
    .deleteFrom('endpoint_message')
    .where('id', '=', p.id)
    .where((where) => where.or([where('delivered_at', '<', p.at), where('dead_at', '<', p.at)])),
);

const selectBell = statement((db, p: { sequence: number; limit: number }) =>
  db
    .selectFrom('bell_item')
    .select(['principal_id', 'sequence'])
    .where('sequence', '<', p.sequence)
    .orderBy('sequence')
    .orderBy('principal_id')
    .limit(p.limit),
);
const deleteBell = statement((db, p: { principalId: string; sequence: number }) =>
  db.deleteFrom('bell_item').where('principal_id', '=', p.principalId).where('sequence', '=', p.sequence),
);

/** Deletes what it was made for. */
type Forget = (tx: Writer) => Promise<void>;

/** Mail that was delivered or given up long ago. */
export async function oldMail(reader: Reader, old: Old): Promise<readonly Forget[]> {
  const rows = await reader.all(selectMail, old);
  return rows.map(
    ({ message_id: id }) =>
      (tx) =>
        tx.run(deleteMail, { id, at: old.at }),
  );
}

/** Messages to an endpoint that were delivered or given up long ago. */
export async function oldPosted(reader: Reader, endpointId: string, old: Old): Promise<readonly Forget[]> {
  const rows = await reader.all(selectPosted, { endpointId, ...old });
  return rows.map(
    ({ id }) =>
      (tx) =>
        tx.run(deletePosted, { id, at: old.at }),
  );
}

/** What the bell does not show any more. */
export async function oldBellItems(
  reader: Reader,
  { sequence, limit }: Pick<Old, 'sequence' | 'limit'>,
): Promise<readonly Forget[]> {
  const rows = await reader.all(selectBell, { sequence, limit });
  return rows.map((row) => (tx) => tx.run(deleteBell, { principalId: row.principal_id, sequence: row.sequence }));
}

import type { Reader, Writer } from '../engine.ts';
import { statement } from '../statement.ts';

const selectCursor = statement((db, p: { name: string }) =>
  db.selectFrom('follower_cursor').select('sequence').where('name', '=', p.name),
);

const writeCursor = statement((db, p: { name: string; sequence: number }) =>
  db
    .insertInto('follower_cursor')
    .values({ name: p.name, sequence: p.sequence })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ sequence: p.sequence })),
);

/** Up to which entry a follower has come; 0 where it has not begun. */
export async function cursorOf(reader: Reader, name: string): Promise<number> {
  return (await reader.first(selectCursor, { name }))?.sequence ?? 0;
}

/** Notes up to which entry it has come. */
export function moveCursor(tx: Writer, name: string, sequence: number): Promise<void> {
  return tx.run(writeCursor, { name, sequence });
}

import type { Ledger } from '../ledger/ledger.ts';
import { statement } from '../ledger/statement.ts';
import { callerFacts } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

const markOne = statement((db, p: { principalId: string; sequence: number; at: number }) =>
  db
    .updateTable('bell_item')
    .set({ read_at: p.at })
    .where('principal_id', '=', p.principalId)
    .where('sequence', '=', p.sequence)
    .where('read_at', 'is', null),
);

const markUpTo = statement((db, p: { principalId: string; sequence: number; at: number }) =>
  db
    .updateTable('bell_item')
    .set({ read_at: p.at })
    .where('principal_id', '=', p.principalId)
    .where('sequence', '<=', p.sequence)
    .where('read_at', 'is', null),
);

/** Some items, or all up to one, so that what came in the meantime stays unread. */
export type ReadItems = { readonly sequences: readonly number[] } | { readonly upTo: number };

/** Notes that the caller has read items of their own bell. It is no event: it changes nothing for anybody else. */
export function markBellRead(ledger: Ledger, caller: Caller, read: ReadItems): Promise<void> {
  const { principalId } = caller;
  return ledger.execute(contextOf(caller, 'markBellRead', principalId), async ({ now, tx, vault }) => {
    await callerFacts(tx, caller, now);
    const at = now.epochMilliseconds;
    if ('upTo' in read) return vault.run(markUpTo, { principalId, sequence: read.upTo, at });
    for (const sequence of read.sequences) await vault.run(markOne, { principalId, sequence, at });
  });
}

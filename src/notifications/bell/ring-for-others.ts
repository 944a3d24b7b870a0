import type { Engine } from '../../ledger/engine.ts';
import { cursorOf } from '../../ledger/facts/follower-cursor.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { statement } from '../../ledger/statement.ts';
import type { BellSignal } from './bell-signal.ts';

const selectRung = statement((db, p: { after: number; upTo: number }) =>
  db
    .selectFrom('bell_item')
    .select('principal_id')
    .distinct()
    .where('sequence', '>', p.after)
    .where('sequence', '<=', p.upTo),
);

/** Rings here for what another server put into bells. Nothing depends on it: a look that fails is made good by the next. */
export function ringForOthers(engine: Engine, ledger: Pick<Ledger, 'read' | 'lastSequence'>, bell: BellSignal): void {
  let after = ledger.lastSequence();
  let isLooking = false;

  async function look(): Promise<void> {
    const { upTo, people } = await ledger.read(async (reader) => {
      const reached = await cursorOf(reader, 'notifications');
      const rung = reached > after ? await reader.all(selectRung, { after, upTo: reached }) : [];
      return { upTo: reached, people: rung.map(({ principal_id: id }) => id) };
    });
    after = Math.max(after, upTo);
    bell.ring(people);
  }

  engine.onOtherWrites?.(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch(() => undefined)
      .finally(() => {
        isLooking = false;
      });
  });
}

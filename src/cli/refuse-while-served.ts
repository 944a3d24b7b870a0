import type { Engine } from '../ledger/engine.ts';
import { statement } from '../ledger/statement.ts';
import { StartRefused } from '../open-engine.ts';

/** Whoever serves shows itself within so long, or another one takes over and does, in milliseconds. */
const SHOWN_WITHIN_MS = 12_000;

const selectHeld = statement((db, _p: Record<never, never>) =>
  db.selectFrom('lease').select(['token', 'beat']).where('holder', 'is not', null).orderBy('name'),
);

/**
 * For what is done while no server runs. A server that was killed leaves its name in the database; one that runs shows itself.
 * Throws `StartRefused`.
 */
export async function refuseWhileServed(postgres: Engine): Promise<void> {
  const held = async () => JSON.stringify(await postgres.read((reader) => reader.all(selectHeld, {})));
  const before = await held();
  if (before === '[]') return;
  process.stderr.write('a server held the duties of that database; looking whether it still does\n');
  for (const until = performance.now() + SHOWN_WITHIN_MS; performance.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    if ((await held()) !== before) throw new StartRefused('a server holds the duties of that database; stop it');
  }
}

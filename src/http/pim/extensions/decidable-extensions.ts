import { mayDecideExtension } from '../../../commands/may-decide-extension.ts';
import type { Reader } from '../../../ledger/engine.ts';
import type { Page, PageRequest } from '../../../queries/page.ts';
import { viewerOf } from '../../../queries/viewer.ts';
import { type WaitingExtension, waitingExtensions } from '../../../queries/waiting-extensions.ts';

const BATCH = 100;

/** A page of what the person may decide now, asked one by one of the rule that a decision is held to. */
export async function decidableExtensions(
  reader: Reader,
  principalId: string,
  { limit, after }: PageRequest,
  now: Temporal.Instant,
): Promise<Page<WaitingExtension>> {
  const { facts } = await viewerOf(reader, principalId, now);
  const found: WaitingExtension[] = [];
  for (let from = after; ; ) {
    const batch = await waitingExtensions(reader, { limit: BATCH, after: from }, now);
    for (const waiting of batch) {
      if (!(await mayDecideExtension(reader, facts, waiting.view.id, now))) continue;
      if (found.length === limit) return { items: found, next: found.at(-1)?.position ?? null };
      found.push(waiting);
    }
    from = batch.at(-1)?.position ?? null;
    if (batch.length < BATCH) return { items: found, next: null };
  }
}

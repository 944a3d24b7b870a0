import type { Engine } from '../../src/ledger/engine.ts';
import { type StoreContent, testStore } from './stores/test-store.ts';

/** A migrated engine on a store of its own that is gone when it is closed; with what `content` holds. */
export async function temporaryEngine({ content }: { readonly content?: StoreContent } = {}): Promise<Engine> {
  const store = await testStore(content);
  const engine = await store.open();
  return {
    ...engine,
    async close() {
      await engine.close();
      await store.remove();
    },
  };
}

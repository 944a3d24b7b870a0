import { describe } from 'vitest';
import { commitContract } from './commit-contract.ts';
import type { LedgerStore } from './ledger-store.ts';
import { memoryContract } from './memory-contract.ts';
import { migrationContract } from './migration-contract.ts';
import { openStore } from './open-store.ts';
import { verificationContract } from './verification-contract.ts';

/**
 * The acceptance suite of every engine that can hold the ledger. `makeStore` gives a new, empty store each time; the
 * suite knows no engine.
 */
export function ledgerContract(name: string, makeStore: () => Promise<LedgerStore>): void {
  const open = openStore(makeStore);
  describe(`${name}: commits`, () => commitContract(open));
  describe(`${name}: memory`, () => memoryContract(open));
  describe(`${name}: verification`, () => verificationContract(open));
  describe(`${name}: migrations`, () => migrationContract(open));
}

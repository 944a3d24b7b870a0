import { postgresDatabase } from '../../../test/support/postgres/postgres-database.ts';
import { ledgerContract } from '../contract/ledger-contract.ts';
import { postgresEngine } from './postgres.ts';

ledgerContract('postgres', async () => {
  const { target, command, release } = await postgresDatabase();
  return {
    open: async (steps) => postgresEngine(target, steps),
    breakSeal: () => command('alter table ledger_entry disable trigger user'),
    remove: release,
  };
});

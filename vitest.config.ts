import { defineConfig } from 'vitest/config';
import { filesWithAStore } from './test/support/files-with-a-store.ts';
import { LongestFirst } from './test/support/longest-first.ts';
import { postgresPrograms } from './test/support/postgres/private-postgres.ts';

/** What knows PostgreSQL by name. */
const onlyOnPostgres = ['src/ledger/engines/postgres*.test.ts', 'test/replicas/**/*.test.ts'];
/** Whatever opens a store runs on both engines; what knows SQLite by name runs on that alone. */
const onPostgres = [...onlyOnPostgres, ...filesWithAStore(['src/**/*.test.ts', 'test/**/*.test.ts'])];
const notOnPostgres = ['src/ledger/engines/sqlite.test.ts'];

const hasPostgres = (await postgresPrograms()) !== null;
if (!hasPostgres) process.stderr.write('no test on PostgreSQL is run: it is not installed (Debian: `postgresql`)\n');

export default defineConfig({
  test: {
    // every core: a server under test waits for its disk and its clients most of the time
    maxWorkers: '100%',
    // the files of a worker share what they import: to import the house anew for each costs more than most of the tests
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: './test/support/choose-seed.ts',
    setupFiles: './src/identity/provider/without-runtime-notice.ts',
    reporters: ['default', './test/support/count-reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'sqlite',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: onlyOnPostgres,
        },
      },
      ...(hasPostgres
        ? [
            {
              extends: true as const,
              test: {
                name: 'postgres',
                include: onPostgres,
                exclude: notOnPostgres,
                globalSetup: './test/support/postgres/start-postgres.ts',
                // a thousand commands are as many journeys
                testTimeout: 240_000,
              },
            },
          ]
        : []),
    ],
  },
});

import { defineConfig } from 'vitest/config';
import { filesWithAStore } from './test/support/files-with-a-store.ts';
import { LongestFirst } from './test/support/longest-first.ts';
import { postgresPrograms } from './test/support/postgres/private-postgres.ts';

/** What knows PostgreSQL by name. */
const onlyOnPostgres = ['src/ledger/engines/postgres*.test.ts', 'test/replicas/**/*.test.ts'];
/** `npm run test:postgres`: the clients, browsers, attackers and random worlds too. */
const isWhole = process.env['BREVET_TEST_POSTGRES'] === 'all';
/**
 * Whatever opens a store runs on both engines. In `npm test` that is every command, query, surface and follower, whose own
 * tests stand beside them, and the stories; what plays the same through browsers, clients and attackers asks nothing more of
 * a store, and takes most of the time.
 */
const rooms = isWhole ? ['src/**/*.test.ts', 'test/**/*.test.ts'] : ['src/**/*.test.ts', 'test/scenarios/**/*.test.ts'];
/** Minutes each: a thousand races, and every letter of every cell. On PostgreSQL `test/replicas` races in every run. */
const long = [
  'src/notifications/{hostile-stories,notification-matrix}.test.ts',
  'test/scenarios/{decision-race,restarts}.test.ts',
];
const notOnPostgres = ['src/ledger/engines/sqlite.test.ts', ...(isWhole ? [] : long)];
const onPostgres = [...onlyOnPostgres, ...filesWithAStore(rooms)];

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

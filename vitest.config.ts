import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { postgresPrograms } from './test/support/postgres/private-postgres.ts';

/** What knows PostgreSQL by name. */
const onlyOnPostgres = ['src/ledger/engines/postgres*.test.ts', 'test/replicas/**/*.test.ts'];
/** Every test that keeps a ledger and takes whichever engine the run gives it. */
const onEitherEngine = [
  ...['access', 'clockwork', 'commands', 'http', 'notifications', 'queries'].map((room) => `src/${room}/**/*.test.ts`),
  'src/ledger/*.test.ts',
  'test/scenarios/**/*.test.ts',
];
/** Of those, what a change of the engine is most likely to break; the rest would take minutes more in each run. */
const onPostgresToo = [
  'src/access/*.test.ts',
  'src/commands/{access-control,approval-stages,custom-roles,decide-approval-stage,extend-assignment,move-scope}.test.ts',
  'src/ledger/*.test.ts',
  'src/notifications/notifications.test.ts',
  'src/queries/due-work.test.ts',
  'test/scenarios/{main-job,self-approval,last-administrator}.test.ts',
];
const isWhole = process.env['BREVET_TEST_POSTGRES'] === 'all';
const onPostgres = [...onlyOnPostgres, ...(isWhole ? onEitherEngine : onPostgresToo)];

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

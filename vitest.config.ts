import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    // every core: a server under test waits for its disk and its clients most of the time
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: './test/support/choose-seed.ts',
    setupFiles: './src/identity/provider/without-runtime-notice.ts',
    reporters: ['default', './test/support/count-reporter.ts'],
  },
});

import { defineConfig } from 'vitest/config';
import { builtServer } from './test/support/built-server.js';
import { LongestFirst } from './test/support/longest-first.js';

export default defineConfig({
  plugins: [builtServer(import.meta.dirname)],
  test: {
    include: ['test/**/*.spec.ts'],
    globalSetup: ['test/support/global.ts'],
    reporters: ['default', './test/support/closing-line.ts'],
    // What is waited for is a state: these are for a machine that does much else.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // PostgreSQL ends, and its folder goes, before the process does.
    teardownTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // Node's own 16 MB for new objects fill so fast that collecting them is a quarter of the work.
    execArgv: ['--max-semi-space-size=32'],
    // The application is imported once a worker, not once a file, which was half of the time; each file has its own database.
    isolate: false,
    // Much of a test's time is waiting: for PostgreSQL, for a gateway's start, for a command's end. So four workers are right
    // for two cores.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
  },
});

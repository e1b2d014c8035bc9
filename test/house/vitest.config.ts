import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// The CI counts tests in a report; people read the terminal.
const report = process.env['TEST_REPORT'];

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    pool: 'forks',
    // Each file gets a process state and a database of its own; test-database.ts relies on it.
    isolate: true,
    // Most files wait for something; by itself vitest would leave the second core idle.
    maxWorkers: 2,
    testTimeout: 15_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    unstubEnvs: true,
  },
});

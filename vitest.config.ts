import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    globalSetup: ['src/testing/postgres-server.ts'],
    setupFiles: ['src/testing/leaks.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // What was set up last is taken down first, so that the look for leaks, set up before all, comes at the very end.
    sequence: { hooks: 'stack' },
    expect: { requireAssertions: true },
    reporters: [['default', { summary: false }]],
  },
});

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The copy of graphql that Node finds for everybody else: its `module` field names another, and two do not mix.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
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

import { defineConfig } from 'prisma/config';

// The CLI downloads its native schema engine before any command, even before those that never run it. For these, any
// existing file satisfies the check, so that an install works without internet; `migrate` and `db` get the real one.
const runsSchemaEngine = ['migrate', 'db'].some((command) => process.argv.includes(command));
if (!runsSchemaEngine) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});

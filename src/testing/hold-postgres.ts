import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { openLog } from '../platform/log.ts';

// A process that uses an embedded PostgreSQL until it is killed.
const [dataDirectory = ''] = process.argv.slice(2);
await startEmbeddedPostgres({ dataDirectory, log: openLog({ level: 'fatal', destination: 'stderr' }) });
process.send?.('ready');

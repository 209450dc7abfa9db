import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSigningKey } from './access/signing-key.ts';
import type { Config } from './config.ts';
import type { Services } from './graphql/context.ts';
import { jobQueues } from './jobs/job-services.ts';
import { PreviewTurns } from './jobs/preview/preview-turns.ts';
import { JobFollowers } from './jobs/progress/follow-job.ts';
import { outboxQueues } from './letters/outbox/queue-outbox.ts';
import { openBus } from './platform/bus.ts';
import { type Database, openDatabase } from './platform/database.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres.ts';
import { type Log, openLog } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';
import { openQueue } from './platform/queue.ts';

/** The database with its schema brought up to date. */
export interface OpenedDatabase extends AsyncDisposable {
  readonly database: Database;
  readonly url: string;
}

const MIGRATIONS = fileURLToPath(new URL('../prisma/migrations', import.meta.url));

/** Opens the database of the settings; when they name none, the embedded one in the data directory. */
export async function openConfiguredDatabase(config: Config, log: Log): Promise<OpenedDatabase> {
  await using resources = new AsyncDisposableStack();
  const url = config.databaseUrl ?? (await embeddedUrl(config, log, resources));
  await migrate({ url, directory: MIGRATIONS, log });
  const database = resources.adopt(openDatabase({ url, log }), (opened) => opened.close());
  const opened = resources.move();
  return { database, url, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** Everything a process stands on. Disposing of it gives it back in the reverse order of its opening. */
export interface OpenedServices extends AsyncDisposable {
  readonly services: Services;
}

/** Opens everything the role in the settings needs. What was opened is closed again when something else cannot be. */
export async function openServices(config: Config): Promise<OpenedServices> {
  const log = openLog({ level: config.logLevel });
  await using resources = new AsyncDisposableStack();
  const { database, url } = resources.use(await openConfiguredDatabase(config, log));
  const { services } = resources.use(await openServicesOver({ config, log, database, url }));
  const opened = resources.move();
  return { services, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** The same over a database that somebody else has opened, and closes. */
export async function openServicesOver(
  base: Pick<Services, 'config' | 'log' | 'database'> & Pick<OpenedDatabase, 'url'>,
): Promise<OpenedServices> {
  const { config, log, database, url } = base;
  await using resources = new AsyncDisposableStack();
  const signingKey = await loadSigningKey(config);
  const worker = config.role !== 'api';
  const queue = resources.adopt(await openQueue({ url, log, worker, queues: [...jobQueues, ...outboxQueues] }), (it) =>
    it.stop(),
  );
  const bus = resources.adopt(await openBus({ url, log }), (it) => it.close());
  const jobFollowers = resources.adopt(new JobFollowers({ database, bus, log }), (it) => it.close());
  const opened = resources.move();
  const previewTurns = new PreviewTurns();
  const services = { config, log, database, queue, bus, signingKey, jobFollowers, previewTurns };
  return { services, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

async function embeddedUrl(config: Config, log: Log, resources: AsyncDisposableStack): Promise<string> {
  const dataDirectory = path.join(config.dataDirectory, 'postgres');
  const postgres = await startEmbeddedPostgres({ dataDirectory, log });
  resources.defer(() => postgres.stop());
  return postgres.url;
}

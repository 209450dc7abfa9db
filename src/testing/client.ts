import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { issueToken } from '../access/token.ts';
import { type Client, openClient } from '../client/open-client.ts';
import { readConfig } from '../config.ts';
import type { Services } from '../graphql/context.ts';
import { sql } from '../platform/sql.ts';
import { type RunningServer, type ServerOptions, startServer } from '../server.ts';
import { openServicesOver } from '../services.ts';
import type { TestDatabase } from './database.ts';

/** A real server in the process of the test. Disposing of it stops it and closes its clients. */
export interface TestServer extends AsyncDisposable {
  /** Of GraphQL, over HTTP. */
  readonly url: string;
  /** What it runs on, for tests that look behind it, start a worker, or stop the server. */
  readonly services: Services;
  readonly stop: RunningServer['stop'];
  /** A client without a token. */
  readonly anonymous: Client;
  /** A client with a token of this user, good for `lifetimeSeconds`. */
  signedInAs(primaryId: string, lifetimeSeconds?: number): Promise<Client>;
  /** Such a token by itself. */
  tokenFor(primaryId: string, lifetimeSeconds?: number): Promise<string>;
}

export interface TestServerOptions extends Pick<ServerOptions, 'schema' | 'routes'> {
  /** Further settings, as in the environment. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Starts a server on a free port over a test database. Called at the top level of a test file; it and its clients are
 * closed after the file's last test.
 */
export async function startTestServer(test: TestDatabase, options?: TestServerOptions): Promise<TestServer> {
  const server = await openTestServer(test, options);
  afterAll(() => server[Symbol.asyncDispose]());
  return server;
}

/** The same for one test: `await using server = await openTestServer(…)`. */
export async function openTestServer(
  { database, url, log }: TestDatabase,
  { settings, ...options }: TestServerOptions = {},
): Promise<TestServer> {
  const cleanup = new AsyncDisposableStack();
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'rollcall-server-'));
  cleanup.defer(() => rm(dataDirectory, { recursive: true }));
  const config = readConfig({ DATA_DIR: dataDirectory, PORT: '0', ...settings });
  const { services } = cleanup.use(await openServicesOver({ config, log, database, url }));
  const server = cleanup.adopt(await startServer({ services, ...options }), (started) => started.stop());
  const client = (token?: string) => cleanup.use(openClient({ url: server.url, token, retryAttempts: 0 }));
  const tokenFor = async (primaryId: string, lifetimeSeconds?: number) => {
    const [user] = await database.query<{ id: number }>(sql`SELECT id FROM users WHERE primary_id = ${primaryId}`);
    if (!user) throw new Error(`There is no user ${primaryId}.`);
    return (await issueToken(services.signingKey, user.id, lifetimeSeconds)).token;
  };
  return {
    url: server.url,
    services,
    stop: server.stop,
    anonymous: client(),
    tokenFor,
    signedInAs: async (primaryId, lifetimeSeconds) => client(await tokenFor(primaryId, lifetimeSeconds)),
    [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
  };
}

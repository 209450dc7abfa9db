import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from './log.ts';
import { runAs } from './postgres/account.ts';
import { type Cluster, openCluster, SUPERUSER } from './postgres/cluster.ts';
import { findPostmaster } from './postgres/postmaster.ts';
import { announcePresence } from './postgres/presence.ts';

export interface EmbeddedPostgresOptions {
  /** Where the database lies; made when absent. Deleting it deletes the database. */
  readonly dataDirectory: string;
  readonly log: Log;
  /** PostgreSQL settings besides the usual ones. Only whoever starts the server sets them. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

export interface EmbeddedPostgres {
  /** Of the database, superuser and password included. Stays the same until `stop`. */
  readonly url: string;
  /** Stops PostgreSQL, unless another process still uses it: the last one to leave stops it. */
  stop(): Promise<void>;
}

const SETTINGS: Readonly<Record<string, string | number>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  work_mem: '32MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  random_page_cost: 1.1,
  jit: 'off',
  timezone: 'UTC',
  logging_collector: 'on',
  log_directory: 'log',
  // One file for each day of the week, so that the log never grows beyond a week.
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
};

const DATABASE = 'rollcall';
const START_TIMEOUT_MS = 60_000;
const RETRY_MS = 50;

/**
 * Starts a PostgreSQL on a data directory, or joins the one that runs on it: a process that was killed leaves it running,
 * and several processes may use it at once. Works as root and as an ordinary user. Starts it again when it dies.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(path.resolve(options.dataDirectory));
  let stopping = false;
  let { presence, port } = await join(cluster, options);
  const depart = async () => {
    if (await presence.leave()) await pgCtl(cluster, 'stop', '-m', 'fast');
  };
  const watch = async () => {
    for (await presence.lost; !stopping; await presence.lost) {
      options.log.warn('the embedded PostgreSQL is gone: starting it again');
      ({ presence, port } = await join(cluster, options, port));
      if (stopping) await depart();
    }
  };
  const watched = watch().catch((error) => options.log.error({ err: error }, 'the embedded PostgreSQL stays away'));
  return {
    url: urlOf(cluster, port, DATABASE),
    async stop() {
      stopping = true;
      await depart();
      await watched;
    },
  };
}

async function join(cluster: Cluster, options: EmbeddedPostgresOptions, port?: number) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const postmaster = (await findPostmaster(cluster.directory)) ?? (await launch(cluster, options, port));
    const presence = postmaster && (await announcePresence(urlOf(cluster, postmaster.port, 'postgres'), DATABASE));
    if (presence) return { presence, port: postmaster.port };
    await delay(RETRY_MS);
  }
  throw new Error(`The PostgreSQL in ${cluster.directory} does not answer; its log is in log/ there`);
}

async function launch(cluster: Cluster, { log, settings }: EmbeddedPostgresOptions, port?: number) {
  const all = { ...SETTINGS, ...settings, port: port ?? (await freePort()) };
  const flags = Object.entries(all).map(([name, value]) => `-c ${name}=${value}`);
  try {
    await pgCtl(cluster, 'start', '-l', path.join(cluster.directory, 'start.log'), '-o', flags.join(' '));
    log.debug({ directory: cluster.directory, port: all.port }, 'embedded PostgreSQL started');
  } catch (error) {
    // Another process that started at the same time may have been first.
    if (!(await findPostmaster(cluster.directory))) throw error;
  }
  return findPostmaster(cluster.directory);
}

function pgCtl({ directory, account, binaries }: Cluster, command: string, ...args: string[]): Promise<string> {
  return runAs(account, binaries.pgCtl, [
    command,
    '-w',
    '-s',
    '-t',
    String(START_TIMEOUT_MS / 1_000),
    '-D',
    directory,
    ...args,
  ]);
}

function urlOf({ password }: Cluster, port: number, database: string): string {
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port was found');
  return address.port;
}

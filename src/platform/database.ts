import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Log } from './log.ts';
import { PrismaClient } from './prisma/client.ts';
import { type Queryable, queryableOver, type Statement } from './queryable.ts';
import { streamRows } from './stream.ts';
import { runTransaction, type Transaction, type TransactionOptions } from './transaction.ts';

export type { Queryable, QueryOptions, Statement } from './queryable.ts';
export type { Transaction, TransactionOptions } from './transaction.ts';

export interface Database extends Queryable {
  /** Prisma's client over the same connections. */
  readonly prisma: PrismaClient;
  /** Runs `work` in one read-committed transaction: commits its changes, or none of them when it throws. */
  transaction<T>(work: (transaction: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** A large result in batches, in constant memory, on a connection of its own that a consumer who stops gives back. */
  stream<Row extends object>(statement: Statement, batchSize?: number): AsyncIterable<Row[]>;
  /** Waits for the statements under way and closes all connections. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  /** How many connections at most, streams not counted. */
  readonly poolSize?: number;
  /** How many streams at once at most; more of them wait for their turn. */
  readonly streamLimit?: number;
  /** What pg_stat_activity shows. */
  readonly applicationName?: string;
  readonly log: Log;
}

const CONNECTION_TIMEOUT_MS = 30_000;

/** Opens the database. Connects when first asked something, and again by itself after the server was away. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = openPool(options, options.poolSize ?? 10, '');
  // Downloads take as long as their reader likes: in a pool of their own they cannot starve everything else.
  const streams = openPool(options, options.streamLimit ?? 4, ' stream');
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    ...queryableOver(pool),
    transaction: (work, transactionOptions) => runTransaction(pool, work, transactionOptions),
    stream: (statement, batchSize = 1_000) => streamRows(streams, statement, batchSize),
    async close() {
      await prisma.$disconnect();
      await Promise.all([pool.end(), streams.end()]);
    },
  };
}

function openPool({ url, applicationName = 'rollcall', log }: DatabaseOptions, max: number, suffix: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: applicationName + suffix,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    keepAlive: true,
  });
  // A connection that breaks emits an error, in use or idle; without a listener that ends the process.
  pool.on('connect', (client) => client.on('error', (error) => log.warn({ err: error }, 'database connection lost')));
  // The pool repeats what the connection's own listener has logged.
  pool.on('error', () => {});
  return pool;
}

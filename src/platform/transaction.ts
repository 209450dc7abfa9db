import type pg from 'pg';
import { type Queryable, queryableOver } from './queryable.ts';

/** A transaction under way. */
export interface Transaction extends Queryable {
  /** Runs `work` so that, when it throws, its changes alone are undone and the transaction can go on. */
  savepoint<T>(work: () => Promise<T>): Promise<T>;
}

export interface TransactionOptions {
  /** The server ends the transaction when nothing is sent for so long: what a hanging process holds becomes free. */
  readonly idleTimeoutMs?: number;
  /** The server refuses any one statement that takes longer. */
  readonly statementTimeoutMs?: number;
  readonly isolation?: 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';
  /** The server refuses every statement that would change something. */
  readonly readOnly?: boolean;
}

/** Runs `work` in a transaction on one connection of the pool. Nothing is tried a second time. */
export async function runTransaction<T>(
  pool: pg.Pool,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(beginStatement(options));
    const result = await work(transactionOver(client));
    await commit(client);
    return result;
  } catch (error) {
    broken = await rollback(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

function beginStatement({
  isolation = 'READ COMMITTED',
  readOnly = false,
  idleTimeoutMs,
  statementTimeoutMs,
}: TransactionOptions): string {
  const statements = [`BEGIN ISOLATION LEVEL ${isolation}${readOnly ? ' READ ONLY' : ''}`];
  if (idleTimeoutMs !== undefined) statements.push(setLocal('idle_in_transaction_session_timeout', idleTimeoutMs));
  if (statementTimeoutMs !== undefined) statements.push(setLocal('statement_timeout', statementTimeoutMs));
  return statements.join('; ');
}

function setLocal(setting: string, milliseconds: number): string {
  return `SET LOCAL ${setting} = ${Math.max(1, Math.round(milliseconds))}`;
}

async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT');
  // PostgreSQL answers the COMMIT of a transaction in which a statement failed with a silent rollback.
  if (command !== 'COMMIT') throw new Error('The transaction was rolled back: one of its statements had failed');
}

async function rollback(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    // A connection that cannot roll back is of no use to the next one who gets it.
    return error instanceof Error ? error : new Error(String(error));
  }
}

function transactionOver(client: pg.PoolClient): Transaction {
  let depth = 0;
  return {
    ...queryableOver(client),
    async savepoint(work) {
      depth += 1;
      const name = `savepoint_${depth}`;
      try {
        await client.query(`SAVEPOINT ${name}`);
        const result = await work();
        await client.query(`RELEASE SAVEPOINT ${name}`);
        return result;
      } catch (error) {
        await client.query(`ROLLBACK TO SAVEPOINT ${name}; RELEASE SAVEPOINT ${name}`);
        throw error;
      } finally {
        depth -= 1;
      }
    },
  };
}

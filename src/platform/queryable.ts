import type pg from 'pg';
import { resultTypes } from './result-types.ts';

/** A statement with its values kept apart; every `Sql` fragment is one. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface QueryOptions {
  /** Prepares the statement under this name once per connection: for hot statements with an unchanging text. */
  readonly name?: string;
}

/** Where statements can be sent: the database, or a transaction in it. One statement at a time in a transaction. */
export interface Queryable {
  /** The rows of a statement, columns parsed as {@link resultTypes} says. Throws PostgreSQL's error. */
  query<Row extends object>(statement: Statement, options?: QueryOptions): Promise<Row[]>;
  /** Runs a statement for its effect; gives the number of rows it touched. */
  execute(statement: Statement, options?: QueryOptions): Promise<number>;
}

/** Sends statements to a pool or to one connection. */
export function queryableOver(target: pg.Pool | pg.PoolClient): Queryable {
  const send = (statement: Statement, options?: QueryOptions) =>
    target.query({ text: statement.text, values: [...statement.values], types: resultTypes, name: options?.name });
  return {
    query: async (statement, options) => (await send(statement, options)).rows,
    execute: async (statement, options) => (await send(statement, options)).rowCount ?? 0,
  };
}

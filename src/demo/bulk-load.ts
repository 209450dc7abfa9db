import type { Queryable } from '../platform/database.ts';
import { join, raw, sql } from '../platform/sql.ts';

/** The tables that hold people, parents first. */
export const userTables = [
  'users',
  'user_address',
  'user_email',
  'user_phone',
  'user_identifier',
  'user_role',
  'user_block',
  'user_note',
  'user_statistic',
  'user_proxy',
  'user_resource_sharing_library',
  'user_letter_opt_out',
  'user_search_text',
] as const;

const tableList = raw(userTables.join(', '));

/** How to put back what was taken down: statements in the catalogue's own words. */
export interface Dismantled {
  readonly indexes: readonly { readonly table: string; readonly name: string; readonly definition: string }[];
  readonly foreignKeys: readonly { readonly table: string; readonly name: string; readonly definition: string }[];
}

/**
 * Takes indexes, foreign keys and triggers off the people's tables, which then take millions of rows several times
 * faster. Whatever a migration adds to them is covered. In a transaction only: others must never see them so.
 */
export async function dismantle(transaction: Queryable): Promise<Dismantled> {
  await transaction.execute(sql`LOCK TABLE ${tableList} IN ACCESS EXCLUSIVE MODE`);
  const tables = sql`ANY (${[...userTables]}::regclass[])`;
  const foreignKeys = await transaction.query<Dismantled['foreignKeys'][number]>(sql`
    SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ${tables} ORDER BY conrelid, conname`);
  const indexes = await transaction.query<Dismantled['indexes'][number]>(sql`
    SELECT indrelid::regclass::text AS table, indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
    FROM pg_index WHERE indrelid = ${tables} AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY indrelid, indexrelid`);
  for (const { table, name } of foreignKeys)
    await transaction.execute(sql`ALTER TABLE ${raw(table)} DROP CONSTRAINT ${raw(name)}`);
  if (indexes.length > 0) await transaction.execute(sql`DROP INDEX ${join(indexes.map(({ name }) => raw(name)))}`);
  for (const table of userTables) await transaction.execute(sql`ALTER TABLE ${raw(table)} DISABLE TRIGGER USER`);
  return { indexes, foreignKeys };
}

/** Puts one index back. */
export async function restoreIndex(
  transaction: Queryable,
  { definition }: Dismantled['indexes'][number],
): Promise<void> {
  await transaction.execute(sql`${raw(definition)}`);
}

/** Puts back the foreign keys, which PostgreSQL checks against every row, and the triggers. */
export async function restoreLaws(transaction: Queryable, { foreignKeys }: Dismantled): Promise<void> {
  for (const { table, name, definition } of foreignKeys) {
    await transaction.execute(sql`ALTER TABLE ${raw(table)} ADD CONSTRAINT ${raw(name)} ${raw(definition)}`);
  }
  for (const table of userTables) await transaction.execute(sql`ALTER TABLE ${raw(table)} ENABLE TRIGGER USER`);
}

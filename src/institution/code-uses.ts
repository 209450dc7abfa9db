import type { Queryable } from '../platform/database.ts';
import { raw, sql } from '../platform/sql.ts';
import type { CodeTableName } from './code-tables.ts';

/** Where records hold the codes of a table. `user`: the column that says whose record it is. */
const holders: Record<CodeTableName, { readonly table: string; readonly column: string; readonly user: string }> = {
  USER_GROUP: ofUser('user_group'),
  JOB_CATEGORY: ofUser('job_category'),
  CAMPUS: ofUser('campus'),
  TITLE: ofUser('title'),
  PREFERRED_LANGUAGE: ofUser('preferred_language'),
  CATALOGER_LEVEL: ofUser('cataloger_level'),
  IDENTIFIER_TYPE: ofPart('user_identifier', 'type'),
  ADDRESS_TYPE: ofPart('user_address', 'types'),
  EMAIL_TYPE: ofPart('user_email', 'types'),
  PHONE_TYPE: ofPart('user_phone', 'types'),
  NOTE_TYPE: ofPart('user_note', 'type'),
  BLOCK_TYPE: ofPart('user_block', 'type'),
  BLOCK_CODE: ofPart('user_block', 'code'),
  STATISTIC_TYPE: ofPart('user_statistic', 'type'),
  STATISTIC_CATEGORY: ofPart('user_statistic', 'category'),
  LETTER: ofPart('user_letter_opt_out', 'letter_code'),
};

function ofUser(column: string) {
  return { table: 'users', column, user: 'id' };
}

function ofPart(table: string, column: string) {
  return { table, column, user: 'user_id' };
}

/** How many letters are listed in the code table under this code. */
export async function countLetters(queryable: Queryable, table: CodeTableName, code: string): Promise<number> {
  if (table !== 'LETTER') return 0;
  const [row] = await queryable.query<{ count: number }>(sql`SELECT count(*) FROM letter WHERE code = ${code}`);
  return row?.count ?? 0;
}

/** How many users hold the code somewhere in their record. */
export async function countUsersWithCode(queryable: Queryable, table: CodeTableName, code: string): Promise<number> {
  const held = holders[table];
  const holds = held.column === 'types' ? sql`${code} = ANY (types)` : sql`${raw(held.column)} = ${code}`;
  const [row] = await queryable.query<{ count: number }>(
    sql`SELECT count(DISTINCT ${raw(held.user)}) AS count FROM ${raw(held.table)} WHERE ${holds}`,
  );
  return row?.count ?? 0;
}

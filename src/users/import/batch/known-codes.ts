import type { CodeTableName } from '../../../institution/code-tables.ts';
import type { Queryable } from '../../../platform/database.ts';
import { sql } from '../../../platform/sql.ts';

/** The codes an institution uses, as they were when the import began. */
export interface KnownCodes {
  /** Whether a record may hold the code. A table without any codes has not been set up, and refuses none. */
  allows(table: CodeTableName, code: string): boolean;
  hasLibrary(code: string): boolean;
}

/** Loads the code tables and libraries, a few hundred rows at most institutions. */
export async function loadKnownCodes(queryable: Queryable): Promise<KnownCodes> {
  const codes = await queryable.query<{ table: string; codes: string[] }>(
    sql`SELECT table_name AS "table", array_agg(code) AS codes FROM code GROUP BY table_name`,
  );
  const libraries = await queryable.query<{ code: string }>(sql`SELECT code FROM library`);
  const tables = new Map(codes.map((row) => [row.table, new Set(row.codes)]));
  const libraryCodes = new Set(libraries.map((row) => row.code));
  return {
    allows: (table, code) => tables.get(table)?.has(code) ?? true,
    hasLibrary: (code) => libraryCodes.has(code),
  };
}

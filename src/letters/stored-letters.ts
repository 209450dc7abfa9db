import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';
import type { LetterTemplates } from './templates/letter-template.ts';

/** One saved version of a letter. */
export interface StoredVersion extends LetterTemplates {
  readonly code: string;
  readonly version: number;
  readonly name: string;
}

/** A version of a letter, the current one when none is given; null when there is none such. */
export async function loadVersion(
  queryable: Queryable,
  code: string,
  version: number | null,
): Promise<StoredVersion | null> {
  const [row] = await queryable.query<StoredVersion>(sql`
    SELECT l.code, c.description AS name, l.purpose, v.version, v.default_language AS "defaultLanguage", v.templates
    FROM letter l JOIN code c ON (c.table_name, c.code) = (l.table_name, l.code)
    JOIN letter_version v ON v.letter_code = l.code AND v.version = coalesce(${version}::int, l.current_version)
    WHERE l.code = ${code}`);
  return row ?? null;
}

/** The enabled letter that tells of a job's end: the first in the order of the code table; null when there is none. */
export async function letterOfJobEnd(queryable: Queryable): Promise<{ code: string; version: number } | null> {
  const [row] = await queryable.query<{ code: string; version: number }>(sql`
    SELECT l.code, l.current_version AS version FROM letter l JOIN code c ON (c.table_name, c.code) = (l.table_name, l.code)
    WHERE l.purpose = 'JOB_END' AND c.enabled ORDER BY c.position, l.code LIMIT 1`);
  return row ?? null;
}

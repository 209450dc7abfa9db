import type { Queryable } from '../platform/database.ts';
import { type Sql, sql } from '../platform/sql.ts';
import type { LetterTemplate } from './templates/letter-template.ts';
import type { LetterPurpose } from './templates/letter-variables.ts';

/** A letter as the API shows it, with the version that is sent now. */
export interface ListedLetter {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly purpose: LetterPurpose;
  readonly enabled: boolean;
  readonly current: ListedVersion;
}

/** A version of a letter as the API shows it. */
export interface ListedVersion {
  readonly letter: string;
  readonly version: number;
  readonly defaultLanguage: string;
  readonly templates: readonly LetterTemplate[];
  readonly createdAt: string;
  /** The primary id of who saved it; empty: it came with the institution. */
  readonly createdBy: string;
}

/** A piece of a list. Backward: from its end, the last one first. */
export interface ListRange<Key> {
  readonly after?: Key | undefined;
  readonly before?: Key | undefined;
  readonly limit: number;
  readonly backward: boolean;
}

/** Which letters are wanted; what is absent or null does not narrow them. */
export interface LetterListing {
  readonly code?: string | null | undefined;
  readonly purpose?: LetterPurpose | null | undefined;
  readonly enabled?: boolean | null | undefined;
}

const versionJson = sql`jsonb_build_object('letter', v.letter_code, 'version', v.version, 'defaultLanguage', v.default_language,
  'templates', v.templates, 'createdAt', v.created_at, 'createdBy', v.created_by)`;

/** Letters by code. */
export async function listLetters(
  queryable: Queryable,
  { code, purpose, enabled }: LetterListing,
  { after, before, limit, backward }: ListRange<string>,
): Promise<ListedLetter[]> {
  return queryable.query<ListedLetter>(sql`
    SELECT l.code, c.description AS name, l.description, l.purpose, c.enabled, ${versionJson} AS current
    FROM letter l JOIN code c ON (c.table_name, c.code) = (l.table_name, l.code)
    JOIN letter_version v ON (v.letter_code, v.version) = (l.code, l.current_version)
    WHERE (${code ?? null}::text IS NULL OR l.code = ${code ?? null}) AND (${purpose ?? null}::text IS NULL OR l.purpose::text = ${purpose ?? null})
      AND (${enabled ?? null}::boolean IS NULL OR c.enabled = ${enabled ?? null})
      AND (${after ?? null}::text IS NULL OR l.code > ${after ?? null} COLLATE "C")
      AND (${before ?? null}::text IS NULL OR l.code < ${before ?? null} COLLATE "C")
    ORDER BY l.code COLLATE "C" ${direction(backward)} LIMIT ${limit}`);
}

/** How many letters there are. */
export async function countLetters(
  queryable: Queryable,
  { purpose, enabled }: Omit<LetterListing, 'code'>,
): Promise<number> {
  const [row] = await queryable.query<{ count: number }>(sql`
    SELECT count(*) FROM letter l JOIN code c ON (c.table_name, c.code) = (l.table_name, l.code)
    WHERE (${purpose ?? null}::text IS NULL OR l.purpose::text = ${purpose ?? null})
      AND (${enabled ?? null}::boolean IS NULL OR c.enabled = ${enabled ?? null})`);
  return row?.count ?? 0;
}

/** The versions of a letter, the newest first. */
export async function listVersions(
  queryable: Queryable,
  letter: string,
  { after, before, limit, backward }: ListRange<number>,
): Promise<ListedVersion[]> {
  const rows = await queryable.query<{ version: ListedVersion }>(sql`
    SELECT ${versionJson} AS version FROM letter_version v WHERE v.letter_code = ${letter}
      AND (${after ?? null}::int IS NULL OR v.version < ${after ?? null}) AND (${before ?? null}::int IS NULL OR v.version > ${before ?? null})
    ORDER BY v.version ${direction(!backward)} LIMIT ${limit}`);
  return rows.map(({ version }) => version);
}

function direction(descending: boolean): Sql {
  return descending ? sql`DESC` : sql`ASC`;
}

import type { Database } from '../../platform/database.ts';
import { join, raw, type Sql, sql } from '../../platform/sql.ts';
import { searchRows } from './search-statement.ts';

const columns = {
  userGroup: "nullif(u.user_group, '')",
  jobCategory: "nullif(u.job_category, '')",
  campus: "nullif(u.campus, '')",
  status: 'u.status::text',
  recordType: 'u.record_type::text',
} as const;

/** What users can be counted by. */
export type Facet = keyof typeof columns | 'roleType';

/** How many users have a value; null: none. By role type, users count once for each type of role they have, in force or not. */
export interface FacetCount {
  readonly facet: Facet;
  readonly value: string | null;
  readonly count: number;
}

/** Counts the users who meet the condition over `users u`, by each of the facets, the largest count first. Throws SearchTooExpensive. */
export async function facetUsers(database: Database, condition: Sql, facets: readonly Facet[]): Promise<FacetCount[]> {
  if (facets.length === 0) return [];
  const ofColumns = facets.filter((facet) => facet !== 'roleType');
  const counts = ofColumns.map((facet) => countBy(facet));
  if (facets.includes('roleType')) counts.push(countByRoleType);
  const selected = ofColumns.map((facet) => raw(`${columns[facet]} AS "${facet}"`));
  return searchRows(
    database,
    sql`
      WITH matching AS MATERIALIZED (SELECT ${join([sql`u.id`, ...selected])} FROM users u WHERE ${condition})
      ${join(counts, ' UNION ALL ')} ORDER BY 1, 3 DESC, 2`,
  );
}

function countBy(facet: keyof typeof columns): Sql {
  return sql`SELECT ${facet} AS facet, ${raw(`"${facet}"`)} AS value, count(*) AS count FROM matching GROUP BY 2`;
}

const countByRoleType = sql`
  SELECT 'roleType' AS facet, r.role_type_code AS value, count(DISTINCT r.user_id) AS count
  FROM user_role r WHERE r.user_id IN (SELECT id FROM matching) GROUP BY 2`;

import type { Database } from '../../platform/database.ts';
import { empty, join, raw, type Sql, sql } from '../../platform/sql.ts';
import { searchRows } from './search-statement.ts';

const columns = {
  userGroup: 'user_group',
  jobCategory: 'job_category',
  campus: 'campus',
  status: 'status',
  recordType: 'record_type',
} as const;

type ColumnFacet = keyof typeof columns;

/** What users can be counted by. */
export type Facet = ColumnFacet | 'roleType';

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
  const counts = ofColumns.map(countBy);
  if (facets.includes('roleType')) counts.push(countByRoleType(condition));
  const common = ofColumns.length > 0 ? commonCounts(condition, ofColumns) : empty;
  return searchRows(database, sql`${common} ${join(counts, ' UNION ALL ')} ORDER BY 1, 3 DESC, 2`);
}

/**
 * All columns at once: there are few combinations of their values, so that the users are read once and each facet adds
 * up some hundred rows (362 ms for five facets of a million users, where five scans take 1,020 and GROUPING SETS 711).
 */
function commonCounts(condition: Sql, facets: readonly ColumnFacet[]): Sql {
  const selected = facets.map((facet) => raw(`u.${columns[facet]}`));
  const positions = facets.map((_, index) => raw(`${index + 1}`));
  return sql`
    WITH common AS MATERIALIZED (
      SELECT ${join(selected)}, count(*) AS users FROM users u WHERE ${condition} GROUP BY ${join(positions)})`;
}

function countBy(facet: ColumnFacet): Sql {
  const value = sql`nullif(${raw(columns[facet])}::text, '')`;
  return sql`SELECT ${facet} AS facet, ${value} AS value, sum(users)::int8 AS count FROM common GROUP BY 2`;
}

function countByRoleType(condition: Sql): Sql {
  return sql`
    SELECT 'roleType' AS facet, role_type_code AS value, count(*) AS count
    FROM (SELECT DISTINCT r.user_id, r.role_type_code FROM users u JOIN user_role r ON r.user_id = u.id WHERE ${condition}) held
    GROUP BY 2`;
}

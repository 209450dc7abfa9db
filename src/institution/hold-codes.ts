import type { Transaction } from '../platform/database.ts';
import { type Sql, sql } from '../platform/sql.ts';
import type { CodeTableName } from './code-tables.ts';
import type { Reference } from './reference.ts';

/** Something that records name by its code; desks and units as `LIBRARY/CODE`. */
export interface UsedCode {
  readonly of: CodeTableName | 'CIRCULATION_DESK' | 'SERVICE_UNIT';
  readonly code: string;
}

/**
 * Keeps codes that a transaction is about to give to somebody from being deleted before it has ended. Gives those that
 * were there when the reference was read and are gone by now; of what it never knew there is nothing to keep.
 */
export async function holdCodes(
  transaction: Transaction,
  reference: Reference,
  used: readonly UsedCode[],
): Promise<UsedCode[]> {
  const known = used.filter((one) => isKnown(one, reference));
  if (known.length === 0) return [];
  const held = await transaction.query<UsedCode>(sql`
    WITH used AS (SELECT * FROM unnest(${known.map(({ of }) => of)}::text[], ${known.map(({ code }) => code)}::text[]) AS used (kind, code)),
    codes AS (SELECT table_name, code FROM code WHERE (table_name, code) IN (SELECT kind, code FROM used) ORDER BY 1, 2 FOR KEY SHARE),
    desks AS (${placesOf(sql`circulation_desk`, 'CIRCULATION_DESK')}),
    units AS (${placesOf(sql`service_unit`, 'SERVICE_UNIT')})
    SELECT table_name AS "of", code FROM codes
    UNION ALL SELECT 'CIRCULATION_DESK', library_code || '/' || code FROM desks
    UNION ALL SELECT 'SERVICE_UNIT', library_code || '/' || code FROM units`);
  const keys = new Set(held.map(keyOf));
  return known.filter((one) => !keys.has(keyOf(one)));
}

function placesOf(table: Sql, kind: UsedCode['of']): Sql {
  return sql`SELECT library_code, code FROM ${table}
    WHERE library_code || '/' || code IN (SELECT code FROM used WHERE kind = ${kind}) ORDER BY 1, 2 FOR KEY SHARE`;
}

function isKnown({ of, code }: UsedCode, { allCodes, circulationDesks, serviceUnits }: Reference): boolean {
  if (of === 'CIRCULATION_DESK') return circulationDesks.has(code);
  return of === 'SERVICE_UNIT' ? serviceUnits.has(code) : (allCodes.get(of)?.has(code) ?? false);
}

/** What tells a code from all others. */
export function keyOf({ of, code }: UsedCode): string {
  return `${of} ${code}`;
}

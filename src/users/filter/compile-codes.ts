import { raw, type Sql, sql } from '../../platform/sql.ts';
import { asItIs, compileEquality } from './compile-equality.ts';
import type { CodeField } from './field-kinds.ts';

/** A condition on a list of codes: `eq` and `in` ask whether one of them is meant, `ne` and `notIn` whether none is. */
export function compileCodes(field: CodeField, operator: string, operand: unknown, alias: string): Sql {
  const column = raw(`${alias}.${field.column}`);
  const list = sql`${operator === 'eq' || operator === 'ne' ? [operand] : operand}::text[]`;
  switch (operator) {
    case 'eq':
    case 'in':
      return sql`${column} && ${list}`;
    case 'ne':
    case 'notIn':
      return sql`(${column} && ${list}) IS NOT TRUE`;
    default:
      return compileEquality(asItIs(column, 'text', sql`(coalesce(cardinality(${column}), 0) = 0)`), operator, operand);
  }
}

/** A condition on a role type, which has a code and a key: `58` and `LICENSE_VIEWER` are the same. */
export function compileRoleType(field: CodeField, operator: string, operand: unknown, alias: string): Sql {
  const column = raw(`${alias}.${field.column}`);
  if (operator === 'isEmpty') return compileEquality(asItIs(column, 'text'), operator, operand);
  const named = Array.isArray(operand) ? operand.map(String) : [String(operand)];
  const isMeant = sql`${column} = ANY(${roleTypeCodes(named)})`;
  return operator === 'eq' || operator === 'in' ? isMeant : sql`NOT ${isMeant}`;
}

function roleTypeCodes(named: readonly string[]): Sql {
  // A constant tells the planner how many hold the role, which a subquery cannot.
  if (named.every((name) => /^[0-9]+$/.test(name))) return sql`${named}::text[]`;
  return sql`ARRAY(SELECT t.code FROM role_type t WHERE t.code = ANY(${named}::text[]) OR t.key = ANY(${named}::text[]))`;
}

import { raw, type Sql, sql } from '../../platform/sql.ts';
import { asItIs, type Comparable, compileEquality } from './compile-equality.ts';
import { searchTextContains, servesTrigrams } from './compile-search.ts';
import type { TextField } from './field-kinds.ts';

/** A condition on words. No operand is a pattern: there is no character with a meaning of its own. */
export function compileText(field: TextField, operator: string, operand: unknown, alias: string): Sql {
  const column = raw(`${alias}.${field.column}`);
  const folded = foldedText(column, field.fold);
  if (operator === 'startsWith') return sql`${folded.column} ^@ ${folded.operand(operand)}`;
  if (operator === 'contains') return compileContains(field, folded, String(operand), alias);
  if (!field.exact) return compileEquality(folded, operator, operand);
  const exact = compileEquality(asItIs(column, 'text', folded.empty), operator, operand);
  // The folded comparison is implied; it is what the index knows.
  const isIndexed = operator === 'eq' || operator === 'in';
  return isIndexed ? sql`(${compileEquality(folded, operator, operand)} AND ${exact})` : exact;
}

function foldedText(column: Sql, fold: TextField['fold']): Comparable {
  const folded = raw(fold);
  return {
    // In the collation of the indexes, in which the words with a prefix are a range.
    column: sql`${folded}(${column}) COLLATE "C"`,
    empty: sql`(${column} IS NULL OR ${column} = '')`,
    operand: (value) => sql`${folded}(${value}::text)`,
    operands: (values) => sql`ARRAY(SELECT ${folded}(v) FROM unnest(${values}::text[]) v)`,
  };
}

function compileContains(field: TextField, folded: Comparable, words: string, alias: string): Sql {
  const condition = sql`strpos(${folded.column}, ${folded.operand(words)}) > 0`;
  if (!field.searched || !servesTrigrams(words)) return condition;
  const user = raw(alias === 'u' ? 'u.id' : `${alias}.user_id`);
  // Implied by the condition, since the field is part of the search text; it is what the trigram index knows.
  return sql`(${user} IN (${searchTextContains([words])}) AND ${condition})`;
}

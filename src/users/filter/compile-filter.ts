import { join, raw, type Sql, sql } from '../../platform/sql.ts';
import { searchTextContains, searchWords } from './compile-search.ts';
import { compileValue } from './compile-value.ts';
import type { FieldTable, RelationField } from './field-kinds.ts';
import type { FilterContext } from './filter-context.ts';
import { userFields } from './user-fields.ts';
import type { UserFilter } from './user-filter.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The condition over `users u` that a filter and a free search mean: the only place where they become SQL, so search,
 * counts, facets, sets and jobs cannot disagree. The filter must come from `parseFilter`.
 */
export function compileFilter(filter: UserFilter | null, search: string | null, context: FilterContext): Sql {
  const words = searchWords(search);
  const conditions = compileConditions(filter ?? {}, userFields, 'u', context);
  if (words.length > 0) conditions.unshift(sql`u.id IN (${searchTextContains(words)})`);
  return allOf(conditions);
}

function compileConditions(conditions: Json, fields: FieldTable, alias: string, context: FilterContext): Sql[] {
  return given(conditions).flatMap(([name, value]) => {
    const nested = (inner: unknown) => allOf(compileConditions(inner as Json, fields, alias, context));
    if (name === 'and') return (value as unknown[]).map(nested);
    if (name === 'or') return sql`(${join((value as unknown[]).map(nested), ' OR ')})`;
    // A comparison with what is not there is NULL: unlike NOT, this takes it for a "no".
    if (name === 'not') return sql`(${nested(value)}) IS NOT TRUE`;
    return compileField(name, value as Json, fields, alias, context);
  });
}

function compileField(name: string, tests: Json, fields: FieldTable, alias: string, context: FilterContext): Sql[] {
  const field = fields[name];
  if (!field) throw new Error(`A filter with the unknown field "${name}" was let through.`);
  if (field.kind === 'group') return compileConditions(tests, field.fields, alias, context);
  return given(tests).map(([operator, operand]) =>
    field.kind === 'relation'
      ? compileRelation(field, operator, operand as Json, alias, context)
      : compileValue(field, operator, operand, alias, context),
  );
}

function compileRelation(
  field: RelationField,
  quantifier: string,
  conditions: Json,
  outer: string,
  context: FilterContext,
): Sql {
  const exists = sql`EXISTS (SELECT 1 FROM ${entriesThat(field, conditions, outer, context)})`;
  return quantifier === 'none' ? sql`NOT ${exists}` : exists;
}

function entriesThat({ source, fields }: RelationField, conditions: Json, outer: string, context: FilterContext): Sql {
  const { alias } = source;
  const hold = (of: string) => allOf(compileConditions(conditions, fields, of, context));
  if ('list' in source) {
    return sql`${raw(`jsonb_to_recordset(${outer}.${source.list}) AS ${alias}(${source.columns})`)} WHERE ${hold(alias)}`;
  }
  const entries = raw(`${source.table} ${alias} WHERE ${alias}.${source.link} = ${outer}.id`);
  if (!source.person) return sql`${entries} AND ${hold(alias)}`;
  const { visible = sql`TRUE` } = context;
  return sql`${entries} AND ${raw(`${alias}.${source.person}`)} IN (SELECT u.id FROM users u WHERE ${visible} AND ${hold('u')})`;
}

function given(conditions: Json): [string, unknown][] {
  return Object.entries(conditions).filter(([, value]) => value !== undefined);
}

function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`TRUE` : sql`(${join(conditions, ' AND ')})`;
}

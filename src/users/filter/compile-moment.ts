import { raw, type Sql, sql } from '../../platform/sql.ts';
import { asItIs, compileEquality } from './compile-equality.ts';
import type { MomentField } from './field-kinds.ts';
import type { FilterContext } from './filter-context.ts';
import type { MomentFilter } from './user-filter.ts';

const comparisons: Readonly<Record<string, Sql>> = {
  before: raw('<'),
  onOrBefore: raw('<='),
  after: raw('>'),
  onOrAfter: raw('>='),
};

/** A condition on a date or an instant. Only `ne`, `notIn` and `isEmpty` can hold where there is none. */
export function compileMoment(
  field: MomentField,
  operator: string,
  operand: unknown,
  alias: string,
  context: FilterContext,
): Sql {
  const column = raw(`${alias}.${field.column}`);
  const value = asItIs(column, field.kind === 'date' ? 'date' : 'timestamptz(3)');
  const comparison = comparisons[operator];
  if (comparison) return sql`${column} ${comparison} ${value.operand(operand)}`;
  if (operator === 'between') {
    const { from, to } = operand as Required<MomentFilter>['between'];
    return sql`${column} BETWEEN ${value.operand(from)} AND ${value.operand(to)}`;
  }
  if (operator === 'withinDays') return withinDays(field, column, Number(operand), context);
  return compileEquality(value, operator, operand);
}

function withinDays(field: MomentField, column: Sql, days: number, { today, timeZone = 'UTC' }: FilterContext): Sql {
  const from = sql`(${today}::date + ${Math.min(days, 0)}::int)`;
  const to = sql`(${today}::date + ${Math.max(days, 0)}::int)`;
  if (field.kind === 'date') return sql`${column} BETWEEN ${from} AND ${to}`;
  const startOf = (day: Sql) => sql`${day}::timestamp AT TIME ZONE ${timeZone}`;
  return sql`(${column} >= ${startOf(from)} AND ${column} < ${startOf(sql`(${to} + 1)`)})`;
}

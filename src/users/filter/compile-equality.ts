import { raw, type Sql, sql } from '../../platform/sql.ts';

/** How a kind of value is compared: its SQL, that of an operand, of a list of operands, and of having no value. */
export interface Comparable {
  readonly column: Sql;
  readonly empty: Sql;
  operand(value: unknown): Sql;
  operands(values: unknown): Sql;
}

/** The operators that every kind of value has. `ne` and `notIn` hold where there is no value. */
export function compileEquality(value: Comparable, operator: string, operand: unknown): Sql {
  switch (operator) {
    case 'eq':
      return sql`${value.column} = ${value.operand(operand)}`;
    case 'ne':
      return sql`${value.column} IS DISTINCT FROM ${value.operand(operand)}`;
    case 'in':
      return sql`${value.column} = ANY(${value.operands(operand)})`;
    case 'notIn':
      return sql`(${value.column} = ANY(${value.operands(operand)})) IS NOT TRUE`;
    case 'isEmpty':
      return operand ? value.empty : sql`NOT ${value.empty}`;
    default:
      throw new Error(`A filter with the unknown operator "${operator}" was let through.`);
  }
}

/** A column that is compared as it is, with operands of its own type. */
export function asItIs(column: Sql, type: string, empty: Sql = sql`(${column} IS NULL)`): Comparable {
  return {
    column,
    empty,
    operand: (value) => sql`${value}::${raw(type)}`,
    operands: (values) => sql`${values}::${raw(type)}[]`,
  };
}

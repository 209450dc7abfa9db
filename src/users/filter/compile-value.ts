import { raw, type Sql, sql } from '../../platform/sql.ts';
import { compileCodes, compileRoleType } from './compile-codes.ts';
import { asItIs, type Comparable, compileEquality } from './compile-equality.ts';
import { compileMoment } from './compile-moment.ts';
import { compileText } from './compile-text.ts';
import type { ChoiceField, CodeField, FlagField, ValueField } from './field-kinds.ts';
import type { FilterContext } from './filter-context.ts';

/** One comparison of a field of the table with this alias, as a condition that is NULL or false for "no". */
export function compileValue(
  field: ValueField,
  operator: string,
  operand: unknown,
  alias: string,
  context: FilterContext,
): Sql {
  switch (field.kind) {
    case 'text':
      return compileText(field, operator, operand, alias);
    case 'codes':
      return compileCodes(field, operator, operand, alias);
    case 'roleType':
      return compileRoleType(field, operator, operand, alias);
    case 'date':
    case 'instant':
      return compileMoment(field, operator, operand, alias, context);
    default:
      return compileEquality(comparable(field, alias), operator, operand);
  }
}

function comparable(field: CodeField | ChoiceField | FlagField, alias: string): Comparable {
  const column = raw(`${alias}.${field.column}`);
  if (field.kind === 'choice') return asItIs(column, field.choice.sqlType);
  if (field.kind === 'flag') return asItIs(field.test ? sql`(${column} ${raw(field.test)})` : column, 'boolean');
  return asItIs(column, 'text', sql`(${column} IS NULL OR ${column} = '')`);
}

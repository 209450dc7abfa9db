import { z } from 'zod';
import { parseInput } from '../../platform/parse-input.ts';
import { InvalidInput } from '../../platform/problems.ts';
import type { FieldTable, GroupField, RelationField, ValueField } from './field-kinds.ts';
import { boundsFault } from './filter-bounds.ts';
import { userFields } from './user-fields.ts';
import type { UserFilter } from './user-filter.ts';
import { tests, valueSchema } from './value-schemas.ts';

// Made from the same table as the type, which TypeScript cannot follow.
const userFilter = conditionsSchema(userFields) as z.ZodType<UserFilter>;

/**
 * A filter from outside, as a fresh object of known fields in one spelling (NFC, instants in UTC). null and undefined are
 * everybody. Throws {@link InvalidInput} with every fault, their paths beginning with `at`.
 */
export function parseFilter(filter: unknown, at: readonly (string | number)[] = ['where']): UserFilter {
  if (filter === null || filter === undefined) return {};
  const fault = boundsFault(filter);
  if (fault) throw InvalidInput.at([...at, ...fault.path], fault.message);
  return parseInput(userFilter, filter, at);
}

/** Conditions over these fields. None at all is allowed at the top ("everybody") and of a list's entries ("any"). */
function conditionsSchema(fields: FieldTable): z.ZodType {
  // A condition that was lost on the way to us, leaving `{}` in an `or`, must not widen what is looked for.
  const nested: z.ZodType = z.lazy(() => tests(shape));
  const list = z.array(nested).min(1, 'Give at least one condition.');
  const ofFields = Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)] as const);
  const shape = { ...Object.fromEntries(ofFields), and: list, or: list, not: nested };
  return z.strictObject(shape).partial();
}

function fieldSchema(field: ValueField | GroupField | RelationField): z.ZodType {
  if (field.kind === 'group') {
    return tests(Object.fromEntries(Object.entries(field.fields).map(([name, inner]) => [name, valueSchema(inner)])));
  }
  if (field.kind !== 'relation') return valueSchema(field);
  const entry = conditionsSchema(field.fields);
  return tests({ some: entry, none: entry });
}

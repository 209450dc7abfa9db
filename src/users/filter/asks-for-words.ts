import { searchWords, servesTrigrams } from './compile-search.ts';
import type { FieldTable } from './field-kinds.ts';
import { userFields } from './user-fields.ts';
import type { UserFilter } from './user-filter.ts';

type Json = Readonly<Record<string, unknown>>;

const narrowing = ['eq', 'in', 'contains', 'startsWith'];

/** Whether names, identifiers or e-mail addresses decide who is found: mostly few people, whose names are much alike. */
export function asksForWords(filter: UserFilter | null, search: string | null): boolean {
  return searchWords(search).some(servesTrigrams) || testsWords(filter ?? {}, userFields);
}

function testsWords(conditions: Json, fields: FieldTable): boolean {
  return Object.entries(conditions).some(([name, tests]) => {
    const inner = (nested: Json) => testsWords(nested, fields);
    if (name === 'and') return (tests as Json[]).some(inner);
    if (name === 'or') return (tests as Json[]).every(inner);
    const field = fields[name];
    if (field?.kind === 'relation') return testsWords(((tests as Json).some ?? {}) as Json, field.fields);
    return field?.kind === 'text' && field.searched && narrowing.some((operator) => operator in (tests as Json));
  });
}

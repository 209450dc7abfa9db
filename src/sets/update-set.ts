import { z } from 'zod';
import { parseInput } from '../platform/parse-input.ts';
import { InvalidInput } from '../platform/problems.ts';
import { join, type Sql, sql } from '../platform/sql.ts';
import { parseFilter } from '../users/filter/parse-filter.ts';
import { savedWords } from './save-search.ts';
import { changeSet, type SetOperator } from './set-change.ts';
import { setName, setWords } from './set-input.ts';
import { WrongSetKind } from './set-problems.ts';
import type { StoredSet } from './stored-set.ts';

const changes = z.object({
  name: setName.nullish(),
  description: setWords.nullish(),
  note: setWords.nullish(),
  isPrivate: z.boolean().nullish(),
  status: z.enum(['ACTIVE', 'INACTIVE']).nullish(),
});

/** What is to change; what is absent or null stays as it is. */
export interface UpdateSetInput extends z.input<typeof changes> {
  /** The empty text takes the words away. */
  readonly search?: string | null;
  /** A UserFilter as it came in. */
  readonly where?: unknown;
}

/** Changes what a set is called, who sees it, or its search. Throws InvalidInput, NotFound, Forbidden or WrongSetKind. */
export async function updateSet(operator: SetOperator, setId: number, input: UpdateSetInput): Promise<void> {
  await changeSet(operator, 'updateUserSet', setId, async (transaction, set) => {
    const details = { ...parseInput(changes, input), ...searchChanges(input, set) };
    const columns = [
      sql`modified_at = now()`,
      sql`modified_by_id = ${operator.authority.userId}`,
      ...assignments(details),
    ];
    await transaction.execute(sql`UPDATE user_set SET ${join(columns)} WHERE id = ${setId}`);
    return { result: undefined, details };
  });
}

type Changes = z.output<typeof changes> & Partial<Pick<StoredSet, 'search' | 'filter'>>;

function searchChanges(
  { search, where }: UpdateSetInput,
  { kind, filter }: StoredSet,
): Partial<Pick<StoredSet, 'search' | 'filter'>> {
  if (search == null && where == null) return {};
  if (kind !== 'LOGICAL') throw new WrongSetKind(kind);
  const words = search == null ? undefined : savedWords(search);
  // Words that got lost on the way must not make everybody of a set.
  if (words === null && where == null && Object.keys(filter ?? {}).length === 0) {
    throw InvalidInput.at(['where'], 'No words and no filter would remain; {} is everybody.');
  }
  return {
    ...(words !== undefined && { search: words }),
    ...(where != null && { filter: parseFilter(where) }),
  };
}

function assignments({ name, description, note, isPrivate, status, search, filter }: Changes): Sql[] {
  return [
    name != null && sql`name = ${name}`,
    description != null && sql`description = ${description}`,
    note != null && sql`note = ${note}`,
    isPrivate != null && sql`is_private = ${isPrivate}`,
    status != null && sql`status = ${status}::user_status`,
    search !== undefined && sql`search = ${search}`,
    filter !== undefined && sql`filter = ${JSON.stringify(filter)}::jsonb`,
  ].filter((assignment) => assignment !== false);
}

import type { Authority } from '../access/authority.ts';
import { containing, givenSearch } from '../platform/given-search.ts';
import type { Prisma } from '../platform/prisma/client.ts';
import type { UserSetKind } from './stored-set.ts';
import { visibleSetsWhere } from './visible-sets.ts';

/** MINE: those somebody owns. PUBLIC: those that are not private, their own included. SHARED_WITH_ME: by name. */
export type SetOwnership = 'MINE' | 'PUBLIC' | 'SHARED_WITH_ME';

/** Which of the sets somebody may see are wanted; what is absent or null does not narrow them. */
export interface SetListing {
  /** Words that the name contains, upper and lower case alike. */
  readonly name?: string | null;
  readonly kind?: UserSetKind | null;
  readonly ownership?: SetOwnership | null;
}

/** The condition for a list of sets. Throws InvalidInput for a name that is too long. */
export function listedSets(authority: Authority, { name, kind, ownership }: SetListing): Prisma.UserSetWhereInput {
  const narrowed: Prisma.UserSetWhereInput[] = [visibleSetsWhere(authority)];
  if (name) narrowed.push({ name: containing(givenSearch(name, ['name'])) });
  if (kind) narrowed.push({ kind });
  if (ownership) narrowed.push(owned(authority, ownership));
  return { AND: narrowed };
}

function owned({ userId }: Authority, ownership: SetOwnership): Prisma.UserSetWhereInput {
  if (ownership === 'MINE') return { ownerId: userId };
  return ownership === 'PUBLIC' ? { isPrivate: false } : { shares: { some: { userId } } };
}

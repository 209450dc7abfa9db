import { parseFilter } from '../users/filter/parse-filter.ts';
import type { UserFilter } from '../users/filter/user-filter.ts';

/** ITEMIZED: its members were put in one by one. LOGICAL: a saved search, run again each time the set is used. */
export type UserSetKind = 'ITEMIZED' | 'LOGICAL';

/** A set as it is stored. */
export interface StoredSet {
  readonly id: number;
  readonly name: string;
  readonly kind: UserSetKind;
  readonly description: string;
  readonly isPrivate: boolean;
  readonly status: 'ACTIVE' | 'INACTIVE';
  /** The free words of a logical set's search. */
  readonly search: string | null;
  /** Of a logical set. */
  readonly filter: UserFilter | null;
  readonly ownerId: number;
}

/** What the membership of a set rests on. */
export type Membership = Pick<StoredSet, 'id' | 'kind' | 'filter' | 'search'>;

/** The membership of a set whose filter comes straight from the database. */
export function membershipOf({
  id,
  kind,
  search,
  filter,
}: Omit<Membership, 'filter'> & { filter: unknown }): Membership {
  return { id, kind, search, filter: kind === 'LOGICAL' ? parseFilter(filter) : null };
}

import type { Authority } from '../access/authority.ts';
import type { Queryable } from '../platform/database.ts';
import { InvalidInput } from '../platform/problems.ts';
import { sql } from '../platform/sql.ts';
import { MAX_CHOSEN, MAX_ISSUES } from './chosen-users.ts';
import { type NamedBy, type Placement, placements } from './place-users.ts';

/** A user named in a call: by the row, by primary id (in whatever case), or by an identifier (case matters). */
export type UserReference =
  | { readonly id: number }
  | { readonly primaryId: string }
  | { readonly identifier: { readonly type: string; readonly value: string } };

/** The users of a call: ids, of which all must exist, or references, of which each is accounted for. Exactly one of the two. */
export interface NamedUsers {
  readonly userIds?: readonly number[] | null | undefined;
  readonly users?: readonly UserReference[] | null | undefined;
}

/** What comes of the user named at a place of the list. */
export interface PlacedReference {
  /** Counted from 0. */
  readonly index: number;
  readonly userId: number | null;
  readonly placement: Placement;
}

export interface ReferencePlace {
  readonly authority: Authority;
  readonly setId: number;
}

/** What comes of each user that was named, in their order. Throws InvalidInput for too few, too many, or unknown ids. */
export async function placeReferences(
  queryable: Queryable,
  { userIds, users }: NamedUsers,
  { authority, setId }: ReferencePlace,
): Promise<PlacedReference[]> {
  if ((userIds == null) === (users == null)) throw InvalidInput.at(['users'], 'Give either userIds or users.');
  const field = users == null ? 'userIds' : 'users';
  const references = (users ?? userIds?.map((id) => ({ id })) ?? []).map(partsOf);
  checkNumber(field, references.length);
  const column = <Name extends keyof Parts>(name: Name) => references.map((parts) => parts[name]);
  const named = sql`SELECT * FROM unnest(${references.map((_, index) => index)}::int[], ${column('by')}::text[],
    ${column('type')}::text[], ${column('value')}::text[]) AS named(line, by, type, value)`;
  const namings = [...new Set(column('by'))];
  const placed = await queryable.query<PlacedReference>(sql`
    SELECT line AS index, user_id AS "userId", placement
    FROM (${placements({ named, namings, authority, setId })}) AS placed ORDER BY line`);
  if (userIds != null) refuseUnknown(placed);
  return placed;
}

interface Parts {
  readonly by: NamedBy;
  readonly type: string | null;
  readonly value: string;
}

function partsOf(reference: UserReference): Parts {
  if ('id' in reference) return { by: 'ID', type: null, value: String(reference.id) };
  if ('primaryId' in reference) return { by: 'PRIMARY_ID', type: null, value: reference.primaryId.normalize('NFC') };
  const { type, value } = reference.identifier;
  return { by: 'IDENTIFIER', type: type.normalize('NFC'), value: value.normalize('NFC') };
}

function checkNumber(field: string, count: number): void {
  if (count === 0) throw InvalidInput.at([field], 'Name at least one user.');
  if (count > MAX_CHOSEN) throw InvalidInput.at([field], `Name at most ${MAX_CHOSEN} users in one call.`);
}

function refuseUnknown(placed: readonly PlacedReference[]): void {
  const unknown = placed.filter(({ placement }) => placement === 'NOT_FOUND').slice(0, MAX_ISSUES);
  if (unknown.length === 0) return;
  throw new InvalidInput(unknown.map(({ index }) => ({ path: ['userIds', index], message: 'There is no such user.' })));
}

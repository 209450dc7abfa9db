import type { Queryable } from '../platform/database.ts';
import { parseInput } from '../platform/parse-input.ts';
import { sql } from '../platform/sql.ts';
import { insertMembers } from './insert-members.ts';
import { insertSet } from './insert-set.ts';
import { type NamedUsers, type PlacedReference, placeReferences } from './place-references.ts';
import type { Placement } from './place-users.ts';
import { changeSet, makeSet, type SetOperator } from './set-change.ts';
import { type NewSetInput, newSet } from './set-input.ts';
import { WrongSetKind } from './set-problems.ts';

/** What became of the users that were named; the counts add up to their number. */
export interface MembersAdded {
  readonly added: number;
  readonly alreadyMembers: number;
  /** Named more than once in the same call. */
  readonly duplicates: number;
  readonly notFound: number;
  /** Those who were not added, by their place in the list. */
  readonly notAdded: readonly { readonly index: number; readonly reason: Exclude<Placement, 'ADDED'> }[];
}

/** {@link MembersAdded} for users that were taken out. */
export interface MembersRemoved {
  readonly removed: number;
  readonly notMembers: number;
  readonly duplicates: number;
  readonly notFound: number;
  readonly notRemoved: readonly { readonly index: number; readonly reason: NotRemovedReason }[];
}

/** Why somebody who was named is not taken out of a set. */
export type NotRemovedReason = 'NOT_MEMBER' | 'DUPLICATE' | 'NOT_FOUND';

/** Makes a set of the named users, and gives its id with what became of them. Throws InvalidInput. */
export async function createItemizedSet(
  operator: SetOperator,
  { userIds, users, ...input }: NewSetInput & NamedUsers,
): Promise<MembersAdded & { setId: number }> {
  let placed: readonly PlacedReference[] = [];
  const setId = await makeSet(operator, 'createItemizedSet', async (transaction) => {
    const set = parseInput(newSet, input);
    const result = await insertSet(transaction, operator.authority, { ...set, kind: 'ITEMIZED' });
    placed = await insertNamed(transaction, operator, result, { userIds, users });
    return { result, details: { ...set, ...countsOf(placed) } };
  });
  return { setId, ...accountOf(placed) };
}

/** Puts users into an itemized set. Throws InvalidInput, NotFound, Forbidden or WrongSetKind. */
export async function addSetMembers(operator: SetOperator, setId: number, named: NamedUsers): Promise<MembersAdded> {
  const placed = await changeSet(operator, 'addSetMembers', setId, async (transaction, { kind }) => {
    if (kind !== 'ITEMIZED') throw new WrongSetKind(kind);
    const result = await insertNamed(transaction, operator, setId, named);
    await touchSet(transaction, operator, setId);
    return { result, details: countsOf(result) };
  });
  return accountOf(placed);
}

/** Takes users out of an itemized set. Throws InvalidInput, NotFound, Forbidden or WrongSetKind. */
export async function removeSetMembers(
  operator: SetOperator,
  setId: number,
  named: NamedUsers,
): Promise<MembersRemoved> {
  return changeSet(operator, 'removeSetMembers', setId, async (transaction, { kind }) => {
    if (kind !== 'ITEMIZED') throw new WrongSetKind(kind);
    const placed = await placeReferences(transaction, named, { authority: operator.authority, setId });
    const ids = placed.filter(({ placement }) => placement === 'ALREADY_MEMBER').map(({ userId }) => userId);
    await transaction.execute(sql`
      DELETE FROM user_set_member WHERE set_id = ${setId} AND user_id = ANY (${ids}::int[])`);
    await touchSet(transaction, operator, setId);
    const { added: notMembers, alreadyMembers: removed, duplicates, notFound } = countsOf(placed);
    const counts = { removed, notMembers, duplicates, notFound };
    return { result: { ...counts, notRemoved: placed.flatMap(notRemoved) }, details: counts };
  });
}

// Whom a call that adds would have added is no member.
const removals = { ADDED: 'NOT_MEMBER', ALREADY_MEMBER: null, DUPLICATE: 'DUPLICATE', NOT_FOUND: 'NOT_FOUND' } as const;

function notRemoved({ index, placement }: PlacedReference): { index: number; reason: NotRemovedReason }[] {
  if (placement === 'AMBIGUOUS') throw new Error('A call names users in ways that are never ambiguous.');
  const reason = removals[placement];
  return reason === null ? [] : [{ index, reason }];
}

/** Notes who changed the set, just now. */
export async function touchSet(transaction: Queryable, { authority }: SetOperator, setId: number): Promise<void> {
  await transaction.execute(sql`
    UPDATE user_set SET modified_at = now(), modified_by_id = ${authority.userId} WHERE id = ${setId}`);
}

async function insertNamed(
  transaction: Queryable,
  { authority }: SetOperator,
  setId: number,
  named: NamedUsers,
): Promise<PlacedReference[]> {
  const placed = await placeReferences(transaction, named, { authority, setId });
  const ids = placed.filter(({ placement }) => placement === 'ADDED').map(({ userId }) => userId);
  await insertMembers(transaction, setId, sql`SELECT unnest(${ids}::int[]) AS id`);
  return placed;
}

function countsOf(placed: readonly PlacedReference[]) {
  const count = (wanted: Placement) => placed.filter(({ placement }) => placement === wanted).length;
  return {
    added: count('ADDED'),
    alreadyMembers: count('ALREADY_MEMBER'),
    duplicates: count('DUPLICATE'),
    notFound: count('NOT_FOUND'),
  };
}

function accountOf(placed: readonly PlacedReference[]): MembersAdded {
  const notAdded = placed.flatMap(({ index, placement }) =>
    placement === 'ADDED' ? [] : [{ index, reason: placement }],
  );
  return { ...countsOf(placed), notAdded };
}

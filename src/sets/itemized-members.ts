import type { Queryable } from '../platform/database.ts';
import { parseInput } from '../platform/parse-input.ts';
import { sql } from '../platform/sql.ts';
import { chooseUsers } from './chosen-users.ts';
import { insertMembers } from './insert-members.ts';
import { insertSet } from './insert-set.ts';
import { changeSet, makeSet, type SetOperator } from './set-change.ts';
import { type NewSetInput, newSet } from './set-input.ts';
import { WrongSetKind } from './set-problems.ts';

/** What became of the users that were named; the counts add up to their number. */
export interface MembersAdded {
  readonly added: number;
  readonly alreadyMembers: number;
  /** Named more than once in the same call. */
  readonly duplicates: number;
}

/** {@link MembersAdded} for users that were taken out. */
export interface MembersRemoved {
  readonly removed: number;
  readonly notMembers: number;
  readonly duplicates: number;
}

/** Makes a set of the named users, and gives its id with what became of them. Throws InvalidInput. */
export async function createItemizedSet(
  operator: SetOperator,
  { userIds, ...input }: NewSetInput & { readonly userIds: readonly number[] },
): Promise<MembersAdded & { setId: number }> {
  let counts: MembersAdded = { added: 0, alreadyMembers: 0, duplicates: 0 };
  const setId = await makeSet(operator, 'createItemizedSet', async (transaction) => {
    const set = parseInput(newSet, input);
    const { ids, duplicates } = await chooseUsers(transaction, operator.authority, userIds);
    const result = await insertSet(transaction, operator.authority, { ...set, kind: 'ITEMIZED' });
    counts = { added: await insertUsers(transaction, result, ids), alreadyMembers: 0, duplicates };
    return { result, details: { ...set, ...counts } };
  });
  return { setId, ...counts };
}

/** Puts users into an itemized set. Throws InvalidInput, NotFound, Forbidden or WrongSetKind. */
export async function addSetMembers(
  operator: SetOperator,
  setId: number,
  userIds: readonly number[],
): Promise<MembersAdded> {
  return changeSet(operator, 'addSetMembers', setId, async (transaction, { kind }) => {
    if (kind !== 'ITEMIZED') throw new WrongSetKind(kind);
    const { ids, duplicates } = await chooseUsers(transaction, operator.authority, userIds);
    const added = await insertUsers(transaction, setId, ids);
    await touchSet(transaction, operator, setId);
    const result = { added, alreadyMembers: ids.length - added, duplicates };
    return { result, details: { ...result } };
  });
}

/** Takes users out of an itemized set. Throws InvalidInput, NotFound, Forbidden or WrongSetKind. */
export async function removeSetMembers(
  operator: SetOperator,
  setId: number,
  userIds: readonly number[],
): Promise<MembersRemoved> {
  return changeSet(operator, 'removeSetMembers', setId, async (transaction, { kind }) => {
    if (kind !== 'ITEMIZED') throw new WrongSetKind(kind);
    const { ids, duplicates } = await chooseUsers(transaction, operator.authority, userIds);
    const removed = await transaction.execute(sql`
      DELETE FROM user_set_member WHERE set_id = ${setId} AND user_id = ANY (${[...ids]}::int[])`);
    await touchSet(transaction, operator, setId);
    const result = { removed, notMembers: ids.length - removed, duplicates };
    return { result, details: { ...result } };
  });
}

/** Notes who changed the set, just now. */
export async function touchSet(transaction: Queryable, { authority }: SetOperator, setId: number): Promise<void> {
  await transaction.execute(sql`
    UPDATE user_set SET modified_at = now(), modified_by_id = ${authority.userId} WHERE id = ${setId}`);
}

function insertUsers(transaction: Queryable, setId: number, userIds: readonly number[]): Promise<number> {
  return insertMembers(transaction, setId, sql`SELECT unnest(${[...userIds]}::int[]) AS id`);
}

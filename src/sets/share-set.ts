import { loadAuthority, mayManageUsers } from '../access/authority.ts';
import { InvalidInput } from '../platform/problems.ts';
import { sql } from '../platform/sql.ts';
import { chooseUsers } from './chosen-users.ts';
import { changeSet, type SetOperator } from './set-change.ts';

/** How many colleagues one call may name. */
export const MAX_COLLEAGUES = 100;

/** How many shares were made, and how many of those named had the set already. */
export interface SetShared {
  readonly shared: number;
  readonly alreadyShared: number;
}

/**
 * Lets colleagues see a set, private or not; changing it stays with its owner. Throws NotFound, Forbidden, and
 * InvalidInput at each who is unknown, manages no users, or owns the set.
 */
export async function shareSet(
  operator: SetOperator & { readonly today: string },
  setId: number,
  userIds: readonly number[],
): Promise<SetShared> {
  checkNumber(userIds);
  return changeSet(operator, 'shareUserSet', setId, async (transaction, { ownerId }) => {
    const ids = await chooseUsers(transaction, operator.authority, userIds);
    const refusals = new Map<number, string>();
    for (const id of ids) {
      const authority = await loadAuthority(transaction, id, operator.today);
      if (id === ownerId) refusals.set(id, 'The set is theirs.');
      else if (!authority || !mayManageUsers(authority)) refusals.set(id, 'They manage no users.');
    }
    if (refusals.size > 0) throw refusalAt(userIds, refusals);
    const shared = await transaction.execute(sql`
      INSERT INTO user_set_share (set_id, user_id) SELECT ${setId}::int, unnest(${[...ids]}::int[]) ON CONFLICT DO NOTHING`);
    return { result: { shared, alreadyShared: ids.length - shared }, details: { userIds: ids } };
  });
}

/** Takes the sight of a set from colleagues; gives how many had it. Throws NotFound, Forbidden and InvalidInput. */
export async function unshareSet(operator: SetOperator, setId: number, userIds: readonly number[]): Promise<number> {
  checkNumber(userIds);
  return changeSet(operator, 'unshareUserSet', setId, async (transaction) => {
    // Whether they are still for the owner to see does not matter: a share must never outlive its use.
    const result = await transaction.execute(sql`
      DELETE FROM user_set_share WHERE set_id = ${setId} AND user_id = ANY (${[...userIds]}::int[])`);
    return { result, details: { userIds } };
  });
}

function checkNumber(userIds: readonly number[]): void {
  if (userIds.length === 0 || userIds.length > MAX_COLLEAGUES) {
    throw InvalidInput.at(['userIds'], `Name 1 to ${MAX_COLLEAGUES} colleagues.`);
  }
}

function refusalAt(userIds: readonly number[], refusals: ReadonlyMap<number, string>): InvalidInput {
  return new InvalidInput(
    userIds.flatMap((id, index) => {
      const message = refusals.get(id);
      return message ? [{ path: ['userIds', index], message }] : [];
    }),
  );
}

import { sql } from '../platform/sql.ts';
import { changeSet, type SetOperator } from './set-change.ts';
import { SetInUse } from './set-problems.ts';

/** Deletes a set; its members stay users. Throws NotFound, Forbidden, or SetInUse while a job about it has not ended. */
export async function deleteSet(operator: SetOperator, setId: number): Promise<void> {
  await changeSet(operator, 'deleteUserSet', setId, async (transaction, { name, kind }) => {
    // The set is locked: a job that is being submitted for it is either here already or will not find it.
    const [unended] = await transaction.query<{ jobs: number }>(
      sql`SELECT count(*)::int AS jobs FROM job WHERE set_id = ${setId} AND ended_at IS NULL`,
    );
    if (unended && unended.jobs > 0) throw new SetInUse(setId, unended.jobs);
    await transaction.execute(sql`DELETE FROM user_set WHERE id = ${setId}`);
    return { result: undefined, details: { name, kind } };
  });
}

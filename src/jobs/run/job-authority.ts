import { type Authority, loadAuthority, withoutAdministration } from '../../access/authority.ts';
import type { Queryable } from '../../platform/database.ts';
import type { Job } from '../job.ts';

/** What a job may do on `today`: what its submitter may, and no administration when it was submitted with a key that may not; null: nothing. */
export async function loadJobAuthority(
  queryable: Queryable,
  { submittedById, narrowed }: Pick<Job, 'submittedById' | 'narrowed'>,
  today: string,
): Promise<Authority | null> {
  const authority = await loadAuthority(queryable, submittedById, today);
  return authority && narrowed ? withoutAdministration(authority) : authority;
}

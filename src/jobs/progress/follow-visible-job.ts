import { isDeepStrictEqual } from 'node:util';
import { reloadAuthority } from '../../access/api-key.ts';
import type { Authority } from '../../access/authority.ts';
import type { Config } from '../../config.ts';
import { today } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import type { Job as JobRow } from '../../platform/prisma/client.ts';
import { isVisibleJob } from '../visible-jobs.ts';
import type { JobFollowers } from './follow-job.ts';

/** What following a job on somebody's behalf stands on. */
export interface VisibleFollowServices {
  readonly config: Config;
  readonly database: Database;
  readonly jobFollowers: JobFollowers;
}

// Rights that are taken away end a stream within this time; asking at every value would cost more than the value.
const AUTHORITY_TRUSTED_MS = 1_000;

/** Follows a job for as long as this person may see it: roles that change meanwhile end the stream, since what it shows was
 * decided with the ones before; whoever still may see the job subscribes again. */
export function followVisibleJob(
  services: VisibleFollowServices,
  authority: Authority,
  jobId: number,
): AsyncIterableIterator<JobRow> {
  const rows = services.jobFollowers.follow(jobId);
  let trustedUntil = Date.now() + AUTHORITY_TRUSTED_MS;
  const stillVisible = async () => {
    if (Date.now() < trustedUntil) return true;
    trustedUntil = Date.now() + AUTHORITY_TRUSTED_MS;
    const current = await reloadAuthority(services.database, authority, today(services.config.timeZone));
    return isDeepStrictEqual(current, authority) && (await isVisibleJob(services.database, authority, jobId));
  };
  // A job that waits gives no reason to look: its followers are looked at all the same.
  const check = setInterval(() => void endUnlessVisible(), 2 * AUTHORITY_TRUSTED_MS);
  const end = async (): Promise<IteratorResult<JobRow>> => {
    clearInterval(check);
    await rows.return?.();
    return { value: undefined, done: true };
  };
  async function endUnlessVisible(): Promise<void> {
    // Rights that cannot be looked at are no rights; whoever has them subscribes again.
    if (!(await stillVisible().catch(() => false))) await end();
  }
  // Not an async generator: one that waits for the next row could not be cancelled.
  return {
    async next() {
      const result = await rows.next();
      if (result.done) {
        clearInterval(check);
        return result;
      }
      try {
        return (await stillVisible()) ? result : await end();
      } catch (error) {
        // Whoever reads a stream that throws does not end it: it would be followed for ever.
        await end();
        throw error;
      }
    },
    return: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

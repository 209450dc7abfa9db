import { type Authority, loadAuthority, mayManageUsers } from '../access/authority.ts';
import type { Config } from '../config.ts';
import { today } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import type { Job as JobRow } from '../platform/prisma/client.ts';
import type { JobFollowers } from './follow-job.ts';
import { isVisibleJob } from './visible-jobs.ts';

/** What following a job on somebody's behalf stands on. */
export interface VisibleFollowServices {
  readonly config: Config;
  readonly database: Database;
  readonly jobFollowers: JobFollowers;
}

// Rights that are taken away end a stream within this time; asking at every value would cost more than the value.
const AUTHORITY_TRUSTED_MS = 1_000;

/** Follows a job for as long as this person may see it: roles that are revoked meanwhile end the stream. */
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
    const current = await loadAuthority(services.database, authority.userId, today(services.config.timeZone));
    return current !== null && mayManageUsers(current) && (await isVisibleJob(services.database, current, jobId));
  };
  const end = async (): Promise<IteratorResult<JobRow>> => {
    await rows.return?.();
    return { value: undefined, done: true };
  };
  // Not an async generator: one that waits for the next row could not be cancelled.
  return {
    async next() {
      const result = await rows.next();
      if (result.done) return result;
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

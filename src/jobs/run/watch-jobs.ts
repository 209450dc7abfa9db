import type { Queryable } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { lettersEnded } from '../job.ts';

/** A job that nothing was heard of for so long has lost its lanes, or waits behind a message that got lost. */
const SILENCE_SECONDS = 1.5;

/**
 * The jobs that have not ended, should be going on, and are not: what the queue's own recovery would find only much later.
 * One that waits for its letters only is brought to its end by the last of them.
 */
export async function silentJobs(queryable: Queryable): Promise<number[]> {
  const jobs = await queryable.query<{ id: number }>(sql`
    SELECT id FROM job
    WHERE ended_at IS NULL AND touched_at < clock_timestamp() - make_interval(secs => ${SILENCE_SECONDS})
      AND (state <> 'SCHEDULED' OR scheduled_for < clock_timestamp() - make_interval(secs => ${SILENCE_SECONDS}))
      AND (state NOT IN ('FINALIZING', 'CANCELLING') OR ${lettersEnded})
    ORDER BY id`);
  return jobs.map(({ id }) => id);
}

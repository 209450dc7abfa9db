import type { SigningKey } from '../access/signing-key.ts';
import type { Config } from '../config.ts';
import type { Database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import type { Queue, QueueDefinition } from '../platform/queue.ts';

/** What running a job stands on. */
export interface JobServices {
  readonly config: Config;
  readonly database: Database;
  readonly queue: Queue;
  readonly log: Log;
  /** Seals the temporary passwords that lie in the outbox. */
  readonly signingKey: SigningKey;
}

/** The queue whose messages say "work on job X". A message is a pair of hands, not the work: that is in the job's row. */
export const LANE_QUEUE = 'job-lane';

/** The queues that jobs need. */
export const jobQueues: readonly QueueDefinition[] = [{ name: LANE_QUEUE }];

/** One such message. */
export interface LaneMessage {
  readonly jobId: number;
}

import { NothingToRetry } from '../job-problems.ts';
import type { JobServices } from '../job-services.ts';
import type { RecordOutcome } from '../report/job-records.ts';
import type { Submitter } from '../submit/submit-job.ts';
import { type FollowUpKind, type FollowUpRequest, followUpJob } from './follow-up-job.ts';

/** RetryJobInput, its job already worked out to a row. */
export interface RetryRequest extends FollowUpRequest {
  /** The users too that the job ended before. */
  readonly includeSkipped: boolean;
}

/**
 * Submits a job that does the same once more to the users who ended in ERROR, and gives its id. Its steps are as they were
 * worked out for the parent; whether they can and may be done is asked anew, the latter of who retries. Throws
 * NothingToRetry, and what {@link followUpJob} does.
 */
export async function retryJob(services: JobServices, request: RetryRequest, submitter: Submitter): Promise<number> {
  return followUpJob(services, retryOf(request.includeSkipped), { ...request }, submitter);
}

function retryOf(includeSkipped: boolean): FollowUpKind {
  const outcomes: RecordOutcome[] = includeSkipped ? ['ERROR', 'SKIPPED'] : ['ERROR'];
  return {
    operation: 'retryJob',
    origin: 'RETRY',
    title: 'Retry',
    plan(_queryable, { name, actions, inputs, errors, skipped }) {
      if (errors === 0 && !(includeSkipped && skipped > 0)) throw new NothingToRetry(skipped);
      const where = includeSkipped ? 'ended in an error or were skipped' : 'ended in an error';
      return { steps: actions, inputs, parentOutcomes: outcomes, sentence: `Users who ${where} in the job "${name}"` };
    },
  };
}

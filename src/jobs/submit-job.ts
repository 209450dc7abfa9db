import { type AuditEvent, recordAuditEvent } from '../access/audit.ts';
import type { Authority } from '../access/authority.ts';
import type { Transaction } from '../platform/database.ts';
import { NotFound } from '../platform/problems.ts';
import { sql } from '../platform/sql.ts';
import { keepSet } from '../sets/find-set.ts';
import { auditRefusals } from './audit-refusals.ts';
import { announce } from './job.ts';
import { hashOf, type JobKey, jobOfKey, keyIssues, takenJobOfKey } from './job-key.ts';
import { type JobServices, LANE_QUEUE } from './job-services.ts';
import type { JobStep, UserActionInput } from './job-steps.ts';
import { checkConfirmation } from './preview/check-confirmation.ts';
import { resolveRequest } from './resolve-request.ts';

/** SubmitUpdateNotifyJobInput, its set already worked out to a row. */
export interface Submission {
  readonly setId: number;
  readonly name?: string | null | undefined;
  readonly actions: readonly UserActionInput[];
  readonly idempotencyKey?: string | null | undefined;
  readonly runAt?: Date | null | undefined;
  /** From a preview of the same. */
  readonly confirmation?: string | null | undefined;
}

/** Who submits, and in which request. */
export interface Submitter {
  readonly authority: Authority;
  readonly requestId: string;
}

/**
 * Submits an Update/Notify Users job and gives its id. The job's row and the message that calls for hands are written
 * in one transaction: never one without the other. The same idempotency key with the same input gives the same job.
 */
export async function submitJob(services: JobServices, submission: Submission, submitter: Submitter): Promise<number> {
  const event = { ...submissionEvent(submitter), details: { set: submission.setId } };
  return auditRefusals(services.database, event, () => submit(services, submission, submitter));
}

async function submit(services: JobServices, submission: Submission, submitter: Submitter): Promise<number> {
  const { authority } = submitter;
  const known = await jobOfKey(services.database, keyOf(submission), authority);
  if (known !== null) return known;
  const { set, steps } = await resolveRequest(services, submission, authority, keyIssues(submission));
  const previewId = await checkConfirmation(services, submission.confirmation, { set, steps, authority });
  return services.database.transaction(async (tx) => {
    // Whoever deletes the set at this moment either finds the job, or is found to have been first.
    if (!(await keepSet(tx, set.id))) throw new NotFound('Set');
    const row = { submission, steps, set, submitter, previewId };
    const jobId = await insertJob(tx, row);
    // Another request with the same key came first, between our look and here.
    if (jobId === null) return takenJobOfKey(tx, keyOf(submission), authority);
    await services.queue.send(tx, LANE_QUEUE, { jobId }, submission.runAt ? { startAfter: submission.runAt } : {});
    await recordSubmission(tx, jobId, row);
    await announce(tx, jobId);
    return jobId;
  });
}

interface NewJob {
  readonly submission: Submission;
  readonly steps: readonly JobStep[];
  readonly set: { readonly id: number; readonly name: string; readonly isPrivate: boolean; readonly sentence: string };
  readonly submitter: Submitter;
  /** The preview that was confirmed with it. */
  readonly previewId: number | null;
}

/** null: the submitter has used this idempotency key before. */
async function insertJob(
  tx: Transaction,
  { submission, steps, set, submitter, previewId }: NewJob,
): Promise<number | null> {
  const name = submission.name ?? defaultName(set.name, new Date());
  const state = submission.runAt ? 'SCHEDULED' : 'QUEUED';
  const [job] = await tx.query<{ id: number }>(sql`
    INSERT INTO job (name, state, actions, set_id, set_name, set_sentence, set_is_private, submitted_by_id, idempotency_key, input_hash,
                     request_id, preview_id, scheduled_for, queued_at)
    VALUES (${name}, ${state}::job_state, ${JSON.stringify(steps)}::jsonb, ${set.id}, ${set.name}, ${set.sentence}, ${set.isPrivate},
            ${submitter.authority.userId}, ${submission.idempotencyKey ?? null}, ${keyOf(submission).inputHash}, ${submitter.requestId},
            ${previewId}, ${submission.runAt ?? null}, CASE WHEN ${state} = 'QUEUED' THEN now() END)
    ON CONFLICT (submitted_by_id, idempotency_key) DO NOTHING RETURNING id`);
  return job?.id ?? null;
}

/** Alma's form of the name, shortened where the set's name is long: "Update/Notify Users - Catalogers - 2026-11-22T18:00Z". */
function defaultName(setName: string, now: Date): string {
  return `Update/Notify Users - ${[...setName].slice(0, 200).join('')} - ${now.toISOString().slice(0, 16)}Z`;
}

/** What makes two submissions the same: everything that was asked for, as it was asked for. */
function keyOf({ setId, name, actions, runAt, confirmation, idempotencyKey }: Submission): JobKey {
  const input = [setId, name ?? null, actions, runAt ?? null, ...(confirmation ? [confirmation] : [])];
  return { idempotencyKey, inputHash: hashOf(input) };
}

async function recordSubmission(tx: Transaction, jobId: number, { steps, set, submitter }: NewJob): Promise<void> {
  const details = { set: set.id, actions: steps.map(({ sentence }) => sentence) };
  await recordAuditEvent(tx, { ...submissionEvent(submitter), subject: `Job:${jobId}`, details });
}

function submissionEvent({ authority, requestId }: Submitter): AuditEvent {
  return { actor: authority.primaryId, authority, operation: 'submitUpdateNotifyJob', requestId };
}

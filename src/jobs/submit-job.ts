import { createHash } from 'node:crypto';
import { type AuditEvent, recordAuditEvent } from '../access/audit.ts';
import type { Authority } from '../access/authority.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { NotFound } from '../platform/problems.ts';
import { sql } from '../platform/sql.ts';
import { keepSet } from '../sets/find-set.ts';
import { auditRefusals } from './audit-refusals.ts';
import { announce } from './job.ts';
import { IdempotencyConflict } from './job-problems.ts';
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
  const known = await jobOfKey(services.database, submission, submitter);
  if (known !== null) return known;
  const { set, steps } = await resolveRequest(services.database, submission, authority, plainIssues(submission));
  const previewId = await checkConfirmation(services, submission.confirmation, { set, steps, authority });
  return services.database.transaction(async (tx) => {
    // Whoever deletes the set at this moment either finds the job, or is found to have been first.
    if (!(await keepSet(tx, set.id))) throw new NotFound('Set');
    const row = { submission, steps, set, submitter, previewId };
    const jobId = await insertJob(tx, row);
    // Another request with the same key came first, between our look and here.
    if (jobId === null) return (await jobOfKey(tx, submission, submitter)) ?? unreachable();
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

function plainIssues({ name, idempotencyKey }: Submission) {
  const fault = (path: string, text: string | null | undefined) => {
    if (text == null) return [];
    if (text.trim() === '' || text.length > 255) return [{ path: [path], message: 'Must have 1 to 255 characters.' }];
    return text.includes('\0') ? [{ path: [path], message: 'Must not contain the character U+0000.' }] : [];
  };
  return [...fault('name', name), ...fault('idempotencyKey', idempotencyKey)];
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
            ${submitter.authority.userId}, ${submission.idempotencyKey ?? null}, ${inputHash(submission)}, ${submitter.requestId},
            ${previewId}, ${submission.runAt ?? null}, CASE WHEN ${state} = 'QUEUED' THEN now() END)
    ON CONFLICT (submitted_by_id, idempotency_key) DO NOTHING RETURNING id`);
  return job?.id ?? null;
}

/** Alma's form of the name, shortened where the set's name is long: "Update/Notify Users - Catalogers - 2026-11-22T18:00Z". */
function defaultName(setName: string, now: Date): string {
  return `Update/Notify Users - ${[...setName].slice(0, 200).join('')} - ${now.toISOString().slice(0, 16)}Z`;
}

/** The job that this key made before; null when it has made none. */
async function jobOfKey(
  queryable: Queryable,
  submission: Submission,
  { authority }: Submitter,
): Promise<number | null> {
  if (submission.idempotencyKey == null) return null;
  const [job] = await queryable.query<{ id: number; inputHash: string }>(sql`
    SELECT id, input_hash AS "inputHash" FROM job
    WHERE submitted_by_id = ${authority.userId} AND idempotency_key = ${submission.idempotencyKey}`);
  if (job && job.inputHash !== inputHash(submission)) throw new IdempotencyConflict();
  return job?.id ?? null;
}

function unreachable(): never {
  throw new Error('The idempotency key is taken by a job that is not there.');
}

/** What makes two submissions the same: everything that was asked for, as it was asked for. */
function inputHash({ setId, name, actions, runAt, confirmation }: Submission): string {
  return createHash('sha256')
    .update(
      JSON.stringify(
        [setId, name ?? null, actions, runAt ?? null, ...(confirmation ? [confirmation] : [])],
        sortedKeys,
      ),
    )
    .digest('hex');
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part != null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

async function recordSubmission(tx: Transaction, jobId: number, { steps, set, submitter }: NewJob): Promise<void> {
  const details = { set: set.id, actions: steps.map(({ sentence }) => sentence) };
  await recordAuditEvent(tx, { ...submissionEvent(submitter), subject: `Job:${jobId}`, details });
}

function submissionEvent({ authority, requestId }: Submitter): AuditEvent {
  return { actor: authority.primaryId, authority, operation: 'submitUpdateNotifyJob', requestId };
}

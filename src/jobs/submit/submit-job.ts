import { type AuditEvent, recordAuditEvent } from '../../access/audit.ts';
import { auditRefusals } from '../../access/audit-refusals.ts';
import { type Authority, isNarrowed } from '../../access/authority.ts';
import type { Transaction } from '../../platform/database.ts';
import { InvalidInput, NotFound } from '../../platform/problems.ts';
import { sql } from '../../platform/sql.ts';
import { keepSet } from '../../sets/find-set.ts';
import { announce } from '../job.ts';
import { type JobServices, LANE_QUEUE } from '../job-services.ts';
import { checkConfirmation } from '../preview/check-confirmation.ts';
import { noticeIssues } from '../run/notice-of-end.ts';
import { describeRecurrence } from '../schedules/describe-recurrence.ts';
import { startSchedule } from '../schedules/start-schedule.ts';
import { resolveTiming, type Timing, type TimingInput } from '../schedules/timing.ts';
import { hashOf, type JobKey, jobOfKey, keyIssues, takenJobOfKey } from './job-key.ts';
import type { JobStep, UserActionInput } from './job-steps.ts';
import { resolveRequest } from './resolve-request.ts';

/** SubmitUpdateNotifyJobInput, its set already worked out to a row. */
export interface Submission extends TimingInput {
  readonly setId: number;
  readonly name?: string | null | undefined;
  readonly actions: readonly UserActionInput[];
  readonly idempotencyKey?: string | null | undefined;
  /** From a preview of the same. */
  readonly confirmation?: string | null | undefined;
  /** Whether its end is told by letter. */
  readonly notifyAtEnd?: boolean | null | undefined;
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
  const timed = resolveTiming(submission, { timeZone: services.config.timeZone, now: new Date() });
  const issues = [...keyIssues(submission), ...('issues' in timed ? timed.issues : [])];
  if (submission.notifyAtEnd) issues.push(...(await noticeIssues(services.database)));
  const { set, steps } = await resolveRequest(services, submission, authority, issues);
  if (!('timing' in timed)) throw new InvalidInput(issues);
  const { timing } = timed;
  const previewId = await checkConfirmation(services, submission.confirmation, { set, steps, authority });
  return services.database.transaction(async (tx) => {
    // Whoever deletes the set at this moment either finds the job, or is found to have been first.
    if (!(await keepSet(tx, set.id))) throw new NotFound('Set');
    const row = { submission, steps, set, submitter, previewId, timing };
    const jobId = await insertJob(tx, row);
    // Another request with the same key came first, between our look and here.
    if (jobId === null) return takenJobOfKey(tx, keyOf(submission), authority);
    const { recurrence, startsAt } = timing;
    const scheduleId = recurrence && (await startSchedule(tx, jobId, recurrence, submission.actions));
    await services.queue.send(tx, LANE_QUEUE, { jobId }, startsAt ? { startAfter: startsAt } : {});
    await recordSubmission(tx, { jobId, scheduleId }, row);
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
  readonly timing: Timing;
}

/** null: the submitter has used this idempotency key before. */
async function insertJob(
  tx: Transaction,
  { submission, steps, set, submitter, previewId, timing }: NewJob,
): Promise<number | null> {
  const name = submission.name ?? defaultName(set.name, timing.recurrence ? null : new Date());
  const state = timing.startsAt ? 'SCHEDULED' : 'QUEUED';
  const [job] = await tx.query<{ id: number }>(sql`
    INSERT INTO job (name, state, actions, action_inputs, set_id, set_name, set_sentence, set_is_private, submitted_by_id, idempotency_key, input_hash,
                     request_id, narrowed, preview_id, notify_at_end, scheduled_for, queued_at)
    VALUES (${name}, ${state}::job_state, ${JSON.stringify(steps)}::jsonb, ${JSON.stringify(submission.actions)}::jsonb, ${set.id}, ${set.name}, ${set.sentence}, ${set.isPrivate},
            ${submitter.authority.userId}, ${submission.idempotencyKey ?? null}, ${keyOf(submission).inputHash}, ${submitter.requestId},
            ${isNarrowed(submitter.authority)}, ${previewId}, ${submission.notifyAtEnd ?? false}, ${timing.startsAt}, CASE WHEN ${state} = 'QUEUED' THEN now() END)
    ON CONFLICT (submitted_by_id, idempotency_key) DO NOTHING RETURNING id`);
  return job?.id ?? null;
}

/**
 * Alma's form of the name, shortened where the set's name is long: "Update/Notify Users - Catalogers - 2026-11-22T18:00Z";
 * without a time for jobs that come again and again under one name.
 */
function defaultName(setName: string, now: Date | null): string {
  const time = now ? ` - ${now.toISOString().slice(0, 16)}Z` : '';
  return `Update/Notify Users - ${[...setName].slice(0, 200).join('')}${time}`;
}

/** What makes two submissions the same: everything that was asked for, as it was asked for. */
function keyOf({
  setId,
  name,
  actions,
  runAt,
  recurrence,
  confirmation,
  notifyAtEnd,
  idempotencyKey,
}: Submission): JobKey {
  const later = [
    ...(confirmation ? [confirmation] : []),
    ...(recurrence == null ? [] : [{ recurrence }]),
    ...(notifyAtEnd ? ['notifyAtEnd'] : []),
  ];
  const input = [setId, name ?? null, actions, runAt ?? null, ...later];
  return { idempotencyKey, inputHash: hashOf(input) };
}

interface Submitted {
  readonly jobId: number;
  readonly scheduleId: number | null;
}

async function recordSubmission(tx: Transaction, { jobId, scheduleId }: Submitted, row: NewJob): Promise<void> {
  const { steps, set, submitter, timing } = row;
  const schedule = timing.recurrence && { schedule: scheduleId, recurrence: describeRecurrence(timing.recurrence) };
  const details = { set: set.id, actions: steps.map(({ sentence }) => sentence), ...schedule };
  await recordAuditEvent(tx, { ...submissionEvent(submitter), subject: `Job:${jobId}`, details });
}

function submissionEvent({ authority, requestId }: Submitter): AuditEvent {
  return { actor: authority.primaryId, authority, operation: 'submitUpdateNotifyJob', requestId };
}

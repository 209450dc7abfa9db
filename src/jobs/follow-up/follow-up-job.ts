import { type AuditEvent, recordAuditEvent } from '../../access/audit.ts';
import { auditRefusals } from '../../access/audit-refusals.ts';
import { type Authority, isNarrowed } from '../../access/authority.ts';
import { loadReference } from '../../institution/reference.ts';
import type { Queryable, Transaction } from '../../platform/database.ts';
import { InvalidInput, NotFound } from '../../platform/problems.ts';
import { sql } from '../../platform/sql.ts';
import { announce } from '../job.ts';
import { JobNotEnded, RoleNotGrantable } from '../job-problems.ts';
import { type JobServices, LANE_QUEUE } from '../job-services.ts';
import type { RecordOutcome } from '../report/job-records.ts';
import { hashOf, type JobKey, jobOfKey, keyIssues, takenJobOfKey } from '../submit/job-key.ts';
import { type JobStep, refusedSteps, resolveSteps, type UserActionInput } from '../submit/job-steps.ts';
import { notSetUp } from '../submit/resolve-request.ts';
import type { Submitter } from '../submit/submit-job.ts';
import { visibleJobs } from '../visible-jobs.ts';

/** What is asked for: a job that follows another. */
export interface FollowUpRequest {
  readonly jobId: number;
  readonly name?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** A job that has ended, as far as one that follows it needs to know. */
export interface EndedParent {
  readonly id: number;
  readonly name: string;
  readonly actions: readonly JobStep[];
  /** The actions as they were given; null: nobody knows any more. */
  readonly inputs: readonly UserActionInput[] | null;
  readonly errors: number;
  readonly skipped: number;
  readonly updated: number;
  readonly setId: number | null;
  readonly setName: string;
  readonly setIsPrivate: boolean;
}

/** What the new job is to be. */
export interface FollowUpPlan {
  readonly steps: readonly JobStep[];
  /** What the steps were worked out from; null: it is not from what somebody gave. */
  readonly inputs: readonly UserActionInput[] | null;
  readonly parentOutcomes: readonly RecordOutcome[] | null;
  /** Who it is about, in words. */
  readonly sentence: string;
}

/** One way to follow a job. */
export interface FollowUpKind {
  /** The mutation's name. */
  readonly operation: string;
  readonly origin: 'RETRY' | 'REVERT';
  /** How the new job is called, before the name of its parent. */
  readonly title: string;
  /** Works out the new job, or throws the problem that there is nothing for it to do. */
  plan(queryable: Queryable, parent: EndedParent): FollowUpPlan | Promise<FollowUpPlan>;
}

/**
 * Submits a job that follows one that has ended, and gives its id; to be done with the rights of who asks for it, whoever
 * submitted the parent. Throws NotFound, InvalidInput, IdempotencyConflict, JobNotEnded, RoleNotGrantable, or what `plan` throws.
 */
export async function followUpJob(
  services: JobServices,
  kind: FollowUpKind,
  request: FollowUpRequest & { readonly [option: string]: unknown },
  submitter: Submitter,
): Promise<number> {
  const { authority, requestId } = submitter;
  const { idempotencyKey, ...asked } = request;
  const key = { idempotencyKey, inputHash: hashOf([kind.operation, asked]) };
  const event = { actor: authority.primaryId, authority, operation: kind.operation, requestId };
  const refused = { ...event, subject: `Job:${request.jobId}` };
  return auditRefusals(services.database, refused, async () => {
    const known = await jobOfKey(services.database, key, authority);
    if (known !== null) return known;
    const parent = await endedParent(services.database, request, authority);
    const plan = await kind.plan(services.database, parent);
    await checkPlan(services, plan, authority);
    const name = request.name ?? `${kind.title} - ${[...parent.name].slice(0, 200).join('')}`;
    const job = { name, origin: kind.origin, parent, plan, key, submitter };
    return services.database.transaction((tx) => submit(services, tx, job, event));
  });
}

/** The parent, locked against nothing: a job that has ended does not change any more. */
async function endedParent(queryable: Queryable, request: FollowUpRequest, authority: Authority): Promise<EndedParent> {
  const issues = keyIssues(request);
  if (issues.length > 0) throw new InvalidInput(issues);
  const [parent] = await queryable.query<EndedParent & { readonly endedAt: Date | null }>(sql`
    SELECT j.id, j.name, j.actions, j.action_inputs AS inputs, j.errors, j.skipped, j.updated, j.set_id AS "setId", j.set_name AS "setName",
      j.set_is_private AS "setIsPrivate", j.ended_at AS "endedAt"
    FROM job j WHERE j.id = ${request.jobId} AND ${visibleJobs(authority)}`);
  if (!parent) throw new NotFound('Job');
  if (!parent.endedAt) throw new JobNotEnded();
  return parent;
}

/** Whether what the actions name is there still, and whether who asks may do them. */
async function checkPlan(
  { database, config }: JobServices,
  { steps, inputs }: FollowUpPlan,
  authority: Authority,
): Promise<void> {
  const context = { authority, reference: await loadReference(database) };
  const issues = inputs ? [...resolveSteps(inputs, context).issues, ...notSetUp(inputs, config)] : [];
  if (issues.length > 0)
    throw new InvalidInput(issues.map(({ path, message }) => ({ path: ['jobId', ...path], message })));
  const refused = refusedSteps(steps, context);
  if (refused.length > 0) throw new RoleNotGrantable(refused, null);
}

interface NewFollowUp {
  readonly name: string;
  readonly origin: FollowUpKind['origin'];
  readonly parent: EndedParent;
  readonly plan: FollowUpPlan;
  readonly key: JobKey;
  readonly submitter: Submitter;
}

async function submit({ queue }: JobServices, tx: Transaction, job: NewFollowUp, event: AuditEvent): Promise<number> {
  const jobId = await insertJob(tx, job);
  // Another request with the same key came first, between our look and here.
  if (jobId === null) return takenJobOfKey(tx, job.key, job.submitter.authority);
  await queue.send(tx, LANE_QUEUE, { jobId });
  const details = { parent: job.parent.id, actions: job.plan.steps.map(({ sentence }) => sentence) };
  await recordAuditEvent(tx, { ...event, subject: `Job:${jobId}`, details });
  await announce(tx, jobId);
  return jobId;
}

/** null: the submitter has used this idempotency key before. */
async function insertJob(
  tx: Transaction,
  { name, origin, parent, plan, key, submitter }: NewFollowUp,
): Promise<number | null> {
  const [job] = await tx.query<{ id: number }>(sql`
    INSERT INTO job (name, state, actions, action_inputs, set_id, set_name, set_sentence, set_is_private, submitted_by_id, idempotency_key, input_hash,
                     request_id, narrowed, origin, parent_id, parent_outcomes, queued_at)
    VALUES (${name}, 'QUEUED', ${JSON.stringify(plan.steps)}::jsonb, ${plan.inputs && JSON.stringify(plan.inputs)}::jsonb, ${parent.setId}, ${parent.setName}, ${plan.sentence}, ${parent.setIsPrivate},
            ${submitter.authority.userId}, ${key.idempotencyKey ?? null}, ${key.inputHash}, ${submitter.requestId},
            ${isNarrowed(submitter.authority)}, ${origin}::job_origin, ${parent.id}, ${plan.parentOutcomes}::record_outcome[], now())
    ON CONFLICT (submitted_by_id, idempotency_key) DO NOTHING RETURNING id`);
  return job?.id ?? null;
}

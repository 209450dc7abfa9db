import type { Authority } from '../../access/authority.ts';
import type { Reference } from '../../institution/reference.ts';
import type { Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { describeSet } from '../../sets/describe-set.ts';
import { findVisibleSet } from '../../sets/find-set.ts';
import type { Job } from '../job.ts';
import { type JobStep, resolveSteps } from '../submit/job-steps.ts';
import type { Schedule } from './schedule.ts';

/** What a run is held against when it begins. */
interface RenewContext {
  readonly authority: Authority;
  readonly reference: Reference;
}

/**
 * Works the actions of a run out anew, against the institution's data and the rights of its owner as they are now, and
 * takes down what its set is called by now. null: an action names something that is no more.
 */
export async function renewRun(
  tx: Transaction,
  job: Job,
  schedule: Schedule,
  context: RenewContext,
): Promise<readonly JobStep[] | null> {
  const { steps, issues } = resolveSteps(schedule.inputs, context);
  if (issues.length > 0) return null;
  const set = job.setId === null ? null : await findVisibleSet(tx, context.authority, job.setId);
  const actions = JSON.stringify(steps);
  const sentence = set && describeSet(set, context.reference);
  const columns = sql`actions = ${actions}::jsonb, set_name = coalesce(${set?.name ?? null}, set_name),
    set_sentence = coalesce(${sentence}, set_sentence), set_is_private = coalesce(${set?.isPrivate ?? null}, set_is_private)`;
  await tx.execute(sql`UPDATE job SET ${columns} WHERE id = ${job.id}`);
  await tx.execute(sql`UPDATE job_schedule SET ${columns} WHERE id = ${schedule.id}`);
  return steps;
}

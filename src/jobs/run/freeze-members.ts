import { mayManageUsers } from '../../access/authority.ts';
import { loadReference } from '../../institution/reference.ts';
import { today } from '../../platform/clock.ts';
import type { Transaction } from '../../platform/database.ts';
import { type Sql, sql } from '../../platform/sql.ts';
import type { ResolveContext } from '../actions/action.ts';
import { announce, type Job, lockJob } from '../job.ts';
import { type JobServices, LANE_QUEUE } from '../job-services.ts';
import { frozenRefusal } from '../preview/check-frozen.ts';
import { renewRun } from '../schedules/renew-run.ts';
import { lockScheduleOf, type Schedule } from '../schedules/schedule.ts';
import { dueRun, passTurn, putOff } from '../schedules/take-turn.ts';
import { type JobStep, refusedSteps, resolveSteps, tasksOf } from '../submit/job-steps.ts';
import { loadJobAuthority } from './job-authority.ts';
import { membersOf } from './job-members.ts';
import { type FailureCode, recordFailure } from './settle-job.ts';

// Users a chunk: larger ones are no faster (measured from 1,000 to 5,000), smaller ones let progress move on small sets.
const LARGEST_CHUNK = 2_000;
const SMALLEST_CHUNK = 25;
const CHUNKS_WANTED = 100;

/** Takes the job up, if nobody has: from waiting to INITIALIZING. A state of its own, so that people see it at once. */
export async function takeUp(services: JobServices, jobId: number): Promise<void> {
  await services.database.transaction(async (tx) => {
    const run = await dueRun(tx, jobId);
    if (run && (await putOff(services, tx, run))) return;
    const taken = await tx.execute(sql`
      UPDATE job SET state = 'INITIALIZING', initializing_at = now(), queued_at = coalesce(queued_at, now()), touched_at = now(), revision = revision + 1
      WHERE id = ${jobId} AND (state = 'QUEUED' OR state = 'SCHEDULED' AND scheduled_for <= now())`);
    if (taken === 0) return;
    if (run) await passTurn(services, tx, run);
    await announce(tx, jobId);
  });
}

/**
 * Decides for good who the job is about: the set's members as they are now go into chunks, and the job becomes RUNNING.
 * From here on report, retry and undo speak of the same users. Rights are asked anew: the job may have waited for weeks.
 */
export async function freezeMembers(services: JobServices, jobId: number): Promise<void> {
  await services.database.transaction(async (tx) => {
    const schedule = await lockScheduleOf(tx, jobId);
    const job = await lockJob(tx, jobId);
    if (job?.state !== 'INITIALIZING') return;
    const start = await mayStart(tx, job, schedule, services.config.timeZone);
    if (typeof start === 'string') return recordFailure(services, tx, job, start);
    await tx.execute(chunksStatement(jobId, start.members, largestChunk(start.actions)));
    const refusal = await frozenRefusal(tx, jobId, services.config.confirmationAbove);
    if (refusal) return refuse(services, tx, job, refusal);
    await begin(tx, jobId);
    await sendHands(services, tx, jobId);
    await announce(tx, jobId);
  });
}

/** What a job begins with. */
interface Start {
  readonly members: Sql;
  readonly actions: readonly JobStep[];
}

/** The members to freeze, or why the job cannot start. */
async function mayStart(
  tx: Transaction,
  job: Job,
  schedule: Schedule | null,
  timeZone: string,
): Promise<Start | FailureCode> {
  const day = today(timeZone);
  const authority = await loadJobAuthority(tx, job, day);
  if (!authority || !mayManageUsers(authority)) return 'PERMISSION_LOST';
  const context = { authority, reference: await loadReference(tx) };
  const actions = schedule ? await renewRun(tx, job, schedule, context) : stillPossible(job, context);
  if (!actions) return 'ACTION_NOT_POSSIBLE';
  const [refused] = refusedSteps(actions, context);
  if (refused) return refused.code;
  const members = await membersOf(tx, job, { authority, today: day, timeZone });
  return typeof members === 'string' ? members : { members, actions };
}

/**
 * The actions as they were worked out at submission, which is what a preview showed; null: what one of them names is no
 * more. The job may have waited for weeks.
 */
function stillPossible({ actions, inputs }: Job, context: ResolveContext): readonly JobStep[] | null {
  return inputs && resolveSteps(inputs, context).issues.length > 0 ? null : actions;
}

/** What takes long for one user comes in small chunks: one must be done long before its lane counts as hanging. */
function largestChunk(actions: readonly JobStep[]): number {
  return Math.min(LARGEST_CHUNK, ...tasksOf(actions).map(({ action, step }) => action.largestChunk(step)));
}

function chunksStatement(jobId: number, members: Sql, largest: number): Sql {
  return sql`
    WITH member AS MATERIALIZED (${members}),
    size AS (SELECT least(${largest}, greatest(${SMALLEST_CHUNK}, count(*) / ${CHUNKS_WANTED}))::int AS users FROM member),
    numbered AS (SELECT id, (row_number() OVER (ORDER BY id) - 1) / size.users AS number FROM member, size)
    INSERT INTO job_chunk (job_id, number, user_ids, size, first_user_id, last_user_id)
    SELECT ${jobId}, number, array_agg(id ORDER BY id), count(*), min(id), max(id) FROM numbered GROUP BY number`;
}

/** Ends the job as if its members had never been frozen: nobody is reported as skipped who was not meant. */
async function refuse(services: JobServices, tx: Transaction, job: Job, refusal: FailureCode): Promise<void> {
  await tx.execute(sql`DELETE FROM job_chunk WHERE job_id = ${job.id}`);
  await recordFailure(services, tx, job, refusal);
}

async function begin(tx: Transaction, jobId: number): Promise<void> {
  await tx.execute(sql`
    UPDATE job SET total = chunk.users, open_chunks = chunk.number, frozen_at = now(), running_at = now(), touched_at = now(), revision = revision + 1,
      state = CASE WHEN chunk.number = 0 THEN 'FINALIZING' ELSE 'RUNNING' END::job_state,
      finalizing_at = CASE WHEN chunk.number = 0 THEN now() END
    FROM (SELECT count(*)::int AS number, coalesce(sum(size), 0)::int AS users FROM job_chunk WHERE job_id = ${jobId}) AS chunk
    WHERE id = ${jobId}`);
}

/** The lane that froze the members goes on by itself; these call the others. */
async function sendHands({ queue, config }: JobServices, tx: Transaction, jobId: number): Promise<void> {
  for (let lane = 1; lane < config.lanes; lane += 1) await queue.send(tx, LANE_QUEUE, { jobId });
}

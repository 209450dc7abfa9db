import type { Queryable } from '../../platform/database.ts';
import type { Log } from '../../platform/log.ts';
import { sql } from '../../platform/sql.ts';
import type { DecisionContext } from '../actions/action.ts';
import { loadUsers, type Needs } from '../record/load-users.ts';
import { SYSTEM_ADMINISTRATOR, SystemAdministrators } from '../record/system-administrators.ts';
import { withTakenIdentifiers } from '../record/taken-identifiers.ts';
import type { UserFacts } from '../record/user-facts.ts';
import { type JobStep, tasksOf } from '../submit/job-steps.ts';
import { decideUser, failedWholly, type Task, type UserDecision } from './decide-user.ts';

/** How to read the users: a run locks them, a preview does not. */
export interface DecideOptions {
  readonly lock: boolean;
  readonly log: Log;
  /** The users were made in this transaction by who asks, and are seen by them whatever roles they hold. */
  readonly newlyMade?: boolean | undefined;
  /** From {@link everyAdministrator}: what chunks have decided that nobody has written. */
  readonly administrators?: SystemAdministrators | null;
}

/** Decides over some users of a job, in the order of their ids. A user who is gone, or out of sight, ends in USER_NOT_FOUND. */
export async function decideUsers(
  queryable: Queryable,
  userIds: readonly number[],
  steps: readonly JobStep[],
  context: DecisionContext,
  { lock, log, newlyMade = false, administrators: known = null }: DecideOptions,
): Promise<UserDecision[]> {
  const tasks = tasksOf(steps);
  const look = async () => known ?? administratorsAmong(queryable, userIds, tasks, context.today, lock);
  const seenBy = newlyMade ? { ...context.authority, managesInstitution: true } : context.authority;
  const load = async () => {
    const needs = needsOf(tasks, context, administrators !== null);
    return withTakenIdentifiers(queryable, await loadUsers(queryable, userIds, seenBy, needs, lock), tasks);
  };
  let administrators = await look();
  let users = await load();
  // Somebody may have become one while we waited for the users. Should the late lock close a ring, PostgreSQL breaks it.
  if (lock && administrators === null) {
    administrators = await look();
    if (administrators) users = await load();
  }
  const found = new Map(users.map((user) => [user.id, user]));
  return userIds.map((userId) => {
    const user = found.get(userId);
    if (!user) return failedWholly(userId, tasks.length, 'USER_NOT_FOUND');
    return decideGuarded(user, tasks, context, administrators, log);
  });
}

/** A fault of ours in one user's decision is that user's error and the log's business; the others go on. */
function decideGuarded(
  user: UserFacts,
  tasks: readonly Task[],
  context: DecisionContext,
  administrators: SystemAdministrators | null,
  log: Log,
): UserDecision {
  try {
    return decideUser(user, tasks, context, administrators);
  } catch (error) {
    log.error({ err: error, userId: user.id }, 'a decision failed');
    return failedWholly(user.id, tasks.length, 'INTERNAL_ERROR');
  }
}

function needsOf(tasks: readonly Task[], context: DecisionContext, administratorsToo: boolean): Needs {
  const fields = new Set(tasks.flatMap(({ action, step }) => action.fields(step)));
  const parts = new Set(tasks.flatMap(({ action, step }) => action.parts(step)));
  const roleTypes = new Set(tasks.flatMap(({ action, step }) => action.roleTypes(step, context)));
  const changesOf = tasks.map(({ action, step }) => action.changesOf(step)).find((jobId) => jobId !== null) ?? null;
  const needs = { fields, parts, roleTypes, changesOf };
  if (!administratorsToo) return needs;
  return {
    ...needs,
    fields: fields.add('status').add('expiryDate'),
    roleTypes: roleTypes.add(SYSTEM_ADMINISTRATOR),
  };
}

const ADMINISTRATORS_LOCK = 'rollcall: active General System Administrators';

/**
 * The active General System Administrators, when this chunk may end one; else null. The advisory lock makes chunks of
 * all jobs that may do so take turns, since each of two could otherwise leave the other's as the last; it is taken only
 * when there is such a person among the users, which is next to never.
 */
async function administratorsAmong(
  queryable: Queryable,
  userIds: readonly number[],
  tasks: readonly Task[],
  today: string,
  lock: boolean,
): Promise<SystemAdministrators | null> {
  if (!mayEndAdministrators(tasks)) return null;
  const all = await queryable.query<{ id: number }>(sql`SELECT r.user_id AS id ${holders}`);
  const among = new Set(userIds);
  if (!all.some(({ id }) => among.has(id))) return null;
  if (lock) await queryable.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${ADMINISTRATORS_LOCK}, 0))`);
  return activeAdministrators(queryable, today);
}

const holders = sql`FROM user_role r WHERE r.role_type_code = ${SYSTEM_ADMINISTRATOR} AND r.library_code IS NULL`;

function mayEndAdministrators(tasks: readonly Task[]): boolean {
  return tasks.some(({ action }) => action.mayEndAdministrators);
}

async function activeAdministrators(queryable: Queryable, today: string): Promise<SystemAdministrators> {
  const active = await queryable.query<{ id: number; lasting: boolean }>(sql`
    SELECT u.id, u.expiry_date IS NULL AND u.id IN (SELECT r.user_id ${holders} AND r.status = 'ACTIVE' AND r.expires_on IS NULL) AS lasting
    FROM users u WHERE u.status = 'ACTIVE' AND coalesce(u.expiry_date >= ${today}::date, TRUE)
      AND u.id IN (SELECT r.user_id ${holders} AND r.status = 'ACTIVE' AND coalesce(r.expires_on >= ${today}::date, TRUE))`);
  const ids = (some: typeof active) => some.map(({ id }) => id);
  return new SystemAdministrators(ids(active), ids(active.filter(({ lasting }) => lasting)));
}

/**
 * The same for a preview, where no chunk finds in the database what the ones before it have done: given to all of them in
 * turn, it knows. null: nothing in the job may end an administrator.
 */
export async function everyAdministrator(
  queryable: Queryable,
  steps: readonly JobStep[],
  today: string,
): Promise<SystemAdministrators | null> {
  return mayEndAdministrators(tasksOf(steps)) ? activeAdministrators(queryable, today) : null;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadReference } from '../../institution/reference.ts';
import { today } from '../../platform/clock.ts';
import { sql } from '../../platform/sql.ts';
import { startTestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { decideUser } from '../decide/decide-user.ts';
import { loadUsers } from '../record/load-users.ts';
import { withChange } from '../record/user-change.ts';
import { type UserFacts, type UserField, userFields } from '../record/user-facts.ts';
import { userPartNames } from '../record/user-parts.ts';
import type { JobRecord } from '../report/job-records.ts';
import { type JobStep, tasksOf, type UserActionInput } from '../submit/job-steps.ts';
import { submitJob } from '../submit/submit-job.ts';
import { anyPerson, operationalActions } from '../testing/random-jobs.ts';
import {
  authorityOfUser,
  clearWorld,
  countersOf,
  countRecords,
  type Person,
  putPeople,
  putSet,
  recordsOf,
} from '../testing/world.ts';
import { runLane } from './run-lane.ts';

const testDatabase = await createTestDatabase();
const { database } = testDatabase;
const { services } = await startTestServer(testDatabase);
const TODAY = today('UTC');

/** What one job has left behind, and what it needs to decide again. */
interface Ended {
  readonly at: Date;
  readonly actions: readonly JobStep[];
  readonly records: ReadonlyMap<number, JobRecord>;
}

const manager: Person = {
  accountType: 'INTERNAL',
  status: 'ACTIVE',
  expiryDate: null,
  purgeDate: null,
  userGroup: 'ADMIN',
  roles: [{ roleType: '21', library: null, status: 'ACTIVE', expiresOn: null, parameters: [] }],
};

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));
const context = async () => ({
  authority: await authorityOfUser(database, 1, TODAY),
  reference: await loadReference(database),
  today: TODAY,
});

async function submit(actions: readonly UserActionInput[], setId: number): Promise<number> {
  const { authority } = await context();
  return submitJob(services, { setId, actions }, { authority, requestId: 'overlap' });
}

/** Runs jobs at the same time, each with several hands. */
async function runTogether(jobIds: readonly number[]): Promise<void> {
  const { signal } = new AbortController();
  await Promise.all([...jobIds, ...jobIds, ...jobIds].map((jobId) => runLane(services, jobId, signal)));
}

async function endOf(jobId: number): Promise<Ended> {
  const job = await countersOf(database, jobId);
  const records = await recordsOf(database, job);
  expect(job).toMatchObject({ state: 'COMPLETED', ...countRecords(records) });
  if (!job.frozenAt) throw new Error('The job was not frozen.');
  return { at: job.frozenAt, actions: job.actions, records: new Map(records.map((record) => [record.userId, record])) };
}

async function factsOf(userIds: readonly number[]): Promise<UserFacts[]> {
  const { authority } = await context();
  const roleTypes = await database.query<{ code: string }>(sql`SELECT code FROM role_type`);
  const needs = {
    fields: new Set(Object.keys(userFields) as UserField[]),
    parts: new Set(userPartNames.filter((part) => part !== 'roles')),
    roleTypes: new Set(roleTypes.map(({ code }) => code)),
    changesOf: null,
  };
  return loadUsers(database, userIds, authority, needs, false);
}

/** All orders of these. */
function* orders<Item>(items: readonly Item[]): Generator<Item[]> {
  if (items.length === 0) yield [];
  for (const [index, first] of items.entries()) {
    for (const rest of orders(items.toSpliced(index, 1))) yield [first, ...rest];
  }
}

/** Whether the jobs, one after the other in this order, would have left this user the very same records; and to which end. */
function replay(user: UserFacts, jobs: readonly Ended[], base: Awaited<ReturnType<typeof context>>): UserFacts | null {
  let now = user;
  for (const { at, actions, records } of jobs) {
    const record = records.get(user.id);
    if (!record) continue;
    const { effects: _, ...decision } = decideUser(now, tasksOf(actions), { ...base, at }, null);
    if (JSON.stringify(asJson(decision)) !== JSON.stringify(inKeyOrder(record, decision))) return null;
    for (const change of decision.changes) now = withChange(now, change);
  }
  return now;
}

/** PostgreSQL keeps no order of keys: the record with its keys in the order of what it is compared with. */
function inKeyOrder(value: unknown, model: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(model)) return value.map((item, index) => inKeyOrder(item, model[index]));
  if (typeof value !== 'object' || value === null || typeof model !== 'object' || model === null) return value;
  if (model instanceof Date) return value;
  const keys = [...new Set([...Object.keys(model), ...Object.keys(value)])];
  return Object.fromEntries(keys.map((key) => [key, inKeyOrder(Reflect.get(value, key), Reflect.get(model, key))]));
}

const comparable = ({ fields, ...lists }: UserFacts) => ({
  fields,
  lists: userPartNames.map((part) =>
    lists[part].map((entry) => JSON.stringify(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))).sort(),
  ),
});

test('jobs that overlap leave every user as if they had come one after the other', async () => {
  const world = fc.record({
    people: fc.array(anyPerson, { minLength: 30, maxLength: 120 }),
    jobs: fc.array(operationalActions, { minLength: 2, maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(world, async ({ people, jobs }) => {
      await clearWorld(database);
      const userIds = await putPeople(database, [manager, ...people]);
      const before = await factsOf(userIds);
      const jobIds = [];
      for (const [index, actions] of jobs.entries()) {
        const some = userIds.filter((id) => id % (index + 2) !== 0);
        jobIds.push(await submit(actions, await putSet(database, some)));
      }

      await runTogether(jobIds);

      const ended = await Promise.all(jobIds.map(endOf));
      const after = new Map((await factsOf(userIds)).map((user) => [user.id, user]));
      const base = await context();
      for (const user of before) {
        const ends = [...orders(ended)].map((order) => replay(user, order, base)).filter((end) => end !== null);
        const reached = ends.map((end) => JSON.stringify(comparable(end)));
        const now = after.get(user.id);
        expect(reached).toContain(JSON.stringify(now && comparable(now)));
      }
    }),
    { numRuns: 15 },
  );
});

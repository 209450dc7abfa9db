import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grantRefusal } from '../../access/grant-refusal.ts';
import { loadReference } from '../../institution/reference.ts';
import { today } from '../../platform/clock.ts';
import { sql } from '../../platform/sql.ts';
import { startTestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { decideUsers } from '../decide/decide-users.ts';
import { outcomeOf } from '../decide/outcome-codes.ts';
import { type Change, isPartChange } from '../record/user-change.ts';
import { fieldEntry } from '../record/user-facts.ts';
import { columnsOf, type UserPart } from '../record/user-parts.ts';
import type { JobRecord } from '../report/job-records.ts';
import { countActions, countCodes } from '../report/job-report.ts';
import type { UserActionInput } from '../submit/job-steps.ts';
import { anyActions, anyOperator, anyPerson } from '../testing/random-jobs.ts';
import { submitGranted } from '../testing/submit-granted.ts';
import {
  authorityOfUser,
  clearWorld,
  countersOf,
  countRecords,
  type JobCounters,
  type Person,
  putPeople,
  putSet,
  recordsOf,
} from '../testing/world.ts';
import { inOrder, saysOf, type WorldState, worldState } from '../testing/world-state.ts';
import { freezeMembers, takeUp } from './freeze-members.ts';
import { runLane } from './run-lane.ts';

const testDatabase = await createTestDatabase();
const { database, log } = testDatabase;
const { services } = await startTestServer(testDatabase, { settings: { LANES: '1' } });
const TODAY = today('UTC');
const OPERATOR = 1;

/** A random job: who submits it about whom, who is gone before it comes to them, and what becomes of who submitted it. */
interface RandomJob {
  readonly operator: Person;
  readonly people: readonly Person[];
  readonly actions: readonly UserActionInput[];
  readonly gone: readonly number[];
  readonly demoted: 'NEVER' | 'BEFORE_START' | 'BEFORE_FIRST_CHUNK';
}

const randomJob: fc.Arbitrary<RandomJob> = fc.record({
  operator: anyOperator,
  people: fc.array(anyPerson, { minLength: 1, maxLength: 60 }),
  actions: anyActions,
  gone: fc.array(fc.integer({ min: 2, max: 61 }), { maxLength: 3 }),
  demoted: fc.constantFrom('NEVER', 'NEVER', 'NEVER', 'BEFORE_START', 'BEFORE_FIRST_CHUNK'),
});

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));

const column = (part: UserPart, entry: object) =>
  Object.fromEntries(columnsOf(part).map(([name, columnName]) => [columnName, instant(Reflect.get(entry, name))]));
const instant = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-.*Z$/.test(value)
    ? value.replace(/(\.\d+?)0*Z$/, '$1+00:00').replace('.0+', '+')
    : value;

/** The records of a job applied to what was before, in no other way than a reader of the report would. */
function apply(before: WorldState, records: readonly JobRecord[]): WorldState {
  const after: WorldState = structuredClone(before);
  for (const { userId, changes } of records) {
    const user = after[userId];
    if (user) for (const change of changes) applyChange(user, change);
  }
  return after;
}

function applyChange(user: WorldState[number], change: Change): void {
  if (!isPartChange(change)) {
    const [row] = user.users;
    const { column: name, empty = null } = fieldEntry(change.field);
    expect(row?.[name]).toEqual(stored(change.before) ?? empty);
    if (row) row[name] = stored(change.after) ?? empty;
    return;
  }
  const entries = user[change.field];
  if (change.before) {
    const place = entries.findIndex((entry) => saysOf(entry) === saysOf(column(change.field, change.before ?? {})));
    expect(place).toBeGreaterThanOrEqual(0);
    entries.splice(place, 1);
  }
  if (change.after) entries.push(column(change.field, change.after));
}

// Images hold text; of the single-valued fields only flags are anything else in the database.
const stored = (value: string | null) => (value === 'true' || value === 'false' ? value === 'true' : value);
async function demote(): Promise<void> {
  await database.execute(sql`DELETE FROM user_role WHERE user_id = ${OPERATOR}`);
  await database.execute(
    sql`INSERT INTO user_role (user_id, role_type_code, library_code) VALUES (${OPERATOR}, '21', 'MUSIC')`,
  );
}

/** What deciding without writing says about the job, in the order of the users. */
async function preview(job: JobCounters, userIds: readonly number[]) {
  const authority = await authorityOfUser(database, OPERATOR, TODAY);
  if (!job.frozenAt) throw new Error('The job was not frozen.');
  const context = { authority, reference: await loadReference(database), today: TODAY, at: job.frozenAt };
  const decisions = await decideUsers(database, userIds, job.actions, context, { lock: false, log });
  // What was sent stands in the outbox, not in the record.
  return decisions.map(({ effects: _, ...decision }) => decision);
}

function expectCountersToBe(job: JobCounters, records: readonly JobRecord[]): void {
  // A job that ended before its members were frozen has no total.
  const total = job.frozenAt ? job.total : 0;
  expect({ ...job, total }).toMatchObject(countRecords(records));
  expect(job.processed).toBe(job.updated + job.unchanged + job.errors);
  expect(total).toBe(job.processed + job.skipped);
}

async function expectTalliesToBe(job: JobCounters, records: readonly JobRecord[]): Promise<void> {
  const codes = await countCodes(database, job);
  const counted = new Map<string, number>();
  for (const { results } of records) {
    for (const { action, code, warnings = [] } of results) {
      for (const told of [code, ...warnings])
        counted.set(`${action} ${told}`, (counted.get(`${action} ${told}`) ?? 0) + 1);
    }
  }
  expect(new Map(codes.map(({ action, code, users }) => [`${action} ${code}`, users]))).toEqual(counted);
  for (const { updated, unchanged, errors, skipped } of countActions(job, codes)) {
    expect(updated + unchanged + errors).toBe(job.processed);
    expect(skipped).toBe(job.skipped);
  }
}

async function expectGrantsWithinAuthority(): Promise<void> {
  const authority = await authorityOfUser(database, OPERATOR, TODAY);
  const { roleTypes } = await loadReference(database);
  const granted = await database.query<{ roleType: string; library: string | null }>(sql`
    SELECT role_type_code AS "roleType", library_code AS library FROM user_role WHERE created_by = 'p1'`);
  const beyond = granted.filter(({ roleType, library }) => {
    const type = roleTypes.get(roleType);
    return !type || grantRefusal(authority, type, library) !== null;
  });
  expect(beyond).toEqual([]);
}

async function expectSystemAdministrator(): Promise<void> {
  const [administrators] = await database.query<{ count: number }>(sql`
    SELECT count(*) FROM users u JOIN user_role r ON r.user_id = u.id AND r.role_type_code = '26' AND r.library_code IS NULL
    WHERE u.status = 'ACTIVE' AND coalesce(u.expiry_date >= ${TODAY}::date, TRUE)
      AND r.status = 'ACTIVE' AND coalesce(r.expires_on >= ${TODAY}::date, TRUE)`);
  expect(administrators?.count).toBeGreaterThan(0);
}

const hasAdministrator = async () =>
  expectSystemAdministrator().then(
    () => true,
    () => false,
  );

test('a job does what deciding alone says, writes that and nothing else, and counts it right', async () => {
  await fc.assert(
    fc.asyncProperty(randomJob, async ({ operator, people, actions, gone, demoted }) => {
      await clearWorld(database);
      const setId = await putSet(database, await putPeople(database, [operator, ...people]));
      const jobId = await submitGranted(services, OPERATOR, actions, setId);
      if (jobId === null) return;
      if (demoted === 'BEFORE_START') await demote();
      await takeUp(services, jobId);
      await freezeMembers(services, jobId);
      await database.execute(sql`DELETE FROM users WHERE id = ANY (${[...gone]}::int[])`);
      if (demoted === 'BEFORE_FIRST_CHUNK') await demote();
      const frozen = await countersOf(database, jobId);
      const chunks = await database.query<{ ids: number[] }>(sql`
        SELECT user_ids AS ids FROM job_chunk WHERE job_id = ${jobId} ORDER BY number`);
      const members = chunks.flatMap(({ ids }) => ids);
      const before = await worldState(database);
      const administered = await hasAdministrator();
      const foreseen = frozen.state === 'RUNNING' ? await preview(frozen, members) : [];

      await runLane(services, jobId, new AbortController().signal);

      const job = await countersOf(database, jobId);
      const records = await recordsOf(database, job);
      expect(job.state).toBe(job.failureCode ? 'FAILED' : 'COMPLETED');
      expect(asJson(records)).toEqual(asJson(foreseen));
      expect(inOrder(await worldState(database))).toEqual(inOrder(apply(before, asJson(records))));
      expectCountersToBe(job, records);
      await expectTalliesToBe(job, records);
      await expectGrantsWithinAuthority();
      if (administered) await expectSystemAdministrator();
      for (const { outcome, changes, results } of records) {
        if (outcome === 'ERROR' || outcome === 'UNCHANGED') expect(changes).toEqual([]);
        if (outcome === 'UPDATED') expect(changes).not.toEqual([]);
        expect(results.some(({ code }) => outcomeOf(code) === 'ERROR')).toBe(outcome === 'ERROR');
        expect(results).toHaveLength(job.actions.length);
      }
    }),
    { numRuns: 60 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadReference } from '../../institution/reference.ts';
import { today } from '../../platform/clock.ts';
import { startTestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { loadJob } from '../job.ts';
import { NothingToRevert } from '../job-problems.ts';
import { cancelJob } from '../run/cancel-job.ts';
import { freezeMembers, takeUp } from '../run/freeze-members.ts';
import { runChunk } from '../run/run-chunk.ts';
import { runLane } from '../run/run-lane.ts';
import { anyActions, anyOperator, anyPerson } from '../testing/random-jobs.ts';
import { submitGranted } from '../testing/submit-granted.ts';
import {
  authorityOfUser,
  clearWorld,
  countersOf,
  type Person,
  putPeople,
  putSet,
  recordsOf,
} from '../testing/world.ts';
import { inOrder, worldState } from '../testing/world-state.ts';
import { revertJob } from './revert-job.ts';

const testDatabase = await createTestDatabase();
const { database } = testDatabase;
const { services } = await startTestServer(testDatabase, { settings: { LANES: '1' } });
const OPERATOR = 1;
/** Who may grant and remove every role, and is in no set. */
const ADMINISTRATOR = 2;

const administrator: Person = {
  accountType: 'INTERNAL',
  status: 'ACTIVE',
  expiryDate: null,
  purgeDate: null,
  userGroup: null,
  roles: [{ roleType: '26', library: null, status: 'ACTIVE', expiresOn: null, parameters: [] }],
};

const randomJob = fc.record({
  operator: anyOperator,
  people: fc.array(anyPerson, { minLength: 1, maxLength: 60 }),
  actions: anyActions,
  cancelled: fc.boolean(),
});

const submitter = async () => ({
  authority: await authorityOfUser(database, ADMINISTRATOR, today('UTC')),
  requestId: 'law',
});
const lane = (jobId: number) => runLane(services, jobId, new AbortController().signal);
const world = async () => inOrder(await worldState(database));

/** Does the first chunk only, and cancels the rest. */
async function runPartly(jobId: number): Promise<void> {
  await takeUp(services, jobId);
  await freezeMembers(services, jobId);
  const job = await loadJob(database, jobId);
  if (job?.state === 'RUNNING') await runChunk(services, job, await loadReference(database));
  if ((await loadJob(database, jobId))?.state === 'RUNNING') await cancelJob(services, jobId, await submitter());
  await lane(jobId);
}

/** Reverts a job to the end; null: it had changed nobody. */
async function reverted(jobId: number): Promise<number | null> {
  const changed = (await recordsOf(database, await countersOf(database, jobId))).filter(
    ({ changes }) => changes.length > 0,
  );
  const submitted = revertJob(services, { jobId }, await submitter());
  if (changed.length === 0) {
    await expect(submitted).rejects.toThrow(NothingToRevert);
    return null;
  }
  const revertId = await submitted;
  await lane(revertId);
  const revert = await countersOf(database, revertId);
  expect(revert).toMatchObject({ state: 'COMPLETED', conclusion: 'SUCCESS', total: changed.length, errors: 0 });
  return revertId;
}

test('a revert leaves the world as it was before the job, and the revert of that as it was after', async () => {
  await fc.assert(
    fc.asyncProperty(randomJob, async ({ operator, people, actions, cancelled }) => {
      await clearWorld(database);
      const [, , ...others] = await putPeople(database, [operator, administrator, ...people]);
      const setId = await putSet(database, [OPERATOR, ...others]);
      const jobId = await submitGranted(services, OPERATOR, actions, setId);
      if (jobId === null) return;
      const before = await world();

      await (cancelled ? runPartly(jobId) : lane(jobId));

      const after = await world();
      const revertId = await reverted(jobId);
      expect(await world()).toEqual(before);
      if (revertId === null) return;
      await reverted(revertId);
      expect(await world()).toEqual(after);
      await reverted(jobId);
      expect(await world()).toEqual(before);
    }),
    { numRuns: 25 },
  );
});

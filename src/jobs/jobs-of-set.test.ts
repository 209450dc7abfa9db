import { expect, test } from 'vitest';
import { changeScheduleAs, scheduledBy } from './schedules/testing/schedule-client.ts';
import { actions, nightly, startScheduleStory } from './schedules/testing/schedule-story.ts';
import { setOf, submittedBy } from './testing/job-client.ts';

const { readers, manager, lawManager, systemAdmin, ids } = await startScheduleStory();

const deletion = `mutation ($id: ID!) { answer: deleteUserSet(input: { id: $id }) { __typename
  ... on SetInUse { message jobCount hiddenJobCount jobs { id } } } }`;

const deletedBy = async (client: typeof manager, id: string) =>
  (await client.data<{ answer: object }, object>(deletion, { id })).answer;

test('a set tells its owner how many jobs and schedules that are not theirs to see keep it', async () => {
  // A library's manager sees their own jobs only; their colleague sees the set, and schedules jobs for it.
  const setId = await setOf(lawManager, [ids['law.manager'] ?? ''], false);
  const { jobId: paused, schedule } = await scheduledBy(manager, { setId, actions, recurrence: nightly });
  await changeScheduleAs(manager, 'pauseSchedule', schedule.id);
  const message =
    '1 job that has not ended uses the set; the next run of a schedule, paused or not, is one, and you may not see all of them. Wait for the end, or cancel; of a schedule, delete that.';
  const inUse = { __typename: 'SetInUse', message, jobCount: 1 };
  expect(await deletedBy(lawManager, setId)).toEqual({ ...inUse, hiddenJobCount: 1, jobs: [] });
  expect(await deletedBy(systemAdmin, setId)).toEqual({ ...inUse, hiddenJobCount: 0, jobs: [{ id: paused }] });
  const own = await submittedBy(lawManager, { setId, actions });
  expect(await deletedBy(lawManager, setId)).toMatchObject({
    message: expect.stringMatching(/^2 jobs that have not ended use the set;/),
    jobCount: 2,
    hiddenJobCount: 1,
    jobs: [{ id: own }],
  });
});

test('and counts beyond those that it lists', async () => {
  const setId = await setOf(manager, readers, false);
  for (let number = 0; number < 22; number += 1) await submittedBy(manager, { setId, actions });
  const answer = (await deletedBy(manager, setId)) as { jobs: object[] };
  expect(answer).toMatchObject({ jobCount: 22, hiddenJobCount: 0 });
  expect(answer.jobs).toHaveLength(20);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grantRefusal } from '../../access/grant-refusal.ts';
import { loadReference } from '../../institution/reference.ts';
import { loadRecipients, type Recipient } from '../../letters/recipients.ts';
import { today } from '../../platform/clock.ts';
import { raw, sql } from '../../platform/sql.ts';
import { startTestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { RoleNotGrantable } from '../job-problems.ts';
import { userPartNames, userParts } from '../record/user-parts.ts';
import type { JobRecord } from '../report/job-records.ts';
import { countCodes } from '../report/job-report.ts';
import { freezeMembers, takeUp } from '../run/freeze-members.ts';
import { runLane } from '../run/run-lane.ts';
import type { UserActionInput } from '../submit/job-steps.ts';
import { submitJob } from '../submit/submit-job.ts';
import { anyActions, anyOperator, anyPerson } from '../testing/random-jobs.ts';
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
import { makePreview } from './make-preview.ts';
import { pageOfPreview } from './preview-records.ts';
import { sampleLetters } from './sample-letters.ts';

const testDatabase = await createTestDatabase();
const { database } = testDatabase;
const { services } = await startTestServer(testDatabase, { settings: { LANES: '1' } });
const TODAY = today('UTC');
const OPERATOR = 1;
const { signal } = new AbortController();

interface RandomPreview {
  readonly operator: Person;
  readonly people: readonly Person[];
  readonly actions: readonly UserActionInput[];
  readonly chunkSize: number;
}

const randomPreview: fc.Arbitrary<RandomPreview> = fc.record({
  operator: anyOperator,
  people: fc.array(anyPerson, { minLength: 1, maxLength: 60 }),
  actions: anyActions,
  chunkSize: fc.integer({ min: 1, max: 61 }),
});

/** The actions that the operator may submit; the preview of any others is refused, as submitting them is. */
async function grantable(setId: number, actions: readonly UserActionInput[]): Promise<UserActionInput[]> {
  const authority = await authorityOfUser(database, OPERATOR, TODAY);
  const { roleTypes } = await loadReference(database);
  const granted = actions.filter((action) => {
    const { roleType, scope } = Object.values(action)[0] as { roleType?: string; scope?: { library?: string } };
    const type = roleType === undefined ? undefined : roleTypes.get(roleType);
    return !type || grantRefusal(authority, type, scope?.library ?? null) === null;
  });
  if (granted.length < actions.length) await expect(preview(setId, actions, 2_000)).rejects.toThrow(RoleNotGrantable);
  return granted;
}

async function preview(setId: number, actions: readonly UserActionInput[], chunkSize: number): Promise<number> {
  const authority = await authorityOfUser(database, OPERATOR, TODAY);
  return makePreview(services, { setId, actions }, { authority, requestId: 'law' }, { signal, chunkSize });
}

async function rowOf(previewId: number) {
  return database.prisma.jobPreview.findUniqueOrThrow({ where: { id: previewId } });
}

/** Whom letters would speak of, once these records have come true. */
async function recipientsOf(records: readonly JobRecord[], at: Date): Promise<Map<number, Recipient>> {
  const effect = { kind: 'LETTER', letter: 'ANY', version: 1, extraText: null } as const;
  const authority = await authorityOfUser(database, OPERATOR, TODAY);
  const context = { authority, reference: await loadReference(database), today: TODAY, at };
  const letters = records.map(({ userId, changes }) => ({ userId, changes, effect }));
  const samples = await sampleLetters(database, letters, context);
  expect(samples).toHaveLength(records.length);
  return new Map(samples.map(({ userId, recipient }) => [userId, recipient]));
}

/** Submits it with the confirmation and does it, in one lane. */
async function run(setId: number, actions: readonly UserActionInput[], confirmation: string): Promise<number> {
  const authority = await authorityOfUser(database, OPERATOR, TODAY);
  const jobId = await submitJob(services, { setId, actions, confirmation }, { authority, requestId: 'law' });
  await takeUp(services, jobId);
  await freezeMembers(services, jobId);
  await runLane(services, jobId, signal);
  return jobId;
}

/** Everybody with all their lists, as they are in the database. */
async function everybody(): Promise<unknown> {
  const tables = ['users', ...userPartNames.map((part) => userParts[part].table)];
  const dumps = tables.map((table) =>
    database.query(sql`SELECT to_jsonb(t) AS row FROM ${raw(table)} t ORDER BY to_jsonb(t)::text`),
  );
  return Promise.all(dumps);
}

/** What is stamped with the moment of the job, and with that of the preview, said in the same way. */
function timeless(records: readonly JobRecord[], at: Date): unknown {
  return JSON.parse(JSON.stringify(records).replaceAll(at.toISOString(), 'THE MOMENT'));
}

function tallied(records: readonly JobRecord[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const { results } of records) {
    for (const { action, code, warnings = [] } of results)
      for (const told of [code, ...warnings])
        counted.set(`${action} ${told}`, (counted.get(`${action} ${told}`) ?? 0) + 1);
  }
  return counted;
}

function tallyOf(tally: unknown): Map<string, number> {
  const byAction = Object.entries(tally as Record<string, Record<string, number>>);
  return new Map(
    byAction.flatMap(([action, codes]) =>
      Object.entries(codes).map(([code, users]): [string, number] => [`${action} ${code}`, users]),
    ),
  );
}

test('a preview says what the job then does, counts it right, and changes nobody', async () => {
  await fc.assert(
    fc.asyncProperty(randomPreview, async ({ operator, people, actions, chunkSize }) => {
      await clearWorld(database);
      const setId = await putSet(database, await putPeople(database, [operator, ...people]));
      const granted = await grantable(setId, actions);
      if (granted.length === 0) return;
      const before = await everybody();

      const previewId = await preview(setId, granted, chunkSize);

      expect(await everybody()).toEqual(before);
      const previewed = await rowOf(previewId);
      const foreseen = await pageOfPreview(database, previewId, { limit: 1_000 });
      const { total, updated, unchanged, warnings, errors } = countRecords(foreseen);
      expect(previewed).toMatchObject({ total, updated, unchanged, warnings, errors });
      expect(tallyOf(previewed.tally)).toEqual(tallied(foreseen));

      const expected = await recipientsOf(foreseen, previewed.asOf);

      const job = await countersOf(database, await run(setId, granted, previewed.confirmation));
      const records = await recordsOf(database, job);
      expect(job.state).toBe('COMPLETED');
      expect(timeless(records, job.frozenAt ?? new Date())).toEqual(timeless(foreseen, previewed.asOf));
      expect(job).toMatchObject({ total, updated, unchanged, warnings, errors });
      const codes = await countCodes(database, job);
      expect(new Map(codes.map(({ action, code, users }) => [`${action} ${code}`, users]))).toEqual(
        tallyOf(previewed.tally),
      );
      const recipients = await loadRecipients(database, [...expected.keys()], TODAY);
      expect(expected).toEqual(recipients);
    }),
    { numRuns: 60 },
  );
}, 120_000);

import { type Authority, loadAuthority } from '../../access/authority.ts';
import { insertReferenceData } from '../../demo/insert-reference-data.ts';
import type { Queryable } from '../../platform/database.ts';
import { join, raw, sql } from '../../platform/sql.ts';
import type { ListPart } from '../actions/action.ts';
import type { PartFacts, RoleFact } from '../record/user-facts.ts';
import { columnsOf, userPartNames, userParts } from '../record/user-parts.ts';
import type { JobRecord } from '../report/job-records.ts';
import { allRecords, type SettledJob } from '../report/job-records.ts';
import type { JobStep } from '../submit/job-steps.ts';

/** Somebody a random job may be about. */
export interface Person {
  readonly accountType: 'INTERNAL' | 'EXTERNAL';
  readonly status: 'ACTIVE' | 'INACTIVE';
  readonly expiryDate: string | null;
  readonly purgeDate: string | null;
  readonly userGroup: string | null;
  readonly roles: readonly Pick<RoleFact, 'roleType' | 'library' | 'status' | 'expiresOn' | 'parameters'>[];
  readonly codes?: PersonCodes;
  readonly lists?: PersonLists;
}

/** The codes of somebody. */
export type PersonCodes = Readonly<
  Record<'campus' | 'jobCategory' | 'title' | 'catalogerLevel' | 'preferredLanguage', string | null>
>;

/** The lists of somebody but roles; in texts `{id}` stands for their row's id, `{next}` for the one after. */
export type PersonLists = { readonly [Part in ListPart]: readonly PartFacts[Part][] };

/** Takes everybody away with their sets and jobs; their ids begin at 1 again. Libraries and codes are there afterwards. */
export async function clearWorld(queryable: Queryable): Promise<void> {
  await queryable.execute(
    sql`TRUNCATE institution, library, code, users, user_set_member, job_record, outbox RESTART IDENTITY CASCADE`,
  );
  await insertReferenceData(queryable);
}

/** Puts people into a cleared world, as users 1, 2, 3 … in their order; gives these ids. */
export async function putPeople(queryable: Queryable, people: readonly Person[]): Promise<number[]> {
  const json = JSON.stringify(people.map((person, index) => ({ ...person, id: index + 1 })));
  const given = sql`jsonb_to_recordset(${json}::jsonb) AS given (id int, "accountType" account_type, status user_status,
    "expiryDate" date, "purgeDate" date, "userGroup" text, roles jsonb)`;
  await queryable.execute(sql`
    INSERT INTO users (id, primary_id, last_name, account_type, external_id, status, expiry_date, purge_date, user_group, job_description, pin)
    SELECT id, 'p' || id, 'Person ' || id, "accountType", CASE WHEN "accountType" = 'EXTERNAL' THEN 'SIS' END, status, "expiryDate", "purgeDate",
           "userGroup", 'untouched', '1234' FROM ${given}`);
  await queryable.execute(sql`
    INSERT INTO user_role (user_id, role_type_code, library_code, status, expires_on, parameters, created_by)
    SELECT given.id, role."roleType", role.library, role.status, role."expiresOn", role.parameters, 'before'
    FROM ${given}, jsonb_to_recordset(given.roles) AS role ("roleType" text, library text, status user_status, "expiresOn" date, parameters jsonb)`);
  await putCodes(queryable, people);
  await putLists(queryable, people);
  return people.map((_, index) => index + 1);
}

async function putCodes(queryable: Queryable, people: readonly Person[]): Promise<void> {
  const json = JSON.stringify(people.map(({ codes }, index) => ({ ...codes, id: index + 1 })));
  await queryable.execute(sql`
    UPDATE users SET campus = given.campus, job_category = given."jobCategory", title = given.title,
      cataloger_level = given."catalogerLevel", preferred_language = given."preferredLanguage"
    FROM jsonb_to_recordset(${json}::jsonb) AS given (id int, campus text, "jobCategory" text, title text, "catalogerLevel" text,
      "preferredLanguage" text) WHERE users.id = given.id`);
}

async function putLists(queryable: Queryable, people: readonly Person[]): Promise<void> {
  for (const part of userPartNames) {
    if (part === 'roles') continue;
    const entries = people.flatMap(({ lists }, index) =>
      (lists?.[part] ?? []).map((entry) =>
        JSON.stringify({ ...entry, userId: index + 1 })
          .replaceAll('{id}', `${index + 1}`)
          .replaceAll('{next}', `${index + 2}`),
      ),
    );
    if (entries.length === 0) continue;
    const json = `[${entries.join()}]`;
    const columns = columnsOf(part);
    const types = raw(columns.map(([name, , type]) => `"${name}" ${type}`).join());
    await queryable.execute(sql`
      INSERT INTO ${raw(userParts[part].table)} (user_id, ${join(columns.map(([, column]) => raw(column)))})
      SELECT "userId", ${join(columns.map(([name]) => raw(`"${name}"`)))} FROM jsonb_to_recordset(${json}::jsonb) AS entry ("userId" int, ${types})`);
  }
}

/** A public set of these users, owned by user 1. */
export async function putSet(queryable: Queryable, userIds: readonly number[]): Promise<number> {
  const [set] = await queryable.query<{ id: number }>(sql`
    INSERT INTO user_set (name, kind, is_private, owner_id, modified_by_id) VALUES ('Chosen', 'ITEMIZED', FALSE, 1, 1) RETURNING id`);
  await queryable.execute(sql`
    INSERT INTO user_set_member (set_id, user_id) SELECT ${set?.id}::int, unnest(${[...userIds]}::int[])`);
  return set?.id ?? 0;
}

/** The authority of a user who has one. */
export async function authorityOfUser(queryable: Queryable, userId: number, today: string): Promise<Authority> {
  const authority = await loadAuthority(queryable, userId, today);
  if (!authority) throw new Error(`User ${userId} may do nothing.`);
  return authority;
}

/** A job's row, as far as its laws go. */
export interface JobCounters extends SettledJob {
  readonly actions: readonly JobStep[];
  readonly failureCode: string | null;
  readonly conclusion: string | null;
  readonly total: number | null;
  readonly processed: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly warnings: number;
  readonly errors: number;
  readonly skipped: number;
  readonly frozenAt: Date | null;
}

/** The job as it stands. */
export async function countersOf(queryable: Queryable, jobId: number): Promise<JobCounters> {
  const [job] = await queryable.query<JobCounters>(sql`
    SELECT id, state, actions, failure_code AS "failureCode", conclusion, total, processed, updated, unchanged, warnings, errors, skipped,
           frozen_at AS "frozenAt" FROM job WHERE id = ${jobId}`);
  if (!job) throw new Error(`There is no job ${jobId}.`);
  return job;
}

/** All records of a job, in the order of the users. */
export async function recordsOf(queryable: Queryable, job: SettledJob): Promise<JobRecord[]> {
  const records: JobRecord[] = [];
  for await (const page of allRecords(queryable, job)) records.push(...page);
  return records;
}

/** The counters that these records add up to. */
export function countRecords(records: readonly JobRecord[]) {
  const count = (matches: (record: JobRecord) => boolean) => records.filter(matches).length;
  const processed = (record: JobRecord) => record.outcome !== 'SKIPPED' && record.outcome !== 'ERROR';
  return {
    total: records.length,
    processed: count(({ outcome }) => outcome !== 'SKIPPED'),
    updated: count((record) => processed(record) && record.changes.length > 0),
    unchanged: count((record) => processed(record) && record.changes.length === 0),
    warnings: count(({ outcome }) => outcome === 'WARNING' || outcome === 'UNCHANGED'),
    errors: count(({ outcome }) => outcome === 'ERROR'),
    skipped: count(({ outcome }) => outcome === 'SKIPPED'),
  };
}

import { expect, test } from 'vitest';
import { loadAuthority } from '../access/authority.ts';
import { sql } from '../platform/sql.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';
import { isVisibleJob, visibleJobs, visibleJobsWhere } from './visible-jobs.ts';

const { database } = await createTestDatabase();
const TODAY = '2026-11-22';
const people = await insertPeople(database, [
  { primaryId: 'system.admin', roles: ['26'] },
  { primaryId: 'user.admin', roles: ['50'] },
  { primaryId: 'manager', roles: ['21'] },
  { primaryId: 'colleague', roles: ['21'] },
  { primaryId: 'law.manager', roles: ['21@LAW'] },
  { primaryId: 'former.manager', roles: [{ role: '21', expiresOn: '2026-11-21' }] },
  { primaryId: 'patron', roles: ['200'] },
]);
type Name = keyof typeof people;

async function put(submitter: Name, owner: Name, isPrivate: boolean): Promise<number> {
  const [set] = await database.query<{ id: number }>(sql`
    INSERT INTO user_set (name, kind, is_private, owner_id, modified_by_id)
    VALUES ('Set', 'ITEMIZED', ${isPrivate}, ${people[owner]}, ${people[owner]}) RETURNING id`);
  const [job] = await database.query<{ id: number }>(sql`
    INSERT INTO job (name, state, actions, set_id, set_name, set_is_private, submitted_by_id, input_hash)
    VALUES ('Job', 'QUEUED', '[]', ${set?.id}::int, 'Set', ${isPrivate}, ${people[submitter]}, '') RETURNING id`);
  return job?.id ?? 0;
}

const deleteSet = async (jobId: number) =>
  database.execute(sql`DELETE FROM user_set WHERE id = (SELECT set_id FROM job WHERE id = ${jobId})`);

const jobs = {
  onPrivate: await put('manager', 'manager', true),
  onPublic: await put('manager', 'manager', false),
  onShared: await put('manager', 'manager', true),
  onDeletedPrivate: await put('manager', 'manager', true),
  onDeletedPublic: await put('manager', 'manager', false),
  ofAdminOnPrivateOfManager: await put('user.admin', 'manager', true),
  ofLawManager: await put('law.manager', 'law.manager', true),
  ofFormerManager: await put('former.manager', 'former.manager', true),
};
await database.execute(sql`
  INSERT INTO user_set_share (set_id, user_id)
  SELECT set_id, unnest(${[people.colleague, people['law.manager'], people['former.manager'], people.patron]}::int[])
  FROM job WHERE id = ${jobs.onShared}`);
await deleteSet(jobs.onDeletedPrivate);
await deleteSet(jobs.onDeletedPublic);
const all = Object.keys(jobs) as (keyof typeof jobs)[];

test.each<[Name, (keyof typeof jobs)[]]>([
  ['system.admin', all],
  ['user.admin', all],
  [
    'manager',
    ['onPrivate', 'onPublic', 'onShared', 'onDeletedPrivate', 'onDeletedPublic', 'ofAdminOnPrivateOfManager'],
  ],
  ['colleague', ['onPublic', 'onShared', 'onDeletedPublic']],
  ['law.manager', ['ofLawManager']],
  ['former.manager', []],
  ['patron', []],
])('%s sees %j, in SQL, through Prisma, and one by one', async (name, expected) => {
  const authority = await loadAuthority(database, people[name], TODAY);
  if (!authority) throw new Error('Nobody.');
  const ids = expected.map((job) => jobs[job]);
  const bySql = await database.query<{ id: number }>(
    sql`SELECT j.id FROM job j WHERE j.id > 0 AND ${visibleJobs(authority)} ORDER BY j.id`,
  );
  const where = { AND: [{ id: { gt: 0 } }, visibleJobsWhere(authority)] };
  const byPrisma = await database.prisma.job.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } });
  const oneByOne = [];
  for (const id of Object.values(jobs)) if (await isVisibleJob(database, authority, id)) oneByOne.push(id);
  expect(bySql.map(({ id }) => id)).toEqual(ids);
  expect(byPrisma.map(({ id }) => id)).toEqual(ids);
  expect(oneByOne).toEqual(ids);
});

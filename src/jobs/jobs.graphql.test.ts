import { encodeGlobalID } from '@pothos/plugin-relay';
import { describe, expect, test } from 'vitest';
import type { Client } from '../client/open-client.ts';
import { sql } from '../platform/sql.ts';
import { cancelJobAs, follow, jobAs, setOf, submittedBy } from './testing/job-client.ts';
import { startLibraryStory } from './testing/library-story.ts';

const { database, ids, readers, systemAdmin, userAdmin, manager, colleague, lawManager, cataloger } =
  await startLibraryStory(5);

const note = { addNote: { text: 'Hello' } };
const jobId = await submittedBy(manager, { setId: await setOf(manager, readers), actions: [note], name: 'Secret' });

const setOfLists = await setOf(colleague, [ids.r1 ?? '']);
const inList = (name: string, more: object = {}) =>
  submittedBy(colleague, { setId: setOfLists, actions: [note], name, ...more });
const scheduled = await inList('List 1: 50%', { runAt: '2099-01-01T00:00:00Z' });
const queued = await inList('List 2: 500');
const ended = await inList('List 3');
await cancelJobAs(colleague, ended);

describe('a job on a private set', () => {
  const listed = async (client: Client) => {
    const { jobs } = await client.data<{ jobs: { nodes: { id: string }[]; totalCount: number } }, object>(
      '{ jobs(name: "secret") { totalCount nodes { id } } }',
    );
    expect(jobs.totalCount).toBe(jobs.nodes.length);
    return jobs.nodes.map(({ id }) => id);
  };
  const node = async (client: Client) =>
    (await client.data<{ node: object | null }, object>('query ($id: ID!) { node(id: $id) { id } }', { id: jobId }))
      .node;

  test.each<[string, Client]>([
    ['its owner', manager],
    ['a user administrator', userAdmin],
    ['a system administrator', systemAdmin],
  ])('is there for %s', async (_who, client) => {
    expect(await jobAs(client, jobId)).toMatchObject({ id: jobId, name: 'Secret' });
    expect(await listed(client)).toEqual([jobId]);
    expect(await node(client)).toEqual({ id: jobId });
    const progress = follow(client, jobId);
    expect((await progress.next()).value?.data?.jobProgress.state).toBe('QUEUED');
    await progress.return?.();
  });

  test.each<[string, Client]>([
    ['another manager', colleague],
    ['the manager of a library', lawManager],
  ])('does not exist for %s', async (_who, client) => {
    expect(await jobAs(client, jobId)).toBeNull();
    expect(await listed(client)).toEqual([]);
    expect(await node(client)).toBeNull();
    expect(await cancelJobAs(client, jobId)).toMatchObject({ __typename: 'NotFound' });
    const { value } = await follow(client, jobId).next();
    expect(value).toMatchObject({ errors: [{ message: 'Job not found.', extensions: { code: 'NOT_FOUND' } }] });
  });

  test('does not exist for who manages nobody, their own jobs included', async () => {
    await inList('Handed on');
    const [own] = await database.query<{ id: number }>(sql`
      UPDATE job SET submitted_by_id = u.id FROM users u WHERE u.primary_id = 'cataloger' AND job.name = 'Handed on' RETURNING job.id`);
    const { data } = await cataloger.query<{ node: null }, object>('query ($id: ID!) { node(id: $id) { id } }', {
      id: encodeGlobalID('Job', own?.id ?? 0),
    });
    expect(data).toEqual({ node: null });
    const { errors } = await cataloger.query('{ jobs { nodes { id } } }');
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('the lists of jobs', () => {
  async function list(variables: object): Promise<string[]> {
    const document = `query ($tab: JobTab, $name: String, $setId: ID, $first: Int, $after: String) {
      jobs(tab: $tab, name: $name, setId: $setId, first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
    type Jobs = { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    const { jobs } = await colleague.data<{ jobs: Jobs }, object>(document, variables);
    const page = jobs.nodes.map(({ id }) => id);
    return jobs.pageInfo.hasNextPage
      ? [...page, ...(await list({ ...variables, after: jobs.pageInfo.endCursor }))]
      : page;
  }

  test.each<[string, object, string[]]>([
    ['all, the newest first', { name: 'list' }, [ended, queued, scheduled]],
    ['page by page', { name: 'list', first: 1 }, [ended, queued, scheduled]],
    ['scheduled', { tab: 'SCHEDULED' }, [scheduled]],
    ['running, those in the queue included', { name: 'list', tab: 'RUNNING' }, [queued]],
    ['history', { tab: 'HISTORY' }, [ended]],
    ['by name, in which % is no wildcard', { name: 'list 1: 50%' }, [scheduled]],
    ['by a name that is not there', { name: '%' }, [scheduled]],
    ['by name and tab', { name: 'List', tab: 'HISTORY' }, [ended]],
  ])('show %s', async (_which, variables, expected) => {
    expect(await list({ setId: setOfLists, ...variables })).toEqual(expected);
  });
});

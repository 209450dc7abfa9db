import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { breakingChanges, publishedSchema, untold } from './schema-changes.ts';

const before = 'type Query { users(first: Int): [User!]! } type User { name: String! email: String }';

it('finds what breaks clients, and nothing else', async () => {
  const after = 'type Query { users(first: Int!): [User!]! } type User { name: String! phone: String }';
  const changes = await breakingChanges(before, after);
  expect(changes.map((change) => change.path).sort()).toEqual(['Query.users.first', 'User.email']);
  expect(await breakingChanges(before, `${before} type Job { id: ID! }`)).toEqual([]);
});

it('lets pass what the changelog tells of', async () => {
  const changes = await breakingChanges(
    before,
    'type Query { users(first: Int): [User!]! } type User { name: String! }',
  );
  expect(untold(changes, 'Nothing new.')).toEqual(changes);
  expect(untold(changes, 'Breaking: `User.email` is gone; use `User.emails`.')).toEqual([]);
});

it('compares with where the branch left the main line, else with the last version, else with nothing', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'rollcall-schema-'));
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
  const git = (...args: string[]) => execFileSync('git', [...who, ...args], { cwd: directory, stdio: 'pipe' });
  const commit = async (text: string) => {
    await writeFile(path.join(directory, 'schema.graphql'), text);
    git('add', '.');
    git('commit', '-m', 'x');
  };
  expect(await publishedSchema(directory)).toBeNull();
  git('init', '-b', 'main');
  await commit('one');
  expect(await publishedSchema(directory)).toBeNull();
  git('tag', 'v1');
  await commit('two');
  expect(await publishedSchema(directory)).toMatchObject({ commit: 'v1', text: 'one' });
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  await commit('three');
  expect(await publishedSchema(directory)).toMatchObject({ text: 'two' });
  await rm(directory, { recursive: true });
});

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

/** A change after which a client that worked may not work any more. */
export interface BreakingChange {
  /** The schema coordinate: `User.name`, `Query.users.first`. */
  readonly path: string;
  readonly message: string;
}

const run = promisify(execFile);

/** The breaking changes from one schema (as text) to another. */
export async function breakingChanges(before: string, after: string): Promise<BreakingChange[]> {
  const changes = await diff(buildSchema(before), buildSchema(after));
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ path = '', message }) => ({ path, message }));
}

/** Those that the changelog does not tell of: it must name the coordinate of each. */
export function untold(changes: readonly BreakingChange[], changelog: string): BreakingChange[] {
  return changes.filter(({ path }) => !changelog.includes(`\`${path}\``));
}

/**
 * The schema that others build on: where this branch left the main line of its origin, or else the last tagged version.
 * null when neither is known, or there was no schema then.
 */
export async function publishedSchema(
  directory: string,
): Promise<{ readonly commit: string; readonly text: string } | null> {
  const git = async (...args: string[]) => (await run('git', args, { cwd: directory })).stdout.trim();
  const absent = () => '';
  const commit =
    (await git('merge-base', 'HEAD', 'origin/HEAD').catch(absent)) ||
    (await git('describe', '--tags', '--abbrev=0').catch(absent));
  const text = commit && (await git('show', `${commit}:schema.graphql`).catch(absent));
  return text ? { commit, text } : null;
}

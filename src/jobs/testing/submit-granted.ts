import { expect } from 'vitest';
import { grantRefusal } from '../../access/grant-refusal.ts';
import { loadReference } from '../../institution/reference.ts';
import { today } from '../../platform/clock.ts';
import { RoleNotGrantable } from '../job-problems.ts';
import type { JobServices } from '../job-services.ts';
import { resolveSteps, type UserActionInput } from '../submit/job-steps.ts';
import { submitJob } from '../submit/submit-job.ts';
import { authorityOfUser } from './world.ts';

/**
 * Submits what this user may submit of a random job, and gives its id; null when that is nothing. What they may not is
 * refused, all of it and nothing else.
 */
export async function submitGranted(
  services: JobServices,
  userId: number,
  actions: readonly UserActionInput[],
  setId: number,
): Promise<number | null> {
  const authority = await authorityOfUser(services.database, userId, today('UTC'));
  const reference = await loadReference(services.database);
  const granted = actions.filter((action) => {
    const { roleType, scope } = Object.values(action)[0] as { roleType?: string; scope?: { library?: string } };
    const type = roleType === undefined ? undefined : reference.roleTypes.get(roleType);
    return !type || grantRefusal(authority, type, scope?.library ?? null) === null;
  });
  expect(resolveSteps(actions, { authority, reference }).issues).toEqual([]);
  const submission = (chosen: readonly UserActionInput[]) =>
    submitJob(services, { setId, actions: chosen }, { authority, requestId: 'law' });
  if (granted.length < actions.length) await expect(submission(actions)).rejects.toThrow(RoleNotGrantable);
  return granted.length > 0 ? submission(granted) : null;
}

import type { Authority } from '../../access/authority.ts';
import type { Config } from '../../config.ts';
import { loadReference, type Reference } from '../../institution/reference.ts';
import { type InputIssue, InvalidInput, NotFound } from '../../platform/problems.ts';
import { describeSet } from '../../sets/describe-set.ts';
import { findVisibleSet } from '../../sets/find-set.ts';
import type { StoredSet } from '../../sets/stored-set.ts';
import { actionOfField } from '../actions/actions.ts';
import { RoleNotGrantable } from '../job-problems.ts';
import type { JobServices } from '../job-services.ts';
import { type JobStep, refusedSteps, resolveSteps, type UserActionInput } from './job-steps.ts';

/** What somebody wants done, and to whom. */
export interface JobRequest {
  readonly setId: number;
  readonly actions: readonly UserActionInput[];
}

/** The same held against the institution's data and the rights of who asks. */
export interface ResolvedRequest {
  /** `sentence`: who is in it, in words. */
  readonly set: StoredSet & { readonly sentence: string };
  readonly steps: readonly JobStep[];
  readonly reference: Reference;
}

/**
 * Works out a request, for a preview and for a job alike. Throws NotFound, InvalidInput with every fault of the actions
 * and the `further` ones, or RoleNotGrantable.
 */
export async function resolveRequest(
  { database, config }: Pick<JobServices, 'database' | 'config'>,
  { setId, actions }: JobRequest,
  authority: Authority,
  further: readonly InputIssue[] = [],
): Promise<ResolvedRequest> {
  const reference = await loadReference(database);
  const set = await findVisibleSet(database, authority, setId);
  if (!set) throw new NotFound('Set');
  if (set.status === 'INACTIVE') throw InvalidInput.at(['setId'], 'The set is inactive. Make it active first.');
  const { steps, issues } = resolveSteps(actions, { authority, reference });
  issues.push(...notSetUp(actions, config), ...further);
  if (issues.length > 0) throw new InvalidInput(issues);
  const refused = refusedSteps(steps, { authority, reference });
  if (refused.length > 0) throw new RoleNotGrantable(refused, actions);
  return { set: { ...set, sentence: describeSet(set, reference) }, steps, reference };
}

/** The actions that need what the institution has not set up. */
export function notSetUp(actions: readonly UserActionInput[], { scimUrl }: Config): InputIssue[] {
  return actions.flatMap((input, index) =>
    Object.keys(input)
      .filter((field) => input[field] != null && actionOfField(field)?.needs === 'IDENTITY_PROVIDER' && !scimUrl)
      .map((field) => ({ path: ['actions', index, field], message: 'No identity provider is set up (SCIM_URL).' })),
  );
}

import type { InputIssue } from '../../platform/problems.ts';
import type { Action, Decision } from '../actions/action.ts';
import type { UserFacts } from '../record/user-facts.ts';
import { contextOf, userWith } from './facts.ts';

/** What an action makes of an input, for a User Manager; throws where it is refused. */
export function resolving(action: Action, input: object): { readonly step: unknown; readonly sentence: string } {
  const resolved = action.resolve(input, contextOf());
  if ('issues' in resolved) throw new Error(JSON.stringify(resolved.issues));
  return resolved;
}

/** The faults an action finds in an input; none where it holds. */
export function issuesOf(action: Action, input: object): readonly InputIssue[] {
  const resolved = action.resolve(input, contextOf());
  return 'issues' in resolved ? resolved.issues : [];
}

/** What an action decides over a user with these facts, for somebody with these roles; a User Manager when none are given. */
export function deciding(
  action: Action,
  input: object,
  facts: Partial<UserFacts>,
  ...roles: readonly string[]
): Decision {
  return action.decide(userWith(facts), resolving(action, input).step, contextOf(...roles));
}

/** What is different afterwards, as pairs of what was and what is. */
export function pairs({ changes }: Decision): [before: unknown, after: unknown][] {
  return changes.map(({ before, after }) => [before, after]);
}

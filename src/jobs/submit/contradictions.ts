import type { InputIssue } from '../../platform/problems.ts';
import { actionNamed } from '../actions/actions.ts';
import { standTogether } from '../actions/claim.ts';
import type { JobStep } from './job-step.ts';

/** A step with the place of its input: `['actions', 2, 'setStatus']`. */
export interface PlacedStep extends JobStep {
  readonly path: InputIssue['path'];
}

/** Steps of one job that are the same, or contradict each other: an issue at the path of each of the two. */
export function contradictions(steps: readonly PlacedStep[]): InputIssue[] {
  return steps.flatMap((later, index) =>
    steps.slice(0, index).flatMap((earlier) => {
      const fault = faultOf(earlier, later);
      return fault ? [issueAt(earlier, later, fault), issueAt(later, earlier, fault)] : [];
    }),
  );
}

function faultOf(earlier: PlacedStep, later: PlacedStep): string | null {
  if (identity(earlier) === identity(later)) return 'The same is asked for a second time';
  const laterClaims = claimsOf(later);
  const apart = claimsOf(earlier).every((claim) => laterClaims.every((other) => standTogether(claim, other)));
  return apart ? null : 'This contradicts another action';
}

function identity({ action, step }: PlacedStep): string {
  return JSON.stringify([action, step]);
}

function claimsOf({ action, step }: PlacedStep) {
  return actionNamed(action).claims(step);
}

function issueAt({ path }: PlacedStep, other: PlacedStep, fault: string): InputIssue {
  return { path, message: `${fault}: see ${other.path.join('.')}, "${other.sentence}".` };
}

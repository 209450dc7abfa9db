import type { InputIssue } from '../../platform/problems.ts';
import type { RefusalCode, ResolveContext } from '../actions/action.ts';
import { actionNamed, actionOfField } from '../actions/actions.ts';
import type { Task } from '../decide/decide-user.ts';
import { contradictions, type PlacedStep } from './contradictions.ts';
import type { JobStep } from './job-step.ts';

export type { JobStep } from './job-step.ts';

/** UserActionInput: exactly one field, named for the action. */
export type UserActionInput = Readonly<Record<string, unknown>>;

/** At most so many actions in one job: Alma's own job has 24 kinds of them, each once. */
export const MOST_ACTIONS = 50;

/** Works out every action of a submission; all faults of all of them together, each with its path, contradictions among them. */
export function resolveSteps(
  inputs: readonly UserActionInput[],
  context: ResolveContext,
): { steps: JobStep[]; issues: InputIssue[] } {
  const placed: PlacedStep[] = [];
  const issues: InputIssue[] = countIssues(inputs.length);
  inputs.forEach((input, index) => {
    for (const [field, value] of Object.entries(input).filter(([, given]) => given != null)) {
      const action = actionOfField(field);
      const path = ['actions', index, field];
      const resolved = action?.resolve(value, context) ?? {
        issues: [{ path: [], message: `There is no action "${field}".` }],
      };
      if ('issues' in resolved)
        issues.push(...resolved.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })));
      else if (action) placed.push({ action: action.name, step: resolved.step, sentence: resolved.sentence, path });
    }
  });
  // Each is held against each other: of many more than may be, that would be for nothing and take long.
  if (inputs.length <= MOST_ACTIONS) issues.push(...contradictions(placed));
  return { steps: placed.map(({ path: _, ...step }) => step), issues };
}

function countIssues(count: number): InputIssue[] {
  if (count === 0) return [{ path: ['actions'], message: 'Give at least one action.' }];
  return count > MOST_ACTIONS ? [{ path: ['actions'], message: `At most ${MOST_ACTIONS} actions in one job.` }] : [];
}

/** A step that who asks has no right to, by its index in the job. */
export interface RefusedStep {
  readonly index: number;
  readonly code: RefusalCode;
  readonly sentence: string;
}

/** The steps that these rights do not allow. */
export function refusedSteps(steps: readonly JobStep[], context: ResolveContext): RefusedStep[] {
  return steps.flatMap(({ action, step, sentence }, index) => {
    const code = actionNamed(action).refuses(step, context);
    return code ? [{ index, code, sentence }] : [];
  });
}

/** The actions of a job, ready to decide. */
export function tasksOf(steps: readonly JobStep[]): Task[] {
  return steps.map(({ action, step }) => ({ action: actionNamed(action), step }));
}

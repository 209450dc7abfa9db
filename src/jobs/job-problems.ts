import { type InputIssue, Problem } from '../platform/problems.ts';
import type { RefusedStep, UserActionInput } from './job-steps.ts';

/** The idempotency key was used before, with another input. */
export class IdempotencyConflict extends Problem {
  readonly code = 'IDEMPOTENCY_CONFLICT';

  constructor() {
    super('This idempotency key was used before for a job with another input.');
  }
}

/** An action grants or removes a role that who asks may not hand out. The issues name the actions. */
export class RoleNotGrantable extends Problem {
  readonly code = 'ROLE_NOT_GRANTABLE';
  readonly issues: readonly InputIssue[];

  constructor(refused: readonly RefusedStep[], actions: readonly UserActionInput[]) {
    super('Nobody grants or removes a role above their own, or outside the libraries they manage.');
    this.issues = refused.map(({ index, code, sentence }) => ({
      path: ['actions', index, ...Object.keys(actions[index] ?? {}), 'roleType'],
      message: `${code === 'ROLE_ABOVE_YOUR_OWN' ? 'Above your own role' : 'Outside the libraries you manage'}: ${sentence}.`,
    }));
  }
}

/** The job has come to its end: there is nothing left to cancel. */
export class JobAlreadyEnded extends Problem {
  readonly code = 'JOB_ALREADY_ENDED';

  constructor() {
    super('The job has already ended.');
  }
}

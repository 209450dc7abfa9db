import { type InputIssue, Problem } from '../platform/problems.ts';
import type { RefusedStep, UserActionInput } from './submit/job-steps.ts';

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

  /** `actions` as they were given; null: they are those of another job. */
  constructor(refused: readonly RefusedStep[], actions: readonly UserActionInput[] | null) {
    super('Nobody grants or removes a role above their own, or outside the libraries they manage.');
    this.issues = refused.map(({ index, code, sentence }) => ({
      path: actions ? ['actions', index, ...Object.keys(actions[index] ?? {}), 'roleType'] : ['jobId'],
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

/** The job is still under way: what came of it is not settled. */
export class JobNotEnded extends Problem {
  readonly code = 'JOB_NOT_ENDED';

  constructor() {
    super('The job has not ended. Wait for its end, or cancel it.');
  }
}

/** There are no users to try again. */
export class NothingToRetry extends Problem {
  readonly code = 'NOTHING_TO_RETRY';

  /** `skipped` users of the job were left out, since they were not asked for. */
  constructor(skipped: number) {
    const hint = skipped > 0 ? ` ${skipped} were skipped: say includeSkipped for these.` : '';
    super(`No user of the job ended in ERROR.${hint}`);
  }
}

/** The job has changed nobody. */
export class NothingToRevert extends Problem {
  readonly code = 'NOTHING_TO_REVERT';

  constructor() {
    super('The job has changed nothing that could be restored.');
  }
}

import { Problem } from '../../platform/problems.ts';
import type { ActionResult } from '../decide/decide-user.ts';
import { type OutcomeCode, outcomeCodes, outcomeOf } from '../decide/outcome-codes.ts';

/** Somebody else has this primary id, written the same or in other case. */
export class PrimaryIdTaken extends Problem {
  readonly code = 'PRIMARY_ID_TAKEN';

  constructor() {
    super('Somebody has this primary id already; upper and lower case are the same.');
  }
}

/** Somebody else has an identifier that the user was to be given. */
export class IdentifierTaken extends Problem {
  readonly code = 'IDENTIFIER_TAKEN';

  constructor() {
    super('Somebody else has this identifier.');
  }
}

/** The record is not what it was when it was looked at. */
export class StaleRecord extends Problem {
  readonly code = 'STALE_RECORD';

  constructor() {
    super('The record has changed since you looked at it. Look again, and decide again.');
  }
}

/** What was decided over the user is an error: nothing of it was done. */
export class UserNotChanged extends Problem {
  readonly code = 'USER_NOT_CHANGED';
  readonly outcomeCode: OutcomeCode;
  readonly results: readonly ActionResult[];

  constructor(outcomeCode: OutcomeCode, results: readonly ActionResult[] = [], message?: string) {
    super(message ?? outcomeCodes[outcomeCode].sentence);
    this.outcomeCode = outcomeCode;
    this.results = results;
  }

  /** The problem that results with an error among them are. */
  static because(results: readonly ActionResult[]): Problem {
    const codes = results.map(({ code }) => code).filter((code) => outcomeOf(code) === 'ERROR');
    const code = codes.find((one) => one !== 'NOT_APPLIED') ?? 'INTERNAL_ERROR';
    return code === 'IDENTIFIER_TAKEN' ? new IdentifierTaken() : new UserNotChanged(code, results);
  }
}

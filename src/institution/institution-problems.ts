import { Problem } from '../platform/problems.ts';

/** Another one has this code already. */
export class CodeTaken extends Problem {
  readonly code = 'CODE_TAKEN';

  /** `what` is a noun of the domain, with a capital letter: "Library". */
  constructor(what: string, code: string) {
    super(`${what} "${code}" is there already.`);
  }
}

/** Records hold the code, so that it cannot go. */
export class CodeInUse extends Problem {
  readonly code = 'CODE_IN_USE';
  /** How many records hold it. */
  readonly count: number;

  /** `holders` in words: "12 users". */
  constructor(count: number, holders: string, advice = '') {
    super(`It cannot be deleted: ${holders} hold it.${advice && ` ${advice}`}`);
    this.count = count;
  }
}

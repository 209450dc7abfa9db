import { Problem } from '../platform/problems.ts';
import type { UserSetKind } from './stored-set.ts';

/** Members can be put into an itemized set only, and only a logical one has a search. */
export class WrongSetKind extends Problem {
  readonly code = 'WRONG_SET_KIND';
  /** What the set is. */
  readonly kind: UserSetKind;

  constructor(kind: UserSetKind) {
    super(
      kind === 'LOGICAL'
        ? 'The set is a saved search: its members are whom the search finds.'
        : 'The set is itemized: its members were chosen one by one, and it has no search.',
    );
    this.kind = kind;
  }
}

/** A job that has not ended is about the set. */
export class SetInUse extends Problem {
  readonly code = 'SET_IN_USE';
  readonly setId: number;

  /** `jobs`: how many, whoever may see them. */
  constructor(setId: number, jobs: number) {
    const use = jobs === 1 ? '1 job that has not ended uses' : `${jobs} jobs that have not ended use`;
    super(
      `${use} the set; the next run of a schedule, paused or not, is one, and you may not see all of them. Wait for the end, or cancel; of a schedule, delete that.`,
    );
    this.setId = setId;
  }
}

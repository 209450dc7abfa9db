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

  constructor(setId: number) {
    super('A job that has not ended uses the set. Wait for its end, or cancel it; of a schedule, delete that.');
    this.setId = setId;
  }
}

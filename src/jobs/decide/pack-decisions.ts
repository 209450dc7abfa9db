import type { UserDecision } from './decide-user.ts';
import { Dictionary } from './dictionary.ts';

/** Decisions over many users: a number or two each, in the order of the users, and each different result and image once. */
export interface PackedDecisions {
  readonly userIds: readonly number[];
  readonly outcomes: readonly UserDecision['outcome'][];
  /** The outcomes that there are. */
  readonly present: readonly UserDecision['outcome'][];
  /** Positions in `results`, counted from 0. */
  readonly resultPositions: readonly number[];
  /** Positions in `changes`; null: nothing is changed. */
  readonly changePositions: readonly (number | null)[];
  readonly results: Dictionary;
  readonly changes: Dictionary;
}

/** Packs decisions for being stored: most users of a chunk share result and image. */
export function packDecisions(decisions: readonly UserDecision[]): PackedDecisions {
  const results = new Dictionary();
  const changes = new Dictionary();
  const outcomes = decisions.map(({ outcome }) => outcome);
  return {
    userIds: decisions.map(({ userId }) => userId),
    outcomes,
    present: [...new Set(outcomes)],
    resultPositions: decisions.map((decision) => results.indexOf(decision.results)),
    changePositions: decisions.map(({ changes: own }) => (own.length > 0 ? changes.indexOf(own) : null)),
    results,
    changes,
  };
}

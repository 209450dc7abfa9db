import type { UserDecision } from './decide-user.ts';

/** What a chunk adds to its job's counters: processed = updated + unchanged + errors. */
export interface OutcomeCounts {
  readonly processed: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Users with at least one warning, "nothing to change" included: these are updated or unchanged ones as well. */
  readonly warnings: number;
  readonly errors: number;
}

/** Index of the action → outcome code → users. */
export type Tally = Record<string, Record<string, number>>;

/** Counts users by outcome. */
export function countOutcomes(decisions: readonly UserDecision[]): OutcomeCounts {
  const count = (matches: (decision: UserDecision) => boolean) => decisions.filter(matches).length;
  const changed = ({ changes }: UserDecision) => changes.length > 0;
  return {
    processed: decisions.length,
    updated: count((decision) => decision.outcome !== 'ERROR' && changed(decision)),
    unchanged: count((decision) => decision.outcome !== 'ERROR' && !changed(decision)),
    warnings: count(({ outcome }) => outcome === 'WARNING' || outcome === 'UNCHANGED'),
    errors: count(({ outcome }) => outcome === 'ERROR'),
  };
}

/** Counts users by action and code; a warning beside an action's code counts under its own code. */
export function tallyCodes(decisions: readonly UserDecision[]): Tally {
  const tally: Tally = {};
  for (const { results } of decisions) {
    for (const { action, code, warnings = [] } of results) {
      const codes = tally[action] ?? {};
      tally[action] = codes;
      for (const told of [code, ...warnings]) codes[told] = (codes[told] ?? 0) + 1;
    }
  }
  return tally;
}

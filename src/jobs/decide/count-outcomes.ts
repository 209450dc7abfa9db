import type { UserDecision } from './decide-user.ts';
import { letterSkipCodes } from './outcome-codes.ts';

/** What a chunk adds to its job's counters: processed = updated + unchanged + errors. */
export interface OutcomeCounts {
  readonly processed: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Users with at least one warning, "nothing to change" included: these are updated or unchanged ones as well. */
  readonly warnings: number;
  readonly errors: number;
  /** Letters put into the outbox, those with a temporary password included. */
  readonly lettersQueued: number;
  /** Letters that the decision withheld: no address, not wanted, account not in force. */
  readonly lettersSkipped: number;
  /** Users to be sent to the identity provider. */
  readonly exportsQueued: number;
}

/** Index of the action → outcome code → users. */
export type Tally = Record<string, Record<string, number>>;

/** Counts users by outcome. */
export function countOutcomes(decisions: readonly UserDecision[]): OutcomeCounts {
  const count = (matches: (decision: UserDecision) => boolean) => decisions.filter(matches).length;
  const changed = ({ changes, effects }: UserDecision) => changes.length > 0 || effects.length > 0;
  const effects = decisions.flatMap((decision) => decision.effects);
  const exportsQueued = effects.filter(({ kind }) => kind === 'IDENTITY_EXPORT').length;
  return {
    processed: decisions.length,
    updated: count((decision) => decision.outcome !== 'ERROR' && changed(decision)),
    unchanged: count((decision) => decision.outcome !== 'ERROR' && !changed(decision)),
    warnings: count(({ outcome }) => outcome === 'WARNING' || outcome === 'UNCHANGED'),
    errors: count(({ outcome }) => outcome === 'ERROR'),
    lettersQueued: effects.length - exportsQueued,
    lettersSkipped: lettersWithheld(decisions.filter(({ outcome }) => outcome !== 'ERROR')),
    exportsQueued,
  };
}

function lettersWithheld(decisions: readonly UserDecision[]): number {
  let withheld = 0;
  for (const [results, users] of usersByResults(decisions)) {
    const told = results.flatMap(({ code, warnings = [] }) => [code, ...warnings]);
    withheld += users * told.filter((code) => letterSkipCodes.has(code)).length;
  }
  return withheld;
}

/** How many users have the very same list of results: looking at one of them will do. */
function usersByResults(decisions: readonly UserDecision[]): Map<UserDecision['results'], number> {
  const users = new Map<UserDecision['results'], number>();
  for (const { results } of decisions) users.set(results, (users.get(results) ?? 0) + 1);
  return users;
}

/** Counts users by action and code; a warning beside an action's code counts under its own code. */
export function tallyCodes(decisions: readonly UserDecision[]): Tally {
  const tally: Tally = {};
  for (const [results, users] of usersByResults(decisions)) {
    for (const { action, code, warnings = [] } of results) {
      const codes = tally[action] ?? {};
      tally[action] = codes;
      for (const told of [code, ...warnings]) codes[told] = (codes[told] ?? 0) + users;
    }
  }
  return tally;
}

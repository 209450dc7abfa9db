import type { Action, Decision, DecisionContext } from '../actions/action.ts';
import type { Effect } from '../actions/effect.ts';
import type { SystemAdministrators } from '../record/system-administrators.ts';
import { type Change, netChanges, withChange } from '../record/user-change.ts';
import type { UserFacts } from '../record/user-facts.ts';
import { type OutcomeCode, outcomeOf } from './outcome-codes.ts';

/** What one action of the job said about the user; `action` is its index in the job. */
export interface ActionResult {
  readonly action: number;
  readonly code: OutcomeCode;
  readonly warnings?: readonly OutcomeCode[];
  /** Beside the code's sentence: the constraint that refused the value, for example. */
  readonly detail?: string;
}

/** One user's fate: what the report says and what is written. */
export interface UserDecision {
  readonly userId: number;
  readonly outcome: 'UPDATED' | 'UNCHANGED' | 'WARNING' | 'ERROR';
  /** One for each action of the job, in order. */
  readonly results: readonly ActionResult[];
  /** The net changes: none for UNCHANGED and ERROR. */
  readonly changes: readonly Change[];
  /** What is to happen beyond the record: nothing for ERROR. */
  readonly effects: readonly Effect[];
}

/** An action of the job with what it is to do. */
export interface Task {
  readonly action: Action;
  readonly step: unknown;
}

/** Decides all actions of a job over one user, each seeing what the ones before it did. They succeed or fail together. */
export function decideUser(
  user: UserFacts,
  tasks: readonly Task[],
  context: DecisionContext,
  systemAdministrators: SystemAdministrators | null,
): UserDecision {
  const decisions: Decision[] = [];
  let after = user;
  for (const [index, { action, step }] of tasks.entries()) {
    const refusal = action.refuses(step, context);
    if (refusal) return failed(user.id, tasks.length, index, refusal);
    const decision = action.decide(after, step, context);
    if (outcomeOf(decision.code) === 'ERROR') return failed(user.id, tasks.length, index, decision.code);
    decisions.push(decision);
    for (const change of decision.changes) after = withChange(after, change);
    if (systemAdministrators?.wouldEnd(user, after, context.today)) {
      return failed(user.id, tasks.length, index, 'LAST_SYSTEM_ADMINISTRATOR');
    }
  }
  systemAdministrators?.look(after, context.today);
  return decided(user.id, decisions);
}

function decided(userId: number, decisions: readonly Decision[]): UserDecision {
  const [only] = decisions;
  // Of a single action nothing needs to be put together, and what is the same for all users stays the same object.
  if (only && decisions.length === 1) return told(userId, decisions, only.changes, only.effects ?? NO_EFFECTS);
  const changes = netChanges(decisions.flatMap((decision) => decision.changes));
  const effects = decisions.flatMap((decision) => decision.effects ?? NO_EFFECTS);
  const cancelledOut = changes.length === 0 && effects.length === 0;
  return told(userId, cancelledOut ? decisions.map(takenBack) : decisions, changes, effects);
}

function told(
  userId: number,
  decisions: readonly Decision[],
  changes: readonly Change[],
  effects: readonly Effect[],
): UserDecision {
  const results = resultsOf(decisions);
  return { userId, outcome: outcomeOfUser(results, changes, effects), results, changes, effects };
}

/** Where nothing is left of all that was done, there is nothing to warn of either. */
function takenBack(decision: Decision): Decision {
  return outcomeOf(decision.code) === 'UPDATED' ? { code: 'TAKEN_BACK', changes: [] } : decision;
}

function resultOf({ code, warnings }: Decision, action: number): ActionResult {
  return warnings ? { action, code, warnings } : { action, code };
}

const NO_EFFECTS: readonly Effect[] = [];

const resultsMade = new Map<string, readonly ActionResult[]>();
// Most users of a job have one of a few: a job whose users have more is rare, and need not be remembered.
const RESULTS_KEPT = 1_000;

/** Users with the same results have the very same list, which is then counted and written once for all of them. */
function resultsOf(decisions: readonly Decision[]): readonly ActionResult[] {
  const key = decisions.map(({ code, warnings }) => (warnings ? `${code}+${warnings.join('+')}` : code)).join();
  const made = resultsMade.get(key);
  if (made) return made;
  const results = decisions.map(resultOf);
  if (resultsMade.size >= RESULTS_KEPT) resultsMade.clear();
  resultsMade.set(key, results);
  return results;
}

/** The decision for a user whom an action cannot be carried out on: that one has the code, the others were not applied. */
export function failed(
  userId: number,
  actionCount: number,
  failedAction: number,
  code: OutcomeCode,
  detail?: string,
): UserDecision {
  const results = Array.from({ length: actionCount }, (_, action): ActionResult => {
    if (action !== failedAction) return { action, code: 'NOT_APPLIED' };
    return detail === undefined ? { action, code } : { action, code, detail };
  });
  return { userId, outcome: 'ERROR', results, changes: [], effects: NO_EFFECTS };
}

/** The decision for a user who cannot be changed at all: every action has the code. */
export function failedWholly(userId: number, actionCount: number, code: OutcomeCode, detail?: string): UserDecision {
  const one = detail === undefined ? { code } : { code, detail };
  return {
    userId,
    outcome: 'ERROR',
    results: Array.from({ length: actionCount }, (_, action) => ({ action, ...one })),
    changes: [],
    effects: NO_EFFECTS,
  };
}

function outcomeOfUser(
  results: readonly ActionResult[],
  changes: readonly Change[],
  effects: readonly Effect[],
): UserDecision['outcome'] {
  if (results.some(({ code, warnings }) => warnings || outcomeOf(code) === 'WARNING')) return 'WARNING';
  if (changes.length === 0 && effects.length === 0) return 'UNCHANGED';
  // "Nothing to change" is a warning: of a user whom another action changed, too.
  return results.some(({ code }) => outcomeOf(code) === 'UNCHANGED') ? 'WARNING' : 'UPDATED';
}

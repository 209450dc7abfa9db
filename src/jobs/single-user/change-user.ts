import { auditedChange, type Operator } from '../../access/audited-change.ts';
import { changeSource, type RecordedChange, recordUserChange } from '../../access/record-user-changes.ts';
import { loadReference, type Reference } from '../../institution/reference.ts';
import type { OutboxServices } from '../../letters/outbox/queue-outbox.ts';
import { today } from '../../platform/clock.ts';
import type { Transaction } from '../../platform/database.ts';
import { parseInput } from '../../platform/parse-input.ts';
import { type InputIssue, InvalidInput, NotFound } from '../../platform/problems.ts';
import { userVersion } from '../../users/user-version.ts';
import type { DecisionContext } from '../actions/action.ts';
import type { ActionResult, UserDecision } from '../decide/decide-user.ts';
import { decideUsers } from '../decide/decide-users.ts';
import { holdUsedCodes } from '../decide/hold-used-codes.ts';
import { RoleNotGrantable } from '../job-problems.ts';
import type { JobServices } from '../job-services.ts';
import { writeEffects } from '../run/write-effects.ts';
import { writeHalving } from '../run/write-halving.ts';
import { type JobStep, refusedSteps, resolveSteps, type UserActionInput } from '../submit/job-steps.ts';
import { notSetUp } from '../submit/resolve-request.ts';
import { type RecordInput, recordInput } from './record-input.ts';
import { StaleRecord, UserNotChanged } from './single-user-problems.ts';
import { listNames } from './whole-lists.ts';
import { writeRecord } from './write-record.ts';

/** What changing a single user stands on. */
export type SingleUserServices = Pick<JobServices, 'database' | 'config' | 'log'> & OutboxServices;

/** What is to become of one user. */
export interface UserRequest {
  readonly userId: number;
  /** What the version of the record must be. Absent or null: anything. */
  readonly expectedVersion?: string | null | undefined;
  readonly actions?: readonly UserActionInput[] | null | undefined;
  /** What no action covers, as it came in. */
  readonly record?: unknown;
}

/** What became of one user. */
export interface UserOutcome {
  readonly userId: number;
  readonly outcome: Exclude<UserDecision['outcome'], 'ERROR'>;
  /** One for each action, in order. */
  readonly results: readonly ActionResult[];
  /** Everything that is different, of actions and record. */
  readonly changes: readonly RecordedChange[];
}

/**
 * Changes one user by the decisions that jobs make, and what no action covers besides, in one transaction with history
 * and audit. Throws InvalidInput, NotFound, RoleNotGrantable, StaleRecord, PrimaryIdTaken, IdentifierTaken, or
 * UserNotChanged; then nothing was done.
 */
export async function changeUser(
  services: SingleUserServices,
  operator: Operator,
  operation: string,
  request: UserRequest,
): Promise<UserOutcome> {
  const about = { operation, subject: `User:${request.userId}` };
  return auditedChange(operator, about, async (tx) => {
    const plan = await resolvePlan(services, tx, operator, request);
    const outcome = await carryOut(services, tx, operator, { ...request, ...plan });
    return { result: outcome, details: auditDetails(plan, outcome) };
  });
}

/** What was asked for, held against the institution's data and the rights of who asks. */
export interface Plan {
  readonly steps: readonly JobStep[];
  readonly record: RecordInput;
  readonly reference: Reference;
}

/** Works out what was asked for, in the transaction that is to do it; throws InvalidInput or RoleNotGrantable. */
export async function resolvePlan(
  { config }: SingleUserServices,
  tx: Transaction,
  { authority }: Operator,
  { actions, record: given }: Pick<UserRequest, 'actions' | 'record'>,
): Promise<Plan> {
  const reference = await loadReference(tx);
  const issues: InputIssue[] = [];
  const wanted = actions ?? [];
  const resolved = wanted.length > 0 ? resolveSteps(wanted, { authority, reference }) : { steps: [], issues: [] };
  issues.push(...resolved.issues, ...notSetUp(wanted, config));
  if (issues.length > 0) throw new InvalidInput(issues);
  const refused = refusedSteps(resolved.steps, { authority, reference });
  if (refused.length > 0) throw new RoleNotGrantable(refused, wanted);
  return { steps: resolved.steps, record: parseInput(recordInput, given ?? {}, ['record']), reference };
}

interface Work extends Plan {
  readonly userId: number;
  readonly expectedVersion?: string | null | undefined;
  /** What making them was, when they were made in this very transaction: whoever makes a user sees them then. */
  readonly made?: readonly RecordedChange[];
}

/** Decides and writes, in the transaction given; history included. */
export async function carryOut(
  services: SingleUserServices,
  tx: Transaction,
  { authority, requestId }: Operator,
  { userId, steps, record, reference, expectedVersion, made }: Work,
): Promise<UserOutcome> {
  const { config, log } = services;
  const context: DecisionContext = { authority, reference, today: today(config.timeZone), at: new Date() };
  const [decision] = await decideUsers(tx, [userId], steps, context, {
    lock: true,
    log,
    newlyMade: made !== undefined,
  });
  if (!decision || isNobody(decision)) throw new NotFound('User');
  // The row is locked from here on.
  if (expectedVersion != null && (await userVersion(tx, userId)) !== expectedVersion) throw new StaleRecord();
  refuseTwice(decision, record);
  const [held = decision] = await holdUsedCodes(tx, [decision], reference);
  const written = await writeDecision(tx, held, context.at);
  await writeEffects(services, tx, { id: null }, [written]);
  const edits = await writeRecord(tx, userId, record, context);
  const changes = [...(made ?? []), ...written.changes, ...edits];
  await recordUserChange(tx, changeSource(authority, requestId), userId, changes);
  return { userId, outcome: outcomeOf(written, edits), results: written.results, changes };
}

function isNobody({ outcome, results }: UserDecision): boolean {
  return outcome === 'ERROR' && results.every(({ code }) => code === 'USER_NOT_FOUND');
}

/** A list that is given as a whole would take back what an action has done to it. */
function refuseTwice({ changes }: UserDecision, record: RecordInput): void {
  const twice = listNames.filter((list) => record[list] != null && changes.some(({ field }) => field === list));
  if (twice.length === 0) return;
  const message = 'An action changes this list, too. Give one of the two.';
  throw new InvalidInput(twice.map((list) => ({ path: ['record', list], message })));
}

async function writeDecision(tx: Transaction, decision: UserDecision, at: Date): Promise<UserDecision> {
  if (decision.outcome === 'ERROR') throw UserNotChanged.because(decision.results);
  const [written = decision] = await writeHalving(tx, [decision], at);
  if (written.outcome === 'ERROR') throw UserNotChanged.because(written.results);
  return written;
}

function outcomeOf({ outcome, results }: UserDecision, edits: readonly RecordedChange[]): UserOutcome['outcome'] {
  if (outcome === 'ERROR') throw new Error('An error is no outcome of a change.');
  if (outcome !== 'UNCHANGED' || edits.length === 0) return outcome;
  // As in a job: "nothing to change" is a warning beside something that was.
  return results.length > 0 ? 'WARNING' : 'UPDATED';
}

/** What the audit keeps: which actions, and which fields are different; values are in the history. */
export function auditDetails({ steps }: Plan, { outcome, changes }: UserOutcome) {
  const fields = [...new Set(changes.map(({ field }) => field))];
  return { outcome, actions: steps.map(({ sentence }) => sentence), fields };
}

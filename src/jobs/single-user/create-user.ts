import { auditedChange, type Operator } from '../../access/audited-change.ts';
import { hashPassword } from '../../access/password.ts';
import type { RecordedChange } from '../../access/record-user-changes.ts';
import { visibleUsers } from '../../access/visible-users.ts';
import type { Transaction } from '../../platform/database.ts';
import { parseInput } from '../../platform/parse-input.ts';
import { type InputIssue, InvalidInput } from '../../platform/problems.ts';
import { sql } from '../../platform/sql.ts';
import {
  auditDetails,
  carryOut,
  resolvePlan,
  type SingleUserServices,
  type UserOutcome,
  type UserRequest,
} from './change-user.ts';
import { type NewRecordInput, newRecordInput } from './record-input.ts';
import { unlessTaken } from './write-record.ts';

/**
 * Makes a user: the record, and then what actions do to it, decided as in a job. Throws what changeUser throws, and
 * InvalidInput when who makes the user would not see them.
 */
export async function createUser(
  services: SingleUserServices,
  operator: Operator,
  { record: given, actions }: Pick<UserRequest, 'record' | 'actions'>,
): Promise<UserOutcome> {
  return auditedChange(operator, { operation: 'createUser' }, async (tx) => {
    const record = parseInput(newRecordInput, given, ['record']);
    const issues = accountIssues(record);
    if (issues.length > 0) throw new InvalidInput(issues);
    const plan = await resolvePlan(services, tx, operator, { actions, record: given });
    const user = await insertUser(tx, record);
    const outcome = await carryOut(services, tx, operator, { ...plan, ...user });
    await refuseInvisible(tx, operator, user.userId);
    const result: UserOutcome = { ...outcome, outcome: outcome.outcome === 'UNCHANGED' ? 'UPDATED' : outcome.outcome };
    return { result, subject: `User:${user.userId}`, details: auditDetails(plan, result) };
  });
}

function accountIssues({ accountType, externalId, password }: NewRecordInput): InputIssue[] {
  const issues: InputIssue[] = [];
  const fault = (field: string, message: string) => issues.push({ path: ['record', field], message });
  if (accountType === 'EXTERNAL' && externalId == null) fault('externalId', 'Give the source system of the account.');
  if (accountType === 'INTERNAL' && externalId != null) fault('externalId', 'Internal accounts have no source system.');
  if (accountType === 'EXTERNAL' && password != null) fault('password', 'The source system keeps the password.');
  return issues;
}

async function insertUser(tx: Transaction, record: NewRecordInput) {
  const { primaryId, lastName, accountType, externalId = null, password } = record;
  const passwordHash = password == null ? null : await hashPassword(password);
  const [user] = await unlessTaken(() =>
    tx.query<{ id: number }>(sql`
      INSERT INTO users (primary_id, last_name, account_type, external_id, password_hash, force_password_change)
      VALUES (${primaryId}, ${lastName}, ${accountType}::account_type, ${externalId}, ${passwordHash}, ${passwordHash !== null})
      RETURNING id`),
  );
  if (!user) throw new Error('A user was written without getting an id.');
  const images = { primaryId, lastName, accountType, externalId };
  const changes: RecordedChange[] = Object.entries(images)
    .filter(([, after]) => after !== null)
    .map(([field, after]) => ({ field, before: null, after }));
  if (passwordHash !== null) changes.push({ field: 'password', before: null, after: null });
  return { userId: user.id, made: changes };
}

async function refuseInvisible(tx: Transaction, { authority }: Operator, userId: number): Promise<void> {
  const seen = await tx.query(sql`SELECT 1 FROM users u WHERE u.id = ${userId} AND ${visibleUsers(authority)}`);
  if (seen.length > 0) return;
  throw InvalidInput.at(
    ['actions'],
    `Give the user a role at one of your libraries (${authority.managedLibraries.join(', ')}): you would not see them otherwise.`,
  );
}

import { z } from 'zod';
import { isNarrowed } from '../../access/authority.ts';
import { grantRefusal } from '../../access/grant-refusal.ts';
import type { CodeTableName } from '../../institution/code-tables.ts';
import type { Reference } from '../../institution/reference.ts';
import type { OutcomeCode } from '../decide/outcome-codes.ts';
import type { UserFacts, UserField } from '../record/user-facts.ts';
import {
  type Decision,
  type DecisionContext,
  type Fault,
  faultAt,
  type ResolveContext,
  type Resolved,
  stepOf,
} from './action.ts';
import type { Claim, HeldValue } from './claim.ts';
import { codeOf, plainDate, plainText } from './inputs.ts';

/** When a field is set: always (none given), or only where what it holds, as `held` describes it, satisfies the condition. */
function conditionOn(held: z.ZodString) {
  return z
    .object({
      ifEmpty: z.boolean().optional().describe('`true`: only where the field is empty.'),
      ifEquals: held.optional().describe('Only where the field holds this value.'),
    })
    .meta({
      typeName: 'FieldConditionInput',
      oneOf: true,
      typeDescription:
        'Sets a field only where what it holds satisfies the condition; other users end as UNCHANGED with CONDITION_NOT_MET.',
    });
}

/** Such a condition for a field of free text. */
export const textCondition = conditionOn(plainText(255));

/** The same for a field that holds a code of a code table; disabled codes may be asked for, too. */
export function codeCondition(table: CodeTableName) {
  return conditionOn(codeOf(table));
}

/** The same for a field that always holds one of these values. */
export function valueCondition(values: readonly string[]) {
  return conditionOn(plainText(255).meta({ values }));
}

/** The same for a date. */
export const dateCondition = z
  .object({
    ifEmpty: z.boolean().optional().describe('`true`: only where there is no date.'),
    ifEquals: plainDate.optional().describe('Only where the field holds this date.'),
    ifLater: z
      .boolean()
      .optional()
      .describe('`true`: only where the date held is later than the new one. An empty field is not.'),
    ifEarlier: z
      .boolean()
      .optional()
      .describe('`true`: only where the date held is earlier than the new one. An empty field is not.'),
  })
  .meta({
    typeName: 'DateConditionInput',
    oneOf: true,
    typeDescription:
      'Sets a date only where what the field holds satisfies the condition; other users end as UNCHANGED with CONDITION_NOT_MET.',
  });

/** A condition of either kind. */
export interface Condition {
  readonly ifEmpty?: boolean | undefined;
  readonly ifEquals?: string | undefined;
  readonly ifLater?: boolean | undefined;
  readonly ifEarlier?: boolean | undefined;
}

/** What to do with a field: the new value (null clears it) and the condition. */
export interface FieldStep {
  readonly value: string | null;
  readonly condition: Condition | null;
}

/** A code of a code table, or null for clearing the field, as the API takes it. */
export function clearableCode(table: CodeTableName) {
  return codeOf(table)
    .nullish()
    .describe(`A code of the code table ${table}; null clears the field. One of the two must be given.`);
}

/** Which field of the input holds the new value, and what sentences call it. */
interface FieldNames {
  readonly path: string;
  readonly noun: string;
}

/** Holds a code that {@link clearableCode} let through against the institution's code table. */
export function resolveCode(
  names: FieldNames & { readonly table: CodeTableName },
  code: string | null | undefined,
  condition: Condition | undefined,
  { reference }: ResolveContext,
): Resolved<FieldStep> {
  const unmeetable = codeConditionFault(names.table, condition, reference);
  if (unmeetable) return unmeetable;
  const description = code == null ? '' : reference.codes.get(names.table)?.get(code);
  if (description === undefined) return faultAt([names.path], `There is no ${names.noun} "${code}".`);
  return resolveClearable(names, code, condition, description);
}

/** What is asked for must be something the field can hold: of a misspelled code nobody would hear. */
export function codeConditionFault(
  table: CodeTableName,
  condition: Condition | undefined,
  { allCodes }: Reference,
): Fault | null {
  const wanted = condition?.ifEquals;
  if (wanted === undefined || allCodes.get(table)?.has(wanted)) return null;
  return faultAt(['condition', 'ifEquals'], `There is no code "${wanted}" in the code table ${table}.`);
}

/** The same of a field that always holds one of these values. */
export function valueConditionFault(values: readonly string[], condition: Condition | undefined): Fault | null {
  if (condition?.ifEmpty === true) return faultAt(['condition', 'ifEmpty'], 'The field is never empty.');
  const wanted = condition?.ifEquals;
  if (wanted === undefined || values.includes(wanted)) return null;
  return faultAt(['condition', 'ifEquals'], `The field never holds "${wanted}", only ${values.join(' or ')}.`);
}

/** The step of an action that sets a date; undefined: it was left out. */
export function resolveDate(
  noun: string,
  date: string | null | undefined,
  condition: Condition | undefined,
): Resolved<FieldStep> {
  // A variable that was forgotten is left out on its way here: that must not clear the date of everybody.
  if (date === undefined) return faultAt(['date'], 'Give a date, or null to clear the field.');
  const comparison = (['ifLater', 'ifEarlier'] as const).find((name) => condition?.[name] !== undefined);
  if (date === null && comparison)
    return faultAt(['condition', comparison], 'Without a new date there is none to compare with.');
  const step: FieldStep = { value: date, condition: condition ?? null };
  const change = date ? `Set the ${noun} to ${date}` : `Clear the ${noun}`;
  return stepOf(step, change + conditionSentence(condition));
}

/** The step that sets a field to a value, which sentences call `description`, or clears it. */
export function resolveClearable(
  { path, noun }: FieldNames,
  value: string | null | undefined,
  condition: Condition | undefined,
  description: string,
): Resolved<FieldStep> {
  // A variable that was forgotten is left out on its way here: that must not clear the field of everybody.
  if (value === undefined) return faultAt([path], `Give a ${noun}, or null to clear the field.`);
  const change = value === null ? `Clear the ${noun}` : `Set the ${noun} to ${description}`;
  return stepOf({ value, condition: condition ?? null }, change + conditionSentence(condition));
}

/** What setting a field lays claim to: where its condition can be met. */
export function fieldClaims(field: UserField, { value, condition }: FieldStep): Claim[] {
  return [condition ? { what: field, only: { where: metWhere(condition), becomes: value } } : { what: field }];
}

/** How dates compare is left open: whatever is held may be later or earlier. */
function metWhere({ ifEmpty, ifEquals }: Condition): HeldValue {
  if (ifEmpty === true) return { empty: true };
  return ifEquals === undefined ? { empty: false } : { empty: false, equals: ifEquals };
}

/** Decides a single-valued field. Fields of external accounts are set with a warning: the next load may bring the old value back. */
export function decideField(user: UserFacts, field: UserField, step: FieldStep, context: DecisionContext): Decision {
  const before = user.fields[field] ?? null;
  if (user.id === context.authority.userId && ownFields.has(field))
    return { code: 'OWN_RECORD_PROTECTED', changes: [] };
  if (step.condition && !isMet(step.condition, before, step.value)) return { code: 'CONDITION_NOT_MET', changes: [] };
  if (before === step.value) return { code: 'FIELD_ALREADY_SET', changes: [] };
  const code: OutcomeCode = step.value === null ? 'FIELD_CLEARED' : 'FIELD_SET';
  const changes = [{ field, before, after: step.value }];
  return user.accountType === 'EXTERNAL'
    ? { code, changes, warnings: ['EXTERNAL_LOAD_MAY_OVERWRITE'] }
    : { code, changes };
}

/**
 * Decides a field that says whether the account is in force, or how long its record is kept. Ending, reviving or purging
 * an account does so to its roles, so that nobody does it to somebody who holds a role above their own: the way round the
 * rule for granting.
 */
export function decideAccount(user: UserFacts, field: UserField, step: FieldStep, context: DecisionContext): Decision {
  const decision = decideField(user, field, step, context);
  if (decision.changes.length === 0 || !standsAbove(user, context)) return decision;
  return { code: 'USER_ABOVE_YOUR_OWN', changes: [] };
}

/** Whether the user holds a role above what who asks may grant. Needs the roles of {@link rankedRoleTypes}. */
export function standsAbove({ roles }: UserFacts, { authority, reference }: DecisionContext): boolean {
  return roles.some(({ roleType, library }) => {
    const type = reference.roleTypes.get(roleType);
    return type !== undefined && type.rank !== 'OPERATIONAL' && grantRefusal(authority, type, library) !== null;
  });
}

/**
 * Whether addresses, ids and PIN of the user are not for who asks to change: whoever has somebody's address can become
 * them. One's own are, except through a key that does not have its owner's whole authority.
 */
export function isOutOfReach(user: UserFacts, context: DecisionContext): boolean {
  const isOwn = user.id === context.authority.userId && !isNarrowed(context.authority);
  return !isOwn && standsAbove(user, context);
}

/** The role types that give a rank over users, whose holders {@link decideAccount} looks for. */
export function rankedRoleTypes(_step: unknown, { reference }: ResolveContext): string[] {
  return [...new Set(reference.roleTypes.values())]
    .filter(({ rank }) => rank !== 'OPERATIONAL')
    .map(({ code }) => code);
}

/** What nobody changes on their own record in bulk: it could lock them out, or keep them in. */
const ownFields: ReadonlySet<UserField> = new Set(['status', 'expiryDate', 'purgeDate']);

// Dates in ISO 8601 compare as text.
function isMet(condition: Condition, held: string | null, given: string | null): boolean {
  if (condition.ifEmpty !== undefined) return (held === null) === condition.ifEmpty;
  if (condition.ifEquals !== undefined) return held === condition.ifEquals;
  if (held === null || given === null) return false;
  if (condition.ifLater !== undefined) return held > given === condition.ifLater;
  return held < given === condition.ifEarlier;
}

/** " where it is empty", " where it is ACTIVE", or nothing. */
export function conditionSentence(condition: Condition | undefined): string {
  if (!condition) return '';
  if (condition.ifEmpty !== undefined) return condition.ifEmpty ? ' where it is empty' : ' where it is not empty';
  if (condition.ifEquals !== undefined) return ` where it is ${condition.ifEquals}`;
  if (condition.ifLater !== undefined) return condition.ifLater ? ' where it is later' : ' where it is not later';
  return condition.ifEarlier ? ' where it is earlier' : ' where it is not earlier';
}

import { z } from 'zod';
import type { OutcomeCode } from '../decide/outcome-codes.ts';
import { undoChanges } from '../decide/undo-changes.ts';
import { type Change, isPartChange } from '../record/user-change.ts';
import type { StoredChange, Undo, UserField } from '../record/user-facts.ts';
import { type Decision, type DecisionContext, defineAction, type ListPart } from './action.ts';
import { isOutOfReach, rankedRoleTypes } from './field-inputs.ts';
import { type RoleStep, roleRefusal } from './role-inputs.ts';

/** What a job has touched, worked out when its revert is submitted. */
export interface RevertStep {
  readonly jobId: number;
  readonly fields: readonly UserField[];
  readonly parts: readonly ListPart[];
  readonly roles: readonly RoleStep[];
}

/**
 * Restores what another job changed. No input of the API asks for it: the mutation revertJob does, once it has looked up
 * what there is to restore.
 */
export const revert = defineAction<z.ZodNever, RevertStep>({
  name: 'REVERT',
  description: 'Restores what a job has changed, where nobody has changed it since. Only `revertJob` does this.',
  input: z.never(),
  fields: ({ fields }) => fields,
  parts: ({ parts }) => parts,
  mayEndAdministrators: true,
  changesOf: ({ jobId }) => jobId,

  // Nothing is valid input: the step is made by revertJob.
  resolve: (input) => input,

  roleTypes(step, context) {
    const own = step.roles.map(({ roleType }) => roleType);
    return [...step.fields, ...step.parts].some((field) => guarded.has(field))
      ? [...own, ...rankedRoleTypes(step, context)]
      : own;
  },

  refuses: ({ roles }, context) => {
    for (const role of roles) {
      const refusal = roleRefusal(role, context);
      if (refusal) return refusal;
    }
    return null;
  },

  decide(user, _step, context) {
    const { undo = nothing } = user;
    if (user.id === context.authority.userId && undo.changes.some((change) => isOwnAffair(change, context)))
      return { code: 'OWN_RECORD_PROTECTED', changes: [] };
    const { changes, changedSince } = undoChanges(user, undo.changes);
    if (changes.some(({ field }) => guarded.has(field)) && isOutOfReach(user, context))
      return { code: 'USER_ABOVE_YOUR_OWN', changes: [] };
    return restored(changes, [
      ...(changedSince ? (['CHANGED_SINCE'] as const) : []),
      ...(undo.letterSent ? (['LETTER_NOT_UNSENT'] as const) : []),
      ...(changes.some(bringsBackSignIn) ? (['PASSWORD_NOT_RESTORED'] as const) : []),
    ]);
  },
});

const nothing: Undo = { changes: [], letterSent: false };

/** What says whether the account is in force, how long it is kept, and whose it is. */
const accountFields: ReadonlySet<string> = new Set<UserField>([
  'status',
  'expiryDate',
  'purgeDate',
  'accountType',
  'externalId',
]);

/** What nobody changes of somebody who holds a role above their own: letters with passwords go to the e-mail addresses. */
const guarded: ReadonlySet<string> = new Set([...accountFields, 'emails']);

/** What nobody changes on their own record in bulk, whether they do it or undo it. */
const ownAffairs: ReadonlySet<string> = new Set([...accountFields, 'forcePasswordChange', 'roles', 'blocks', 'notes']);

function isOwnAffair(change: StoredChange, context: DecisionContext): boolean {
  return ownAffairs.has(change.field) && !isOwnAddition(change, context);
}

/** What people have put on their own record themselves they may take away again: nobody else has had a say in it. */
function isOwnAddition({ field, before, after }: StoredChange, { authority }: DecisionContext): boolean {
  const isMade = (field === 'notes' || field === 'blocks') && before === null && typeof after === 'object';
  return isMade && after !== null && Reflect.get(after, 'createdBy') === authority.primaryId;
}

function bringsBackSignIn(change: Change): boolean {
  return !isPartChange(change) && change.field === 'accountType' && change.after === 'INTERNAL';
}

function restored(changes: readonly Change[], warnings: readonly OutcomeCode[]): Decision {
  const code = changes.length > 0 ? 'RESTORED' : 'NOTHING_TO_RESTORE';
  return warnings.length > 0 ? { code, changes, warnings } : { code, changes };
}

import { z } from 'zod';
import type { LetterFact } from '../../institution/reference.ts';
import type { FieldChange } from '../record/user-change.ts';
import type { UserFacts, UserField } from '../record/user-facts.ts';
import {
  type Decision,
  type DecisionContext,
  defineAction,
  type Fault,
  faultAt,
  type ResolveContext,
  type Resolved,
  stepOf,
} from './action.ts';
import { rankedRoleTypes, standsAbove } from './field-inputs.ts';
import { identifierOf, letterFor } from './inputs.ts';
import {
  type LetterStep,
  letterClaims,
  letterFields,
  letterParts,
  resolveLetter,
  withheldLetter,
} from './letter-inputs.ts';

type ConversionStep =
  /** `password` null: none is made. */
  | { readonly to: 'INTERNAL'; readonly password: LetterStep | null }
  | { readonly to: 'EXTERNAL'; readonly externalId: string };

// A password costs tens of milliseconds to hash: small chunks let progress move, and lose little when a worker dies.
const PASSWORDS_A_CHUNK = 100;

/** Converts accounts between internal and external. */
export const convertAccount = defineAction({
  name: 'CONVERT_ACCOUNT',
  description:
    'Converts accounts. To internal: the user gets a temporary password by letter, to be changed at the first sign-in. To external: the source system looks after the account, and its password here goes for good: a revert restores everything but that.',
  input: z.object({
    to: z.enum(['INTERNAL', 'EXTERNAL']).meta({ typeName: 'AccountType' }).describe('What the accounts are to be.'),
    externalId: identifierOf(255)
      .meta({ requiredWhen: { field: 'to', value: 'EXTERNAL' } })
      .optional()
      .describe('The source system that is to look after the accounts; required for EXTERNAL.'),
    generatePassword: z
      .boolean()
      .default(true)
      .describe('For INTERNAL: whether a temporary password is made, and told in a letter.'),
    letter: letterFor('TEMPORARY_PASSWORD')
      .optional()
      .describe(
        'For INTERNAL: the letter that tells the password. Left out: the one for temporary passwords, if there is one only.',
      ),
  }),
  fields: ['externalId', 'forcePasswordChange', ...letterFields],
  parts: letterParts,
  mayEndAdministrators: true,
  roleTypes: rankedRoleTypes,

  resolve(input, context): Resolved<ConversionStep> {
    const step = input.to === 'EXTERNAL' ? resolveExternal(input) : resolveInternal(input, context);
    return 'issues' in step ? step : stepOf(step, sentenceOf(step));
  },

  largestChunk: (step) => (step.to === 'INTERNAL' && step.password ? PASSWORDS_A_CHUNK : Number.POSITIVE_INFINITY),
  claims: (step) => [
    { what: 'accountType' },
    ...(step.to === 'INTERNAL' && step.password ? letterClaims(step.password) : []),
  ],

  decide(user, step, context) {
    if (user.id === context.authority.userId) return { code: 'OWN_RECORD_PROTECTED', changes: [] };
    const decision =
      step.to === 'EXTERNAL' ? toExternal(user, step.externalId) : toInternal(user, step.password, context);
    if (decision.changes.length === 0 || !standsAbove(user, context)) return decision;
    return { code: 'USER_ABOVE_YOUR_OWN', changes: [] };
  },
});

interface ConversionInput {
  readonly externalId?: string | undefined;
  readonly generatePassword: boolean;
  readonly letter?: string | undefined;
}

function resolveExternal({ externalId, letter }: ConversionInput): ConversionStep | Fault {
  if (externalId === undefined) return faultAt(['externalId'], 'Give the source system.');
  if (letter !== undefined) return faultAt(['letter'], 'Only accounts that become internal get a password.');
  return { to: 'EXTERNAL', externalId };
}

function resolveInternal(
  { externalId, generatePassword, letter: code }: ConversionInput,
  context: ResolveContext,
): ConversionStep | Fault {
  if (externalId !== undefined) return faultAt(['externalId'], 'Internal accounts have no source system.');
  if (!generatePassword && code !== undefined) return faultAt(['letter'], 'Without a password there is no letter.');
  if (!generatePassword) return { to: 'INTERNAL', password: null };
  const letter = code === undefined ? onlyPasswordLetter(context) : resolveLetter(code, 'TEMPORARY_PASSWORD', context);
  if ('issues' in letter) return letter;
  return { to: 'INTERNAL', password: { letter: letter.code, version: letter.version } };
}

function onlyPasswordLetter({ reference }: ResolveContext): LetterFact | Fault {
  const letters = [...reference.letters.values()].filter(({ purpose }) => purpose === 'TEMPORARY_PASSWORD');
  const [only] = letters;
  if (only && letters.length === 1) return only;
  return faultAt(
    ['letter'],
    only ? 'Name one of the letters for temporary passwords.' : 'There is no letter for temporary passwords.',
  );
}

function sentenceOf(step: ConversionStep): string {
  if (step.to === 'EXTERNAL') return `Convert the account to an external one of ${step.externalId}`;
  return `Convert the account to an internal one, ${step.password ? 'with a temporary password' : 'without a password'}`;
}

function toExternal({ accountType, fields }: UserFacts, externalId: string): Decision {
  const moved = fieldChanges({ externalId: [fields.externalId, externalId] });
  if (accountType === 'EXTERNAL') return { code: moved.length > 0 ? 'FIELD_SET' : 'FIELD_ALREADY_SET', changes: moved };
  const force = fields.forcePasswordChange;
  const changes = fieldChanges({
    accountType: [accountType, 'EXTERNAL'],
    externalId: [fields.externalId, externalId],
    forcePasswordChange: [force, force === 'true' ? 'false' : force],
  });
  return { code: 'ACCOUNT_CONVERTED', changes, warnings: ['PASSWORD_REMOVED'] };
}

function toInternal(user: UserFacts, password: LetterStep | null, context: DecisionContext): Decision {
  if (user.accountType === 'INTERNAL') return { code: 'FIELD_ALREADY_SET', changes: [] };
  const withheld = password && withheldLetter(user, password.letter, context);
  const given = password && !withheld ? password : null;
  const { externalId, forcePasswordChange } = user.fields;
  const decision: Decision = {
    code: 'ACCOUNT_CONVERTED',
    changes: fieldChanges({
      accountType: [user.accountType, 'INTERNAL'],
      externalId: [externalId, null],
      forcePasswordChange: [forcePasswordChange, given ? 'true' : forcePasswordChange],
    }),
  };
  if (given) return { ...decision, effects: [{ kind: 'TEMPORARY_PASSWORD', ...given }] };
  return withheld ? { ...decision, warnings: [withheld, 'NO_PASSWORD_GIVEN'] } : decision;
}

type Values = Partial<
  Record<UserField, readonly [before: string | null | undefined, after: string | null | undefined]>
>;

function fieldChanges(values: Values): FieldChange[] {
  return Object.entries(values).flatMap(([field, [before = null, after = null]]) =>
    before === after ? [] : [{ field: field as UserField, before, after }],
  );
}

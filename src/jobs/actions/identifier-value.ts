import { z } from 'zod';
import { isVisibleLine, NOT_VISIBLE_LINE } from '../../platform/given-text.ts';
import type { InputIssue } from '../../platform/problems.ts';
import type { UserFacts } from '../record/user-facts.ts';
import { folded } from './criteria.ts';
import { identifierOf, plainText } from './inputs.ts';

const affix = z.string().max(100, 'At most 100 characters.').refine(isVisibleLine, NOT_VISIBLE_LINE);

/** Where each user's new identifier comes from, as the API takes it. One text for everybody is none: identifiers are unique. */
export const identifierValue = z
  .object({
    fromPrimaryId: z
      .object({
        prefix: affix
          .overwrite((text) => text.trimStart().normalize('NFC'))
          .default('')
          .describe('Put before the primary id; at most 100 characters.'),
        suffix: affix
          .overwrite((text) => text.trimEnd().normalize('NFC'))
          .default('')
          .describe('Put after it; at most 100 characters.'),
      })
      .meta({
        typeName: 'IdentifierFromPrimaryIdInput',
        typeDescription: 'Makes an identifier of the primary id, which no two users share.',
      })
      .optional()
      .describe('The primary id of the user, with something before or after it.'),
    byUser: z
      .array(
        z
          .object({
            primaryId: plainText(255).describe('The primary id of the user; case makes no difference.'),
            value: identifierOf(255).describe('The identifier; upper and lower case differ, leading zeros count.'),
          })
          .meta({ typeName: 'IdentifierOfUserInput', typeDescription: 'The identifier of one user.' }),
      )
      .min(1, 'Give at least one.')
      .max(1_000, 'At most 1,000.')
      .optional()
      .describe(
        'An identifier for each user by name, at most 1,000. Members of the set who are not named keep theirs.',
      ),
  })
  .meta({
    typeName: 'IdentifierValueInput',
    oneOf: true,
    typeDescription: "Where each user's new identifier comes from.",
  });

/** The same with both forms told apart for good. */
export type NewValue =
  | { readonly prefix: string; readonly suffix: string }
  | { readonly byUser: readonly { readonly primaryId: string; readonly value: string }[] };

/** Works out where new identifiers come from; the faults are those within `value` of the input. */
export function resolveNewValue({
  fromPrimaryId,
  byUser,
}: z.output<typeof identifierValue>): NewValue | { readonly issues: readonly InputIssue[] } {
  if (fromPrimaryId) return fromPrimaryId;
  if (!byUser) return { issues: [{ path: ['value'], message: 'Say where the identifiers come from.' }] };
  const issues = [
    ...repetitions(
      byUser.map(({ primaryId }) => folded(primaryId)),
      'primaryId',
    ),
    ...repetitions(
      byUser.map(({ value }) => value),
      'value',
    ),
  ];
  return issues.length > 0 ? { issues } : { byUser };
}

function repetitions(texts: readonly string[], field: string): InputIssue[] {
  const seen = new Set<string>();
  return texts.flatMap((text, index) => {
    if (!seen.has(text)) {
      seen.add(text);
      return [];
    }
    return [{ path: ['value', 'byUser', index, field], message: 'This is given twice.' }];
  });
}

/** The identifier that the user is to have; undefined: none was given for them. */
export function valueFor(user: UserFacts, value: NewValue): string | undefined {
  const primaryId = user.fields.primaryId ?? '';
  // Put together, texts in NFC need not be in it.
  if ('prefix' in value) return `${value.prefix}${primaryId}${value.suffix}`.normalize('NFC');
  return namedValues(value).get(folded(primaryId));
}

const valuesByUser = new WeakMap<NewValue, ReadonlyMap<string, string>>();

// Found by name for a million users: looked through once, not for each of them.
function namedValues(value: Extract<NewValue, { readonly byUser: unknown }>): ReadonlyMap<string, string> {
  const known = valuesByUser.get(value);
  if (known) return known;
  const made = new Map(value.byUser.map((named) => [folded(named.primaryId), named.value]));
  valuesByUser.set(value, made);
  return made;
}

/** " from the primary id", " as given for 3 users". */
export function identifierSentence(value: NewValue): string {
  if ('byUser' in value) return ` as given for ${value.byUser.length} ${value.byUser.length === 1 ? 'user' : 'users'}`;
  const pattern = `${value.prefix}<primary id>${value.suffix}`;
  return value.prefix || value.suffix ? ` as ${pattern}` : ' from the primary id';
}

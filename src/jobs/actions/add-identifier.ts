import { z } from 'zod';
import type { IdentifierFact, UserFacts } from '../record/user-facts.ts';
import { type Decision, defineAction, stepOf } from './action.ts';
import { identifierSentence, identifierValue, type NewValue, resolveNewValue, valueFor } from './identifier-value.ts';
import { codeIssues, codeOf, lineOf } from './inputs.ts';
import { changed, type SegmentChoice, segmentChoice, segmentFor } from './segments.ts';

interface IdentifierStep {
  readonly type: string;
  readonly value: NewValue;
  readonly note: string;
  readonly segment: SegmentChoice;
}

/** Adds an identifier, to each user another: no two users may share one. Alma's job cannot do that. */
export const addIdentifier = defineAction({
  name: 'ADD_IDENTIFIER',
  description:
    'Adds an identifier, to each user one of their own. Where the user has it already it is made active; where somebody else has it, the user ends in an error.',
  input: z.object({
    type: codeOf('IDENTIFIER_TYPE').describe('A code of the code table IDENTIFIER_TYPE.'),
    value: identifierValue.describe('What the identifier is to be.'),
    note: lineOf(1000).optional().describe('A remark, at most 1,000 characters.'),
    segment: segmentChoice,
  }),
  fields: ['primaryId'],
  parts: ['identifiers'],

  resolve({ type, value, note, segment }, { reference }) {
    const resolved = resolveNewValue(value);
    const issues = codeIssues(reference, { type: ['IDENTIFIER_TYPE', type] });
    if ('issues' in resolved) return { issues: [...issues, ...resolved.issues] };
    if (issues.length > 0) return { issues };
    const step: IdentifierStep = { type, value: resolved, note: note ?? '', segment };
    const name = reference.codes.get('IDENTIFIER_TYPE')?.get(type) ?? type;
    return stepOf(step, `Add the identifier ${name}${identifierSentence(resolved)}`);
  },

  newIdentifiers(user, { type, value }) {
    const own = valueFor(user, value);
    return own === undefined ? [] : [{ type, value: own }];
  },

  decide(user, step) {
    const value = valueFor(user, step.value);
    if (value === undefined) return { code: 'IDENTIFIER_NOT_GIVEN', changes: [] };
    const isIt = (held: Pick<IdentifierFact, 'type' | 'value'>) => held.type === step.type && held.value === value;
    const before = user.identifiers.find(isIt);
    if (before) return activated(before);
    if (user.takenIdentifiers?.some(isIt)) return { code: 'IDENTIFIER_TAKEN', changes: [] };
    return changed('IDENTIFIER_ADDED', [{ field: 'identifiers', before: null, after: added(user, value, step) }]);
  },
});

function activated(before: IdentifierFact): Decision {
  if (before.status === 'ACTIVE') return { code: 'IDENTIFIER_ALREADY_THERE', changes: [] };
  return changed('IDENTIFIER_ACTIVATED', [{ field: 'identifiers', before, after: { ...before, status: 'ACTIVE' } }]);
}

function added(user: UserFacts, value: string, { type, note, segment }: IdentifierStep): IdentifierFact {
  return { type, value, note, status: 'ACTIVE', segment: segmentFor(user, segment) };
}

import { z } from 'zod';
import type { IdentifierFact } from '../record/user-facts.ts';
import { defineAction, stepOf } from './action.ts';
import { choiceFault, choiceSentence, everyEntry, isWanted } from './criteria.ts';
import { codeOf, plainText } from './inputs.ts';
import { quoted } from './quoted.ts';
import { changedIfAny, wantedSegment } from './segments.ts';

interface IdentifierCriteria {
  readonly type?: string | undefined;
  readonly status?: IdentifierFact['status'] | undefined;
  readonly valueStartsWith?: string | undefined;
  readonly segment?: IdentifierFact['segment'] | undefined;
}

/** Removes identifiers. Alma's job cannot do that. */
export const removeIdentifiers = defineAction({
  name: 'REMOVE_IDENTIFIERS',
  description: 'Removes the identifiers that meet all of the criteria given; with `all: true`, every identifier.',
  input: z
    .object({
      type: codeOf('IDENTIFIER_TYPE')
        .optional()
        .describe('Only identifiers of this type: a code of the code table IDENTIFIER_TYPE.'),
      status: z
        .enum(['ACTIVE', 'INACTIVE'])
        .meta({ typeName: 'UserStatus' })
        .optional()
        .describe('Only identifiers of this status.'),
      valueStartsWith: plainText(255)
        .optional()
        .describe('Only identifiers that begin with this; upper and lower case differ, leading zeros count.'),
      segment: wantedSegment.optional().describe('Only identifiers of this segment.'),
      all: everyEntry,
    })
    .meta({ atLeastOneOf: true }),
  fields: [],
  parts: ['identifiers'],

  resolve({ all, ...criteria }) {
    const step: IdentifierCriteria = criteria;
    return choiceFault({ ...criteria }, all) ?? stepOf(step, `Remove ${sentence(step)}`);
  },

  decide(user, step) {
    const chosen = user.identifiers.filter((identifier) => isChosen(identifier, step));
    const changes = chosen.map((before) => ({ field: 'identifiers', before, after: null }) as const);
    return changedIfAny('IDENTIFIERS_REMOVED', changes, 'IDENTIFIER_NOT_FOUND');
  },
});

function isChosen(identifier: IdentifierFact, { type, status, valueStartsWith, segment }: IdentifierCriteria): boolean {
  return (
    isWanted(identifier.type, type) &&
    isWanted(identifier.status, status) &&
    identifier.value.startsWith(valueStartsWith ?? '') &&
    isWanted(identifier.segment, segment)
  );
}

function sentence({ type, status, valueStartsWith, segment }: IdentifierCriteria): string {
  const begin = valueStartsWith && quoted(valueStartsWith);
  return choiceSentence('identifiers', { type, status, 'value beginning with': begin, segment });
}

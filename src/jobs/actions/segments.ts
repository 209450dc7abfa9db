import { z } from 'zod';
import type { OutcomeCode } from '../decide/outcome-codes.ts';
import { type Change, isPartChange } from '../record/user-change.ts';
import type { UserFacts } from '../record/user-facts.ts';
import { type Decision, type DecisionContext, sameForAll } from './action.ts';

/** The segment that an added entry goes into, as the API takes it. */
export const segmentChoice = z
  .enum(['INTERNAL', 'EXTERNAL', 'BY_USER_ACCOUNT_TYPE'])
  .meta({ typeName: 'SegmentChoice' })
  .default('INTERNAL')
  .describe('The segment it goes into. Loads from a source system replace what is external, and leave the rest alone.');

/** The segment that entries to look for are in, as the API takes it. */
export const wantedSegment = z.enum(['INTERNAL', 'EXTERNAL']).meta({ typeName: 'SegmentType' });

/** What an added entry's segment is to be. */
export type SegmentChoice = z.output<typeof segmentChoice>;

type Segment = UserFacts['accountType'];

/**
 * Makes the decision that adds an entry: one object for all users of whom it goes into the same segment. `changeTo` says
 * what is added to somebody where it goes into `segment`.
 */
export function additionOf<Step extends { readonly segment: SegmentChoice }>(
  code: OutcomeCode,
  changeTo: (step: Step, segment: Segment, context: DecisionContext) => Change,
): (user: UserFacts, step: Step, context: DecisionContext) => Decision {
  const into = (segment: Segment) =>
    sameForAll((step: Step, context) => changed(code, [changeTo(step, segment, context)]));
  const decide = { INTERNAL: into('INTERNAL'), EXTERNAL: into('EXTERNAL') };
  return (user, step, context) => decide[segmentFor(user, step.segment)](step, context);
}

/** The segment for an entry of this user. */
export function segmentFor({ accountType }: UserFacts, choice: SegmentChoice): Segment {
  return choice === 'BY_USER_ACCOUNT_TYPE' ? accountType : choice;
}

/** The decision that changes lists: with a warning where an entry of the external segment is among them. */
export function changed(code: OutcomeCode, changes: readonly Change[]): Decision {
  return changes.some(isLoaded) ? { code, changes, warnings: ['EXTERNAL_LOAD_MAY_OVERWRITE'] } : { code, changes };
}

/** The same where there is something to change; else the code that says why there is not. */
export function changedIfAny(code: OutcomeCode, changes: readonly Change[], otherwise: OutcomeCode): Decision {
  return changes.length > 0 ? changed(code, changes) : { code: otherwise, changes };
}

function isLoaded(change: Change): boolean {
  if (!isPartChange(change)) return false;
  return [change.before, change.after].some(
    (entry) => entry !== null && 'segment' in entry && entry.segment === 'EXTERNAL',
  );
}

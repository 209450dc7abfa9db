import { z } from 'zod';
import { defineAction, stepOf } from './action.ts';
import { codeIssues, codeOf, lineOf } from './inputs.ts';
import { additionOf, type SegmentChoice, segmentChoice } from './segments.ts';
import { isChosenStatistic, statisticClaims } from './statistic-criteria.ts';

interface StatisticStep {
  /** Left out: a category of no type; then one of any type says the same. */
  readonly type?: string | undefined;
  readonly category: string;
  readonly note: string;
  readonly segment: SegmentChoice;
}

/** Adds a statistical category, once for each type. */
export const addStatistic = defineAction({
  name: 'ADD_STATISTIC',
  description: 'Adds a statistical category. Where it is there already, it is left as it is, remark included.',
  input: z.object({
    type: codeOf('STATISTIC_TYPE')
      .optional()
      .describe(
        'What it counts by: a code of the code table STATISTIC_TYPE. Left out: the category is added without a type, where the user has it under none.',
      ),
    category: codeOf('STATISTIC_CATEGORY').describe('A code of the code table STATISTIC_CATEGORY.'),
    note: lineOf(1000).optional().describe('A remark, at most 1,000 characters.'),
    segment: segmentChoice,
  }),
  fields: [],
  parts: ['statistics'],

  resolve({ type, category, note, segment }, { reference }) {
    const issues = codeIssues(reference, {
      type: ['STATISTIC_TYPE', type],
      category: ['STATISTIC_CATEGORY', category],
    });
    if (issues.length > 0) return { issues };
    const step: StatisticStep = { type, category, note: note ?? '', segment };
    const what = reference.codes.get('STATISTIC_CATEGORY')?.get(category) ?? category;
    const by = type === undefined ? '' : ` (${reference.codes.get('STATISTIC_TYPE')?.get(type) ?? type})`;
    return stepOf(step, `Add the statistical category ${what}${by}`);
  },

  claims: statisticClaims,

  decide(user, step, context) {
    const isThere = user.statistics.some((held) => isChosenStatistic(held, step));
    return isThere ? { code: 'STATISTIC_ALREADY_THERE', changes: [] } : add(user, step, context);
  },
});

const add = additionOf('STATISTIC_ADDED', ({ type = '', category, note }: StatisticStep, segment) => {
  return { field: 'statistics', before: null, after: { type, category, note, segment } };
});

import { z } from 'zod';
import { defineAction, stepOf } from './action.ts';
import { choiceFault, choiceSentence, everyEntry } from './criteria.ts';
import { codeOf } from './inputs.ts';
import { changedIfAny } from './segments.ts';
import { isChosenStatistic, type StatisticCriteria, statisticClaims } from './statistic-criteria.ts';

/** Removes statistical categories. */
export const removeStatistic = defineAction({
  name: 'REMOVE_STATISTIC',
  description:
    'Removes the statistical categories that meet all of the criteria given; with `all: true`, every one the user has.',
  input: z
    .object({
      type: codeOf('STATISTIC_TYPE')
        .optional()
        .describe('Only those of this type: a code of the code table STATISTIC_TYPE.'),
      category: codeOf('STATISTIC_CATEGORY')
        .optional()
        .describe('Only this category: a code of the code table STATISTIC_CATEGORY.'),
      all: everyEntry,
    })
    .meta({ atLeastOneOf: true }),
  fields: [],
  parts: ['statistics'],

  resolve({ all, ...criteria }) {
    const step: StatisticCriteria = criteria;
    const sentence = `Remove ${choiceSentence('statistical categories', { ...criteria })}`;
    return choiceFault({ ...criteria }, all) ?? stepOf(step, sentence);
  },

  claims: statisticClaims,

  decide(user, step) {
    const chosen = user.statistics.filter((held) => isChosenStatistic(held, step));
    const changes = chosen.map((before) => ({ field: 'statistics', before, after: null }) as const);
    return changedIfAny('STATISTICS_REMOVED', changes, 'STATISTIC_NOT_FOUND');
  },
});

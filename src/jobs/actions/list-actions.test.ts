import { describe, expect, it } from 'vitest';
import type { StatisticFact, UserFacts } from '../record/user-facts.ts';
import { deciding, issuesOf, pairs, resolving } from '../testing/deciding.ts';
import { phoneWith, statisticWith } from '../testing/entries.ts';
import type { Action } from './action.ts';
import { addResourceSharingLibrary } from './add-resource-sharing-library.ts';
import { addStatistic } from './add-statistic.ts';
import { disableSms } from './disable-sms.ts';
import { optInLetter } from './opt-in-letter.ts';
import { optOutLetter } from './opt-out-letter.ts';
import { removeResourceSharingLibrary } from './remove-resource-sharing-library.ts';
import { removeStatistic } from './remove-statistic.ts';

describe('adding a statistical category', () => {
  const arts = { type: 'DEPARTMENT', category: 'AL' };
  it.each<[object, StatisticFact[], StatisticFact | null]>([
    [arts, [], statisticWith()],
    [{ ...arts, note: 'Since May' }, [], statisticWith({ note: 'Since May' })],
    [{ ...arts, segment: 'EXTERNAL' }, [], statisticWith({ segment: 'EXTERNAL' })],
    [{ category: 'AL' }, [], statisticWith({ type: '' })],
    [arts, [statisticWith({ note: 'Since May', segment: 'EXTERNAL' })], null],
    [{ ...arts, note: 'Since June' }, [statisticWith()], null],
    [arts, [statisticWith({ type: 'PROGRAMME' }), statisticWith({ category: 'SC' })], statisticWith()],
    [arts, [statisticWith({ type: '' })], statisticWith()],
    [{ category: 'AL' }, [statisticWith()], null],
  ])('%j to %j', (input, statistics, after) => {
    const decision = deciding(addStatistic, input, { statistics });
    expect(decision.code).toBe(after ? 'STATISTIC_ADDED' : 'STATISTIC_ALREADY_THERE');
    expect(pairs(decision)).toEqual(after ? [[null, after]] : []);
    expect('warnings' in decision).toBe(after?.segment === 'EXTERNAL');
  });

  it('takes codes of its tables only', () => {
    const issues = issuesOf(addStatistic, { type: 'COLOUR', category: 'BLUE' });
    expect(issues.map(({ path }) => path)).toEqual([['type'], ['category']]);
  });
});

describe('removing statistical categories', () => {
  const statistics = [
    statisticWith(),
    statisticWith({ type: 'PROGRAMME' }),
    statisticWith({ category: 'SC', segment: 'EXTERNAL' }),
  ];
  it.each<[object, number[]]>([
    [{ category: 'AL' }, [0, 1]],
    [{ type: 'DEPARTMENT' }, [0, 2]],
    [{ type: 'PROGRAMME', category: 'AL' }, [1]],
    [{ category: 'MU' }, []],
    [{ all: true }, [0, 1, 2]],
  ])('by %j', (input, wanted) => {
    const decision = deciding(removeStatistic, input, { statistics });
    expect(decision.code).toBe(wanted.length > 0 ? 'STATISTICS_REMOVED' : 'STATISTIC_NOT_FOUND');
    expect(pairs(decision)).toEqual(wanted.map((index) => [statistics[index], null]));
    expect('warnings' in decision).toBe(wanted.includes(2));
  });

  it('needs to be told which', () => {
    expect(issuesOf(removeStatistic, {})).toMatchObject([{ path: [] }]);
    expect(issuesOf(removeStatistic, { all: true, category: 'AL' })).toMatchObject([{ path: ['all'] }]);
  });
});

const lists: Partial<UserFacts> = {
  resourceSharingLibraries: [{ library: 'LAW' }],
  letterOptOuts: [{ letter: 'GONE' }, { letter: 'OVERDUE' }],
};

describe('lists of codes', () => {
  it.each<[Action, object, string, unknown[]]>([
    [addResourceSharingLibrary, { library: 'MAIN' }, 'RESOURCE_SHARING_LIBRARY_ADDED', [[null, { library: 'MAIN' }]]],
    [addResourceSharingLibrary, { library: 'LAW' }, 'RESOURCE_SHARING_LIBRARY_ALREADY_THERE', []],
    [
      removeResourceSharingLibrary,
      { library: 'LAW' },
      'RESOURCE_SHARING_LIBRARY_REMOVED',
      [[{ library: 'LAW' }, null]],
    ],
    [removeResourceSharingLibrary, { library: 'MAIN' }, 'RESOURCE_SHARING_LIBRARY_NOT_FOUND', []],
    [optOutLetter, { letter: 'COURTESY' }, 'LETTER_OPT_OUT_ADDED', [[null, { letter: 'COURTESY' }]]],
    [optOutLetter, { letter: 'OVERDUE' }, 'LETTER_OPT_OUT_ALREADY_THERE', []],
    [optOutLetter, { all: true }, 'LETTER_OPT_OUT_ADDED', [[null, { letter: 'COURTESY' }]]],
    [optInLetter, { letter: 'OVERDUE' }, 'LETTER_OPT_OUT_REMOVED', [[{ letter: 'OVERDUE' }, null]]],
    [optInLetter, { letter: 'GONE' }, 'LETTER_OPT_OUT_REMOVED', [[{ letter: 'GONE' }, null]]],
    [optInLetter, { letter: 'COURTESY' }, 'LETTER_OPT_OUT_NOT_FOUND', []],
    [optInLetter, { all: true }, 'LETTER_OPT_OUT_REMOVED', lists.letterOptOuts?.map((optOut) => [optOut, null]) ?? []],
  ])('$name %j: %s', (action, input, code, expected) => {
    const decision = deciding(action, input, lists);
    expect(decision.code).toBe(code);
    expect(pairs(decision)).toEqual(expected);
  });

  it('opting out of all letters when one has is nothing to do', () => {
    const out = { letterOptOuts: [{ letter: 'OVERDUE' }, { letter: 'COURTESY' }] };
    expect(deciding(optOutLetter, { all: true }, out).code).toBe('LETTER_OPT_OUT_ALREADY_THERE');
  });

  it.each<[Action, object, string[]]>([
    [addResourceSharingLibrary, { library: 'MOON' }, ['library']],
    [removeResourceSharingLibrary, { library: ' ' }, ['library']],
    [optOutLetter, { letter: 'LOVE' }, ['letter']],
    [optOutLetter, {}, []],
    [optInLetter, {}, []],
    [optInLetter, { letter: 'OVERDUE', all: true }, ['all']],
  ])('%#: $name is refused with %j', (action, input, path) => {
    expect(issuesOf(action, input)).toMatchObject([{ path }]);
  });
});

describe('stopping text messages', () => {
  const told = phoneWith({ preferred: true, preferredSms: true });

  it('leaves the numbers where they are', () => {
    const phones = [phoneWith({ types: ['office'] }), told];
    expect(deciding(disableSms, {}, { phones })).toEqual({
      code: 'SMS_DISABLED',
      changes: [{ field: 'phones', before: told, after: { ...told, preferredSms: false } }],
    });
  });

  it.each<[object, object[], string]>([
    [{}, [], 'SMS_ALREADY_DISABLED'],
    [{}, [phoneWith()], 'SMS_ALREADY_DISABLED'],
    [{ phoneType: 'office' }, [told], 'SMS_ALREADY_DISABLED'],
    [{ phoneType: 'mobile' }, [told], 'SMS_DISABLED'],
  ])('%j of %j: %s', (input, phones, code) => {
    expect(deciding(disableSms, input, { phones: phones as (typeof told)[] }).code).toBe(code);
  });

  it('warns of the next load, which may bring them back', () => {
    const phones = [{ ...told, segment: 'EXTERNAL' as const }];
    expect(deciding(disableSms, {}, { phones }).warnings).toEqual(['EXTERNAL_LOAD_MAY_OVERWRITE']);
  });
});

describe('in words', () => {
  it.each<[Action, object, string]>([
    [
      addStatistic,
      { type: 'DEPARTMENT', category: 'AL' },
      'Add the statistical category Arts and Letters (Department)',
    ],
    [addStatistic, { category: 'AL' }, 'Add the statistical category Arts and Letters'],
    [removeStatistic, { category: 'AL' }, 'Remove statistical categories with category AL'],
    [removeStatistic, { all: true }, 'Remove all statistical categories'],
    [addResourceSharingLibrary, { library: 'LAW' }, 'Add the resource-sharing library Law Library'],
    [removeResourceSharingLibrary, { library: 'GONE' }, 'Remove the resource-sharing library GONE'],
    [disableSms, {}, 'Stop text messages'],
    [disableSms, { phoneType: 'mobile' }, 'Stop text messages to phones of the type mobile'],
    [optOutLetter, { letter: 'OVERDUE' }, 'Opt out of the letter Overdue Notice Letter'],
    [optOutLetter, { all: true }, 'Opt out of all letters'],
    [optInLetter, { letter: 'OVERDUE' }, 'Opt in to the letter Overdue Notice Letter'],
    [optInLetter, { all: true }, 'Opt in to all letters'],
  ])('%#: $name %j', (action, input, sentence) => {
    expect(resolving(action, input).sentence).toBe(sentence);
  });
});

describe('what an action lays claim to', () => {
  const claims = (action: Action, input: object) => action.claims(resolving(action, input).step);

  it.each<[Action, Action, object]>([
    [addStatistic, removeStatistic, { type: 'DEPARTMENT', category: 'AL' }],
    [addResourceSharingLibrary, removeResourceSharingLibrary, { library: 'LAW' }],
    [optOutLetter, optInLetter, { letter: 'OVERDUE' }],
  ])('%#: adding and removing the same is a contradiction', (one, other, input) => {
    expect(claims(one, input)).toHaveLength(1);
    expect(claims(one, input)).toEqual(claims(other, input));
  });

  it('is nothing where it may be meant to come first', () => {
    expect(claims(removeStatistic, { all: true })).toEqual([]);
    expect(claims(optOutLetter, { all: true })).toEqual([]);
    expect(claims(optInLetter, { all: true })).toEqual([]);
  });
});

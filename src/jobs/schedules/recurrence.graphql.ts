import { builder } from '../../graphql/builder.ts';
import { InputTypes } from '../../graphql/input-from-schema.ts';
import { describeRecurrence } from './describe-recurrence.ts';
import { type Interval, type Recurrence, recurrenceInput } from './recurrence.ts';

const RecurrenceUnitEnum = builder.enumType('RecurrenceUnit', {
  description: 'What the interval between two runs is counted in.',
  values: {
    DAY: { description: 'Days.' },
    WEEK: { description: 'Weeks; the weekday stays.' },
    MONTH: { description: 'Months; the day of the month stays, or is the last one of a shorter month.' },
  } as const,
});

/** When a job is to run again and again. */
export const RecurrenceInput = new InputTypes({ RecurrenceUnit: RecurrenceUnitEnum }).object(
  'RecurrenceInput',
  'When a job is to run again and again. Where the clocks leave a time out, it runs as much later as they jump; a time that comes twice counts once.',
  recurrenceInput,
);

const RecurrenceInterval = builder.objectRef<Interval>('RecurrenceInterval').implement({
  description: 'Every so many days, weeks or months, at a time of the day.',
  fields: (t) => ({
    count: t.exposeInt('count', { description: 'How many of the unit lie between two runs.' }),
    unit: t.expose('unit', { type: RecurrenceUnitEnum, description: 'What is counted.' }),
    at: t.exposeString('at', { description: 'The time of the day, `HH:MM`.' }),
    startsOn: t.expose('startsOn', { type: 'Date', description: 'The day from which all others are counted.' }),
  }),
});

/** When a schedule runs. */
export const RecurrenceType = builder.objectRef<Recurrence>('Recurrence').implement({
  description: 'When a schedule runs. One of `cron` and `every` is given.',
  fields: (t) => ({
    sentence: t.string({
      description:
        'In words: `Every 2 weeks on Monday at 06:30, from 2026-11-23 on (Europe/Berlin), until 2027-06-30`.',
      resolve: describeRecurrence,
    }),
    cron: t.string({
      nullable: true,
      description: 'The cron expression.',
      resolve: ({ rule }) => ('cron' in rule ? rule.cron : null),
    }),
    every: t.field({
      type: RecurrenceInterval,
      nullable: true,
      description: 'The interval.',
      resolve: ({ rule }) => ('every' in rule ? rule.every : null),
    }),
    timeZone: t.exposeString('timeZone', { description: 'The IANA name of the time zone of its times.' }),
    startsAt: t.expose('startsAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The first run, where it was chosen with `runAt`.',
    }),
    endsOn: t.expose('endsOn', { type: 'Date', nullable: true, description: 'The last day; null: no end.' }),
    endsAfter: t.exposeInt('endsAfter', {
      nullable: true,
      description: 'How many runs there are to be; null: no end.',
    }),
  }),
});

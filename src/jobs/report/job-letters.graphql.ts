import { builder } from '../../graphql/builder.ts';
import { type OutboxItemOnPage, outboxConnection, outboxCount, outboxFields } from './job-outbox.graphql.ts';
import type { OutboxState } from './job-outbox.ts';
import { JobReport } from './job-report.graphql.ts';

const LetterStateEnum = builder.enumType('LetterState', {
  description: 'Where a letter stands. In a report none is QUEUED or SENDING any more.',
  values: {
    QUEUED: { description: 'Waits for its turn, or for another attempt.' },
    SENDING: { description: 'In the hands of a worker.' },
    SENT: { description: 'The mail server has accepted it.' },
    FAILED: { description: 'It was not delivered, and is not tried any more.' },
    SKIPPED: { description: 'Kept back, because its job was cancelled or failed.' },
    UNKNOWN: {
      description:
        'It may have been accepted or not, and the setting UNKNOWN_LETTERS leaves it to a person. Counted as failed.',
    },
  } satisfies Record<OutboxState, { description: string }>,
});

const JobLetterType = builder.objectRef<OutboxItemOnPage>('JobLetter').implement({
  description: 'A letter of a job, and what became of it.',
  fields: (t) => ({
    ...outboxFields(t),
    letter: t.exposeString('letter', { description: 'The code of the letter.' }),
    version: t.exposeInt('version', { description: 'The version of its texts.' }),
    state: t.expose('state', { type: LetterStateEnum, description: 'Where it stands.' }),
    code: t.exposeString('code', {
      nullable: true,
      description:
        'Why it stands there, for programs: REFUSED_BY_SERVER, DEFERRED_BY_SERVER, SERVER_UNAVAILABLE, CONNECTION_LOST, WORKER_DIED, NO_EMAIL_ADDRESS, INVALID_EMAIL_ADDRESS, USER_NOT_FOUND, TEMPLATE_FAULT, SECRET_LOST, INTERNAL_ERROR, JOB_CANCELLED, JOB_FAILED; null when it was sent.',
    }),
    reply: t.exposeString('reply', { nullable: true, description: 'What the mail server answered, as it said it.' }),
    wasUnknown: t.exposeBoolean('wasUnknown', {
      description: 'Whether its fate was unknown at some moment, so that it may have gone out twice.',
    }),
    messageId: t.exposeString('messageId', {
      nullable: true,
      description: 'Its Message-ID, to be found in the logs of mail servers; null before the first attempt.',
    }),
  }),
});

builder.objectField(JobReport, 'letters', (t) =>
  t.connection(
    {
      type: JobLetterType,
      description: 'The letters of the job, in the order in which they were put into the outbox.',
      args: { state: t.arg({ type: [LetterStateEnum], description: 'Only letters in these states; left out: all.' }) },
      resolve: (job, { state: states, ...args }, context) =>
        outboxConnection({ jobId: job.id, kind: 'LETTER', states }, args, context),
    },
    { name: 'JobLetterConnection', fields: outboxCount },
    { name: 'JobLetterEdge' },
  ),
);

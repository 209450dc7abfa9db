import { builder } from '../../graphql/builder.ts';
import { type OutboxItemOnPage, outboxConnection, outboxCount, outboxFields } from './job-outbox.graphql.ts';
import type { OutboxState } from './job-outbox.ts';
import { JobReport } from './job-report.graphql.ts';

const ExportStateEnum = builder.enumType('ExportState', {
  description: 'Where an export stands. In a report none is QUEUED or SENDING any more.',
  values: {
    QUEUED: { description: 'Waits for its turn, or for another attempt.' },
    SENDING: { description: 'In the hands of a worker.' },
    SENT: { description: 'The identity provider has the user as they were then.' },
    FAILED: { description: 'It was refused, or tried too often.' },
    SKIPPED: { description: 'Kept back, because its job was cancelled or failed.' },
    UNKNOWN: {
      description:
        'It may have arrived or not, and the setting UNKNOWN_LETTERS leaves it to a person. Counted as failed.',
    },
  } satisfies Record<OutboxState, { description: string }>,
});

const JobExportType = builder.objectRef<OutboxItemOnPage>('JobExport').implement({
  description: 'A user whom a job sent to the identity provider, and what became of it.',
  fields: (t) => ({
    ...outboxFields(t),
    state: t.expose('state', { type: ExportStateEnum, description: 'Where it stands.' }),
    code: t.exposeString('code', {
      nullable: true,
      description:
        'Why it stands there, for programs: IDENTITY_PROVIDER_REFUSED, IDENTITY_PROVIDER_CONFLICT, IDENTITY_PROVIDER_UNAUTHORIZED, IDENTITY_PROVIDER_BUSY, IDENTITY_PROVIDER_ERROR, IDENTITY_PROVIDER_SILENT, IDENTITY_PROVIDER_UNREACHABLE, IDENTITY_PROVIDER_NOT_SET_UP, USER_NOT_FOUND, WORKER_DIED, INTERNAL_ERROR, JOB_CANCELLED, JOB_FAILED; null when it was sent.',
    }),
    reply: t.exposeString('reply', {
      nullable: true,
      description: 'What the identity provider answered, as it said it.',
    }),
  }),
});

builder.objectField(JobReport, 'exports', (t) =>
  t.connection(
    {
      type: JobExportType,
      description: 'The exports of the job, in the order in which they were put into the outbox.',
      args: { state: t.arg({ type: [ExportStateEnum], description: 'Only exports in these states; left out: all.' }) },
      resolve: (job, { state: states, ...args }, context) =>
        outboxConnection({ jobId: job.id, kind: 'IDENTITY_EXPORT', states }, args, context),
    },
    { name: 'JobExportConnection', fields: outboxCount },
    { name: 'JobExportEdge' },
  ),
);

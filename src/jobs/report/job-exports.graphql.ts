import { decodeGlobalID, encodeGlobalID, resolveCursorConnection } from '@pothos/plugin-relay';
import { builder } from '../../graphql/builder.ts';
import { MAX_PAGE_SIZE, type PageArguments } from '../../graphql/connection.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { rowId } from '../../graphql/row-id.ts';
import { UsersOfPage } from '../../users/users-of-page.graphql.ts';
import { countLetters, type JobLetter, type LetterState, pageOfLetters } from './job-letters.ts';
import { JobReport } from './job-report.graphql.ts';

const KIND = 'IDENTITY_EXPORT';

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
  } satisfies Record<LetterState, { description: string }>,
});

interface ExportOnPage extends JobLetter {
  readonly users: UsersOfPage;
}

const JobExportType = builder.objectRef<ExportOnPage>('JobExport').implement({
  description: 'A user whom a job sent to the identity provider, and what became of it.',
  fields: (t) => ({
    userId: t.id({
      description: 'The id of the user, also of one who is gone since.',
      resolve: ({ userId }) => encodeGlobalID('User', userId),
    }),
    user: t.prismaField({
      type: 'User',
      nullable: true,
      description: 'The user as they are now; null when they are gone, or not for you to see any more.',
      resolve: (query, { userId, users }, _args, context) => users.user(userId, query, context) as Promise<never>,
    }),
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
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    queuedAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was put into the outbox.' }),
    sentAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the identity provider had accepted it.',
      resolve: ({ state, settledAt }) => (state === 'SENT' ? settledAt : null),
    }),
  }),
});

type States = readonly LetterState[] | null | undefined;

builder.objectFields(JobReport, (t) => ({
  exports: t.connection(
    {
      type: JobExportType,
      description: 'The exports of the job, in the order in which they were put into the outbox.',
      args: { state: t.arg({ type: [ExportStateEnum], description: 'Only exports in these states; left out: all.' }) },
      resolve: async (job, { state, ...args }, context) => {
        const page = await exportConnection(job.id, state, args, context);
        return { ...page, jobId: job.id, states: state };
      },
    },
    {
      name: 'JobExportConnection',
      fields: (c) => ({
        totalCount: c.int({
          description: 'How many there are on all pages together. Counted only when asked for.',
          resolve: (page, _args, { database }) => {
            const { jobId, states } = page as unknown as { readonly jobId: number; readonly states: States };
            return countLetters(database, jobId, states, KIND);
          },
        }),
      }),
    },
    { name: 'JobExportEdge' },
  ),
}));

function exportConnection(jobId: number, states: States, args: PageArguments, { database }: GraphQLContext) {
  const options = { args, maxSize: MAX_PAGE_SIZE, toCursor: ({ id }: ExportOnPage) => encodeGlobalID('JobExport', id) };
  return resolveCursorConnection<Promise<ExportOnPage[]>>(options, async ({ before, after, limit, inverted }) => {
    const range = { states, after: idOf(after), before: idOf(before), limit, backward: inverted };
    const rows = await pageOfLetters(database, jobId, range, KIND);
    const users = new UsersOfPage(rows.map(({ userId }) => userId));
    return rows.map((row): ExportOnPage => ({ ...row, users }));
  });
}

// A cursor is the place of an export, opaque to clients; one that was never handed out points before all.
function idOf(cursor: string | undefined): number | undefined {
  return cursor === undefined ? undefined : rowId(decodeGlobalID(cursor).id);
}

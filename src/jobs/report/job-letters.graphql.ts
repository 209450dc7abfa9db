import { decodeGlobalID, encodeGlobalID, resolveCursorConnection } from '@pothos/plugin-relay';
import { builder } from '../../graphql/builder.ts';
import { MAX_PAGE_SIZE, type PageArguments } from '../../graphql/connection.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { rowId } from '../../graphql/row-id.ts';
import { UsersOfPage } from '../../users/users-of-page.graphql.ts';
import { countLetters, type JobLetter, type LetterState, pageOfLetters } from './job-letters.ts';
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
  } satisfies Record<LetterState, { description: string }>,
});

interface LetterOnPage extends JobLetter {
  readonly users: UsersOfPage;
}

const JobLetterType = builder.objectRef<LetterOnPage>('JobLetter').implement({
  description: 'A letter of a job, and what became of it.',
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
    letter: t.exposeString('letter', { description: 'The code of the letter.' }),
    version: t.exposeInt('version', { description: 'The version of its texts.' }),
    state: t.expose('state', { type: LetterStateEnum, description: 'Where it stands.' }),
    code: t.exposeString('code', {
      nullable: true,
      description:
        'Why it stands there, for programs: REFUSED_BY_SERVER, DEFERRED_BY_SERVER, SERVER_UNAVAILABLE, CONNECTION_LOST, WORKER_DIED, NO_EMAIL_ADDRESS, INVALID_EMAIL_ADDRESS, USER_NOT_FOUND, TEMPLATE_FAULT, SECRET_LOST, INTERNAL_ERROR, JOB_CANCELLED, JOB_FAILED; null when it was sent.',
    }),
    reply: t.exposeString('reply', { nullable: true, description: 'What the mail server answered, as it said it.' }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    wasUnknown: t.exposeBoolean('wasUnknown', {
      description: 'Whether its fate was unknown at some moment, so that it may have gone out twice.',
    }),
    messageId: t.exposeString('messageId', {
      nullable: true,
      description: 'Its Message-ID, to be found in the logs of mail servers; null before the first attempt.',
    }),
    queuedAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was put into the outbox.' }),
    sentAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the mail server had accepted it.',
      resolve: ({ state, settledAt }) => (state === 'SENT' ? settledAt : null),
    }),
  }),
});

builder.objectFields(JobReport, (t) => ({
  letters: t.connection(
    {
      type: JobLetterType,
      description: 'The letters of the job, in the order in which they were put into the outbox.',
      args: { state: t.arg({ type: [LetterStateEnum], description: 'Only letters in these states; left out: all.' }) },
      resolve: async (job, { state, ...args }, context) => {
        const page = await letterConnection(job.id, state, args, context);
        return { ...page, jobId: job.id, states: state };
      },
    },
    {
      name: 'JobLetterConnection',
      fields: (c) => ({
        totalCount: c.int({
          description: 'How many there are on all pages together. Counted only when asked for.',
          resolve: (page, _args, { database }) => {
            const { jobId, states } = page as unknown as CountedPage;
            return countLetters(database, jobId, states);
          },
        }),
      }),
    },
    { name: 'JobLetterEdge' },
  ),
}));

/** What a page knows of the list it is from. */
interface CountedPage {
  readonly jobId: number;
  readonly states: readonly LetterState[] | null | undefined;
}

function letterConnection(
  jobId: number,
  states: readonly LetterState[] | null | undefined,
  args: PageArguments,
  { database }: GraphQLContext,
) {
  const options = { args, maxSize: MAX_PAGE_SIZE, toCursor: ({ id }: LetterOnPage) => encodeGlobalID('JobLetter', id) };
  return resolveCursorConnection<Promise<LetterOnPage[]>>(options, async ({ before, after, limit, inverted }) => {
    const range = { states, after: idOf(after), before: idOf(before), limit, backward: inverted };
    const letters = await pageOfLetters(database, jobId, range);
    const users = new UsersOfPage(letters.map(({ userId }) => userId));
    return letters.map((letter): LetterOnPage => ({ ...letter, users }));
  });
}

// A cursor is the place of a letter, opaque to clients; one that was never handed out points before all.
function idOf(cursor: string | undefined): number | undefined {
  return cursor === undefined ? undefined : rowId(decodeGlobalID(cursor).id);
}

import { visibleUsersWhere } from '../../access/visible-users.ts';
import { builder } from '../../graphql/builder.ts';
import { pageSize } from '../../graphql/connection.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { rowId } from '../../graphql/row-id.ts';
import { authorityIn } from '../../graphql/unauthenticated.ts';
import type { JobPreview as PreviewRow } from '../../platform/prisma/client.ts';
import { UserSet } from '../../sets/sets.graphql.ts';
import type { OutcomeCounts, Tally } from '../count-outcomes.ts';
import { findSet, JobAction, stepsOf } from '../job.graphql.ts';
import { RecordOutcomeEnum } from '../job-enums.graphql.ts';
import { JobRecordConnection, JobRecordType, recordPage } from '../job-record.graphql.ts';
import { JobActionCounts, JobCodeCount } from '../job-report.graphql.ts';
import { type CodeCount, countActions } from '../job-report.ts';
import type { OutcomeCode } from '../outcome-codes.ts';
import { pageOfPreview } from './preview-records.ts';
import { type PreviewWarning, type PreviewWarningCode, warningCodes } from './preview-warnings.ts';
import { type SampleLetter, type SampleText, writeOut } from './sample-letters.ts';
import { visiblePreviews } from './visible-previews.ts';

const JobPreviewCounts = builder.objectRef<PreviewRow>('JobPreviewCounts').implement({
  description: 'Users by where they would end: total = updated + unchanged + errors.',
  fields: (t) => ({
    total: t.exposeInt('total', { description: 'Users in the set.' }),
    updated: t.exposeInt('updated', { description: 'Users that would be changed, those with a warning included.' }),
    unchanged: t.exposeInt('unchanged', {
      description: 'Users that have nothing to change, those with another warning included.',
    }),
    warnings: t.exposeInt('warnings', {
      description:
        'Users with at least one warning, "nothing to change" included: they are counted as updated or unchanged as well.',
    }),
    errors: t.exposeInt('errors', {
      description: 'Users of whom nothing would be changed because an action would fail.',
    }),
    letters: t.int({
      description: 'Letters that would be sent.',
      resolve: (preview) => effectsOf(preview).lettersQueued,
    }),
    lettersSkipped: t.int({
      description: 'Letters that would not be sent, for a reason.',
      resolve: (preview) => effectsOf(preview).lettersSkipped,
    }),
    exports: t.int({
      description: 'Users that would be sent to the identity provider.',
      resolve: (preview) => effectsOf(preview).exportsQueued,
    }),
  }),
});

const JobPreviewWarningCode = builder.enumType('JobPreviewWarningCode', {
  description: 'What there is to think of before a job is confirmed.',
  values: Object.fromEntries(
    Object.entries(warningCodes).map(([code, { given }]) => [code, { description: given }]),
  ) as Record<PreviewWarningCode, { description: string }>,
});

const JobPreviewWarning = builder.objectRef<PreviewWarning>('JobPreviewWarning').implement({
  description: 'Something worth reading before a job is confirmed.',
  fields: (t) => ({
    code: t.expose('code', { type: JobPreviewWarningCode, description: 'What it is about.' }),
    message: t.exposeString('message', { description: 'The same as a sentence.' }),
    users: t.exposeInt('users', { description: 'How many users it concerns.' }),
    sampleUsers: t.prismaField({
      type: ['User'],
      description: 'The first of them, at most ten; those alone that are for you to see still.',
      resolve: (query, { sample }, _args, context) => usersOf(query, sample, context),
    }),
  }),
});

const JobPreviewLetter = builder.objectRef<SampleText>('JobPreviewLetter').implement({
  description: 'A letter as it would be sent.',
  fields: (t) => ({
    user: t.prismaField({
      type: 'User',
      nullable: true,
      description: 'Who would get it; null when they are gone, or not for you to see any more.',
      resolve: (query, { userId }, _args, context) => {
        const where = { AND: [{ id: userId }, visibleUsersWhere(authorityIn(context))] };
        return context.database.prisma.user.findFirst({ ...query, where });
      },
    }),
    letter: t.exposeString('letter', { description: 'The code of the letter.' }),
    name: t.exposeString('name', { description: 'The letter as people call it.' }),
    address: t.exposeString('address', {
      nullable: true,
      description: 'The address it would go to, once the user is changed; null: none.',
    }),
    language: t.exposeString('language', { description: 'The language of its texts.' }),
    subject: t.exposeString('subject', { description: 'The subject.' }),
    text: t.exposeString('text', {
      description: 'The plain text. In place of a temporary password, which nobody knows yet, there are asterisks.',
    }),
    html: t.exposeString('html', { nullable: true, description: 'The HTML text; null: plain text only.' }),
    fault: t.exposeString('fault', {
      nullable: true,
      description: 'Why it could not be sent: its template fails; null: it could.',
    }),
  }),
});

/** What a job would do. Whose it is not, for them it does not exist. */
export const JobPreview = builder.prismaNode('JobPreview', {
  description:
    'What a job would do, decided by the same rules and not done. It shows the set and its users as they were at one moment, is there for an hour, and for nobody but you.',
  id: { field: 'id', description: 'Opaque and stable; fetch it again with `node`.' },
  nullable: true,
  findUnique: (id, context) => ({ id: rowId(id), AND: [visiblePreviews(authorityIn(context))] }),
  fields: (t) => ({
    confirmation: t.exposeString('confirmation', {
      description: 'Submit the job with this: it is refused when it would not be the one you have seen.',
    }),
    asOf: t.expose('asOf', { type: 'DateTime', description: 'The moment at which set and users were looked at.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when it can be read and confirmed.' }),
    set: t.prismaField({
      type: UserSet,
      nullable: true,
      description: 'The set; null when it is not for you to see any more.',
      resolve: (query, { setId }, _args, context) => findSet(query, setId, context),
    }),
    setName: t.exposeString('setName', { description: 'The name of the set at that moment.' }),
    setSentence: t.exposeString('setSentence', { description: 'Who was in the set, in words.' }),
    actions: t.field({ type: [JobAction], description: 'What it does to each user, in this order.', resolve: stepsOf }),
    counts: t.field({
      type: JobPreviewCounts,
      description: 'Users by where they would end. Exact, however many there are.',
      resolve: (preview) => preview,
    }),
  }),
});

builder.prismaObjectFields(JobPreview, (t) => ({
  byAction: t.field({
    type: [JobActionCounts],
    description: 'Users by action, in the order of the actions.',
    resolve: (preview) => countActions({ ...endOf(preview), actions: stepsOf(preview) }, codesOf(preview)),
  }),
  byCode: t.field({
    type: [JobCodeCount],
    description: 'Users by action and outcome code, the most frequent codes of an action first.',
    resolve: codesOf,
  }),
  warnings: t.field({
    type: [JobPreviewWarning],
    description: 'What is worth reading before it is confirmed, the weightiest first.',
    // Only writePreview writes the column.
    resolve: ({ warningList }) => warningList as unknown as PreviewWarning[],
  }),
  sampleLetters: t.field({
    type: [JobPreviewLetter],
    description: 'The first letters as they would be sent: to the users as they would be by then.',
    args: { first: t.arg.int({ defaultValue: 3, description: 'How many, at most 20.' }) },
    complexity: ({ first }) => ({ field: 1, multiplier: pageSize({ first }) }),
    resolve: ({ letterSample }, { first }, { database, today }) => {
      // Only writePreview writes the column.
      const samples = letterSample as unknown as SampleLetter[];
      return writeOut(database, samples.slice(0, pageSize({ first })), today);
    },
  }),
  records: t.connection(
    {
      type: JobRecordType,
      description: 'What would be done to each user, in the order in which the users were put on file.',
      args: { outcome: t.arg({ type: [RecordOutcomeEnum], description: 'Only users who end so; left out: all.' }) },
      resolve: ({ id }, args, { database }) => recordPage(args, (range) => pageOfPreview(database, id, range)),
    },
    JobRecordConnection,
  ),
}));

/** As the report of a job counts that has come to its end and left nobody out. */
function endOf({ id }: PreviewRow) {
  return { id, state: 'COMPLETED', skipped: 0 };
}

function codesOf({ tally }: PreviewRow): CodeCount[] {
  // Only writePreview writes the column.
  const counted = Object.entries(tally as unknown as Tally).flatMap(([action, codes]) =>
    Object.entries(codes).map(([code, users]) => ({ action: Number(action), code: code as OutcomeCode, users })),
  );
  return counted.sort(
    (one, other) => one.action - other.action || other.users - one.users || (one.code < other.code ? -1 : 1),
  );
}

function effectsOf({ effects }: PreviewRow): OutcomeCounts {
  // Only writePreview writes the column.
  return effects as unknown as OutcomeCounts;
}

/** The users with these ids, as `query` selects them, whom this person may see. */
export function usersOf(query: object, ids: readonly number[], context: GraphQLContext): Promise<never> {
  const where = { AND: [{ id: { in: [...ids] } }, visibleUsersWhere(authorityIn(context))] };
  return context.database.prisma.user.findMany({ ...query, where, orderBy: { id: 'asc' } }) as Promise<never>;
}

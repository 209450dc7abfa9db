import { builder } from '../../graphql/builder.ts';
import { pageSize } from '../../graphql/connection.ts';
import { rowId } from '../../graphql/row-id.ts';
import { authorityIn } from '../../graphql/unauthenticated.ts';
import type { JobPreview as PreviewRow } from '../../platform/prisma/client.ts';
import { UserSet } from '../../sets/sets.graphql.ts';
import type { Tally } from '../decide/count-outcomes.ts';
import type { OutcomeCode } from '../decide/outcome-codes.ts';
import { findSet, JobAction, stepsOf } from '../job.graphql.ts';
import { RecordOutcomeEnum } from '../job-enums.graphql.ts';
import { JobRecordConnection, JobRecordType, recordPage } from '../report/job-record.graphql.ts';
import { JobActionCounts, JobCodeCount } from '../report/job-report.graphql.ts';
import { type CodeCount, countActions } from '../report/job-report.ts';
import { JobPreviewCounts, JobPreviewLetter, JobPreviewWarning } from './preview-parts.graphql.ts';
import { pageOfPreview } from './preview-records.ts';
import type { PreviewWarning } from './preview-warnings.ts';
import { type SampleLetter, writeOut } from './sample-letters.ts';
import { visiblePreviews } from './visible-previews.ts';

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
      resolve: (preview, args, { database }) =>
        recordPage(args, { ...preview, skipped: 0 }, (range) => pageOfPreview(database, preview.id, range)),
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

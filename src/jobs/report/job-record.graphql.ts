import { decodeGlobalID, encodeGlobalID, resolveCursorConnection } from '@pothos/plugin-relay';
import type { RecordedChange } from '../../access/record-user-changes.ts';
import { builder } from '../../graphql/builder.ts';
import { MAX_PAGE_SIZE, type PageArguments } from '../../graphql/connection.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { rowId } from '../../graphql/row-id.ts';
import { UsersOfPage } from '../../users/users-of-page.graphql.ts';
import type { ActionResult } from '../decide/decide-user.ts';
import { messageOf, recordHeadline } from '../decide/outcome-messages.ts';
import { OutcomeCodeEnum, RecordOutcomeEnum } from '../job-enums.graphql.ts';
import { type JobRecord, pageOfRecords, type RecordOutcome, type RecordRange, type SettledJob } from './job-records.ts';

/** What one action said, as the API shows it. */
export const JobActionResult = builder.objectRef<ActionResult>('JobActionResult').implement({
  description: 'What one action of a job said about one user.',
  fields: (t) => ({
    position: t.exposeInt('action', { description: 'The place of the action in the job, counted from 0.' }),
    code: t.expose('code', { type: OutcomeCodeEnum, description: 'What it did, or why it did nothing.' }),
    warnings: t.field({
      type: [OutcomeCodeEnum],
      description: 'What there is to tell besides.',
      resolve: ({ warnings }) => [...(warnings ?? [])],
    }),
    message: t.string({ description: 'The same as sentences.', resolve: messageOf }),
  }),
});

/** A change with its images, whoever made it. */
export const JobChange = builder.objectRef<RecordedChange>('JobChange').implement({
  description: 'What is different about a user afterwards.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'The field or list of the user record: `status`, `roles`.' }),
    before: t.expose('before', {
      type: 'JSON',
      nullable: true,
      description: 'As it was; null: empty, or an entry that was added.',
    }),
    after: t.expose('after', {
      type: 'JSON',
      nullable: true,
      description: 'As it is; null: cleared, or an entry that was removed.',
    }),
  }),
});

/** A record together with the users of its page, which are read at once. */
interface RecordOnPage extends JobRecord {
  readonly users: UsersOfPage;
}

/** What a job did to one user, as the API shows it. */
export const JobRecordType = builder.objectRef<RecordOnPage>('JobRecord').implement({
  description: 'What a job did to one user; in a preview, what it would do.',
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
    outcome: t.expose('outcome', { type: RecordOutcomeEnum, description: 'Where the user ended.' }),
    code: t.field({
      type: OutcomeCodeEnum,
      description: 'The code that decided the outcome.',
      resolve: (record) => recordHeadline(record).code,
    }),
    message: t.string({
      description: 'That code as a sentence.',
      resolve: (record) => messageOf(recordHeadline(record)),
    }),
    results: t.field({
      type: [JobActionResult],
      description: 'One for each action of the job, in order.',
      resolve: ({ results }) => [...results],
    }),
    changes: t.field({
      type: [JobChange],
      description: 'What was changed, with the images from before and after.',
      resolve: ({ changes }) => [...changes],
    }),
  }),
});

/** A page of records, for whoever has some to show. */
export const JobRecordConnection = builder.connectionObject<typeof JobRecordType, RecordPage>(
  {
    type: JobRecordType,
    name: 'JobRecordConnection',
    fields: (t) => ({
      totalCount: t.exposeInt('totalCount', {
        nullable: true,
        description:
          'How many records there are on all pages together; null when only one of UNCHANGED and WARNING is asked for, which are counted together.',
      }),
    }),
  },
  { name: 'JobRecordEdge' },
);

type RecordPage = Awaited<ReturnType<typeof recordPage>>;

/** The counters of a job: all users but those with errors are updated or unchanged; warnings are counted beside that. */
export interface RecordCounts {
  readonly updated: number;
  readonly unchanged: number;
  /** Records with the outcome WARNING or UNCHANGED. */
  readonly warnings: number;
  readonly errors: number;
  readonly skipped: number;
}

/** How many records have one of the outcomes; null where the counters do not tell. */
function recordsOf(outcomes: readonly RecordOutcome[] | null | undefined, counts: RecordCounts): number | null {
  const { updated, unchanged, warnings, errors, skipped } = counts;
  if (!outcomes) return updated + unchanged + errors + skipped;
  const asked = new Set(outcomes);
  if (asked.has('UNCHANGED') !== asked.has('WARNING')) return null;
  const byOutcome = {
    UPDATED: updated + unchanged - warnings,
    UNCHANGED: 0,
    WARNING: warnings,
    ERROR: errors,
    SKIPPED: skipped,
  };
  return [...asked].reduce((sum, outcome) => sum + byOutcome[outcome], 0);
}

/** Which page of records is asked for. */
export type RecordArguments = PageArguments & { readonly outcome?: readonly RecordOutcome[] | null };

/** A page of a settled job's records, in the order of their users' ids. */
export function recordConnection(
  job: SettledJob,
  counts: RecordCounts,
  args: RecordArguments,
  { database }: GraphQLContext,
) {
  return recordPage(args, counts, (range) => pageOfRecords(database, job, range));
}

/** A page of any records that `read` gives in the order of their users' ids. */
export async function recordPage(
  { outcome, ...args }: RecordArguments,
  counts: RecordCounts,
  read: (range: RecordRange) => Promise<JobRecord[]>,
) {
  const options = { args, maxSize: MAX_PAGE_SIZE, toCursor: ({ userId }: RecordOnPage) => cursorOf(userId) };
  const page = await resolveCursorConnection<Promise<RecordOnPage[]>>(
    options,
    async ({ before, after, limit, inverted }) => {
      const range = { outcomes: outcome, after: userIdOf(after), before: userIdOf(before), limit, backward: inverted };
      const records = await read(range);
      const users = new UsersOfPage(records.map(({ userId }) => userId));
      return records.map((record): RecordOnPage => ({ ...record, users }));
    },
  );
  return { ...page, totalCount: recordsOf(outcome, counts) };
}

// A cursor is the place of a user among the records, opaque to clients; one that was never handed out points before all.
function cursorOf(userId: number): string {
  return encodeGlobalID('JobRecord', userId);
}

function userIdOf(cursor: string | undefined): number | undefined {
  return cursor === undefined ? undefined : rowId(decodeGlobalID(cursor).id);
}

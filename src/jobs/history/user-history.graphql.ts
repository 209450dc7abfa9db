import { decodeGlobalID, encodeGlobalID, resolveCursorConnection } from '@pothos/plugin-relay';
import { visibleUsersWhere } from '../../access/visible-users.ts';
import { builder } from '../../graphql/builder.ts';
import { connectionCost, MAX_PAGE_SIZE, type PageArguments } from '../../graphql/connection.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { PageRows } from '../../graphql/page-rows.ts';
import { authorityIn } from '../../graphql/unauthenticated.ts';
import type { Job as JobRow, User as UserRow } from '../../platform/prisma/client.ts';
import { User } from '../../users/user.graphql.ts';
import { Job } from '../job.graphql.ts';
import { JobChange } from '../report/job-record.graphql.ts';
import { visibleJobsWhere } from '../visible-jobs.ts';
import { type HistoryEntry, type HistoryPlace, pageOfHistory } from './user-history.ts';

interface EntryOnPage extends HistoryEntry {
  readonly users: PageRows<UserRow>;
  readonly jobs: PageRows<JobRow>;
}

const HistoryOriginEnum = builder.enumType('UserHistoryOrigin', {
  description: 'What changed a user.',
  values: {
    JOB: { description: 'A job.' },
    MUTATION: { description: 'Somebody, this user alone.' },
    IMPORT: { description: 'A load of records.' },
    SIGN_IN: { description: 'The user, when signing in.' },
  } satisfies Record<HistoryEntry['origin'], { description: string }>,
});

const UserHistoryEntry = builder.objectRef<EntryOnPage>('UserHistoryEntry').implement({
  description: 'What was changed of a user at one time.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    origin: t.expose('origin', { type: HistoryOriginEnum, description: 'What changed the user.' }),
    actor: t.string({
      nullable: true,
      description:
        'Who did it: their primary id, or what the audit calls them when they are no user; of a job, who submitted it. null when they are not for you to see.',
      resolve: async ({ actor, actorId, users }, _args, context) => {
        if (authorityIn(context).managesInstitution) return actor;
        return actorId === null ? null : ((await users.row(actorId))?.primaryId ?? null);
      },
    }),
    by: t.prismaField({
      type: User,
      nullable: true,
      description: 'The same as a user; null when they are none, are gone, or are not for you to see.',
      resolve: (query, { actorId, users }) => (actorId === null ? null : users.row(actorId, query)),
    }),
    job: t.prismaField({
      type: Job,
      nullable: true,
      description: 'The job that did it; null when none did, or it is not for you to see.',
      resolve: (query, { source, id, jobs }) => (source === 'JOB' ? jobs.row(id, query) : null),
    }),
    changes: t.field({
      type: [JobChange],
      description:
        'What was changed, with the images from before and after. Of a password or a pin only that it was: both images are null.',
      resolve: ({ changes }) => [...changes],
    }),
  }),
});

// Every page looks through the jobs there are.
const FIELD_COST = 10;

builder.prismaObjectField(User, 'history', (t) =>
  t.connection(
    {
      type: UserHistoryEntry,
      authScopes: { manageUsers: true },
      complexity: (args) => ({ ...connectionCost(args), field: FIELD_COST }),
      description: 'Every change of the user since they were put on file, the newest first.',
      resolve: ({ id }, args, context) => historyConnection(id, args, context),
    },
    { name: 'UserHistoryEntryConnection' },
    { name: 'UserHistoryEntryEdge' },
  ),
);

function historyConnection(userId: number, args: PageArguments, context: GraphQLContext) {
  const options = { args, maxSize: MAX_PAGE_SIZE, toCursor: cursorOf };
  return resolveCursorConnection<Promise<EntryOnPage[]>>(options, async ({ before, after, limit, inverted }) => {
    const range = { after: placeOf(after), before: placeOf(before), limit, backward: inverted };
    return onPage(await pageOfHistory(context.database, userId, range), context);
  });
}

function onPage(entries: readonly HistoryEntry[], context: GraphQLContext): EntryOnPage[] {
  const { prisma } = context.database;
  const authority = authorityIn(context);
  const actors = [...new Set(entries.flatMap(({ actorId }) => actorId ?? []))];
  const jobIds = entries.filter(({ source }) => source === 'JOB').map(({ id }) => id);
  const users = new PageRows<UserRow>((query) =>
    prisma.user.findMany({ ...query, where: { AND: [{ id: { in: actors } }, visibleUsersWhere(authority)] } }),
  );
  const jobs = new PageRows<JobRow>((query) =>
    prisma.job.findMany({ ...query, where: { AND: [{ id: { in: jobIds } }, visibleJobsWhere(authority)] } }),
  );
  return entries.map((entry) => ({ ...entry, users, jobs }));
}

function cursorOf({ at, source, id }: HistoryPlace): string {
  return encodeGlobalID('UserHistoryEntry', `${at.getTime()}.${source}.${id}`);
}

// A cursor that was never handed out points before all.
function placeOf(cursor: string | undefined): HistoryPlace | undefined {
  if (cursor === undefined) return undefined;
  const [, at, source, id] = /^(\d{1,15})\.(JOB|CHANGE)\.(\d{1,15})$/.exec(decodeGlobalID(cursor).id) ?? [];
  return at && id
    ? { at: new Date(Number(at)), source: source === 'JOB' ? 'JOB' : 'CHANGE', id: Number(id) }
    : undefined;
}

import { decodeGlobalID, encodeGlobalID, resolveCursorConnection } from '@pothos/plugin-relay';
import type { builder } from '../../graphql/builder.ts';
import { MAX_PAGE_SIZE, type PageArguments } from '../../graphql/connection.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { rowId } from '../../graphql/row-id.ts';
import { UsersOfPage } from '../../users/users-of-page.graphql.ts';
import { countOutbox, type OutboxItem, type OutboxListing, pageOfOutbox } from './job-outbox.ts';

type Types = typeof builder.$inferSchemaTypes;
type Fields<Shape> = PothosSchemaTypes.ObjectFieldBuilder<Types, Shape>;

/** Something a job sends, together with the page it was read in, so that the users of a page are read at once. */
export interface OutboxItemOnPage extends OutboxItem {
  readonly users: UsersOfPage;
}

/** What letters and exports tell alike. */
export function outboxFields(t: Fields<OutboxItemOnPage>) {
  return {
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
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    queuedAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was put into the outbox.' }),
    sentAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the other side had accepted it.',
      resolve: ({ state, settledAt }) => (state === 'SENT' ? settledAt : null),
    }),
  };
}

/** The number of all pages together, for a connection made by {@link outboxConnection}. */
export function outboxCount(t: Fields<object>) {
  return {
    totalCount: t.int({
      description: 'How many there are on all pages together. Counted only when asked for.',
      resolve: (page, _args, { database }) => countOutbox(database, (page as { listing: OutboxListing }).listing),
    }),
  };
}

/** A page of what a job sends; cursors are opaque and of their own for each kind. */
export async function outboxConnection(listing: OutboxListing, args: PageArguments, { database }: GraphQLContext) {
  const toCursor = ({ id }: OutboxItemOnPage) => encodeGlobalID(listing.kind, id);
  const page = await resolveCursorConnection<Promise<OutboxItemOnPage[]>>(
    { args, maxSize: MAX_PAGE_SIZE, toCursor },
    async ({ before, after, limit, inverted }) => {
      const range = { after: placeOf(after), before: placeOf(before), limit, backward: inverted };
      const items = await pageOfOutbox(database, listing, range);
      const users = new UsersOfPage(items.map(({ userId }) => userId));
      return items.map((item): OutboxItemOnPage => ({ ...item, users }));
    },
  );
  return { ...page, listing };
}

// One that was never handed out points before all.
function placeOf(cursor: string | undefined): number | undefined {
  return cursor === undefined ? undefined : rowId(decodeGlobalID(cursor).id);
}

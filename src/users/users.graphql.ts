import { builder } from '../graphql/builder.ts';
import { rowId } from '../graphql/row-id.ts';
import { authorityIn } from '../graphql/unauthenticated.ts';
import { asksForWords } from './filter/asks-for-words.ts';
import { parseFilter } from './filter/parse-filter.ts';
import { findUserId } from './find-user.ts';
import { matchingCondition } from './matching-users.ts';
import { User } from './user.graphql.ts';
import { UserConnection, UserPage } from './user-connection.graphql.ts';
import { UserFilterInput } from './user-filter.graphql.ts';
import { UserOrderInput } from './user-order.graphql.ts';

builder.queryField('users', (t) =>
  t.connection(
    {
      type: User,
      description: 'The users you may see, or those of them whom a search finds.',
      authScopes: { manageUsers: true },
      args: {
        search: t.arg.string({
          description:
            'Free words, at most 20. Each must occur somewhere in the names, the primary id, the identifiers or the e-mail addresses; neither case nor accents matter.',
        }),
        where: t.arg({ type: UserFilterInput, description: 'Which of them.' }),
        orderBy: t.arg({
          type: [UserOrderInput],
          description: 'At most five; default: by relevance and then by name with a search, else by name.',
        }),
      },
      resolve: (_root, { search = null, where, orderBy, ...page }, context, info) => {
        const { today, config } = context;
        const authority = authorityIn(context);
        const asked = { authority, filter: parseFilter(where), search, today, timeZone: config.timeZone };
        const list = {
          condition: matchingCondition(asked),
          search,
          orderBy,
          byWords: asksForWords(asked.filter, search),
        };
        return new UserPage(list, page, context, info);
      },
    },
    UserConnection,
  ),
);

/** How the API names an identifier. */
export const UserIdentifierRef = builder.inputType('UserIdentifierRef', {
  description: 'An identifier of a user; no two users share one.',
  fields: (t) => ({
    type: t.string({ required: true, description: 'A code of the code table IDENTIFIER_TYPE.' }),
    value: t.string({ required: true, description: 'The identifier itself; upper and lower case differ.' }),
  }),
});

builder.queryField('user', (t) =>
  t.prismaField({
    type: User,
    nullable: true,
    description: 'One user, found by exactly one of the arguments. null when there is none, or none that you may see.',
    authScopes: { manageUsers: true },
    args: {
      id: t.arg.globalID({ for: User, description: 'The id of a user.' }),
      primaryId: t.arg.string({ description: 'The primary id; upper and lower case are the same.' }),
      identifier: t.arg({ type: UserIdentifierRef, description: 'A barcode or another identifier.' }),
    },
    resolve: async (query, _root, { id, ...reference }, context) => {
      const { database } = context;
      const found = await findUserId(database, authorityIn(context), { ...reference, id: id && rowId(id.id) });
      return found === null ? null : database.prisma.user.findUnique({ ...query, where: { id: found } });
    },
  }),
);

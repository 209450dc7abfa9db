import { PothosValidationError } from '@pothos/core';
import { decodeGlobalID } from '@pothos/plugin-relay';
import type { builder } from '../graphql/builder.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import { rowId } from '../graphql/row-id.ts';
import { authorityIn } from '../graphql/unauthenticated.ts';
import type { DerivingOperator } from './derive-set.ts';
import { UserSet } from './user-set.graphql.ts';

/** Where the fields of an input are declared. */
export type InputFields = PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>;

/** What every new set is told. */
export const aboutNewSet = (t: InputFields) => ({
  name: t.string({ required: true, description: 'At most 255 characters; need not be unique.' }),
  description: t.string({ description: 'What the set is for, at most 2,000 characters.' }),
  note: t.string({ description: 'A remark, at most 2,000 characters.' }),
  isPrivate: t.boolean({
    defaultValue: true,
    description: 'Whether only you, colleagues it is shared with, and administrators know of it.',
  }),
});

/** Which set a mutation is about. */
export const setId = (t: InputFields) => t.globalID({ required: true, for: UserSet, description: 'The set.' });

/** The set that a mutation answers with. */
export const theSet = { type: UserSet, description: 'The set as it is now.' } as const;
/** Who asks, as the domain of sets knows them. */
export function operatorIn(context: GraphQLContext): DerivingOperator {
  const { database, requestId, today, config } = context;
  return { database, authority: authorityIn(context), requestId, today, timeZone: config.timeZone };
}

/** The row of a set, for a mutation to answer with. */
export function setRow({ database }: GraphQLContext, id: number) {
  return database.prisma.userSet.findUniqueOrThrow({ where: { id } });
}

/** The rows these ids stand for; 0 for one that never stood for a user, to be refused at its place like one that is gone. */
export function userRows(ids: readonly (string | number | bigint)[]): number[] {
  return ids.map((id) => {
    try {
      const decoded = decodeGlobalID(String(id));
      return decoded.typename === 'User' ? rowId(decoded.id) : 0;
    } catch (error) {
      if (error instanceof PothosValidationError) return 0;
      throw error;
    }
  });
}

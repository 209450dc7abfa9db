import { containing, givenWords } from '../platform/given-search.ts';
import type { Prisma } from '../platform/prisma/client.ts';
import type { CodeTableName } from './code-tables.ts';

/** Which codes are wanted; what is absent or null does not narrow them. */
export interface CodeListing {
  readonly table: CodeTableName;
  /** Words that the code or its description contains, upper and lower case alike; as many as `users` takes. */
  readonly search?: string | null;
  readonly enabled?: boolean | null;
}

/** The condition for a list of codes. Throws InvalidInput for a search that is too long. */
export function listedCodes({ table, search, enabled }: CodeListing): Prisma.CodeWhereInput {
  const contained = givenWords(search, ['search'])
    .map(containing)
    .map((word) => ({ OR: [{ code: word }, { description: word }] }));
  return { tableName: table, AND: contained, ...(enabled != null && { enabled }) };
}

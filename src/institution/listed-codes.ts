import type { Prisma } from '../platform/prisma/client.ts';
import type { CodeTableName } from './code-tables.ts';

/** Which codes are wanted; what is absent or null does not narrow them. */
export interface CodeListing {
  readonly table: CodeTableName;
  /** Words that the code or its description contains, upper and lower case alike. */
  readonly search?: string | null;
  readonly enabled?: boolean | null;
}

/** The condition for a list of codes. */
export function listedCodes({ table, search, enabled }: CodeListing): Prisma.CodeWhereInput {
  // Prisma leaves LIKE's wildcards in the words as they are.
  const words = search?.trim().split(/\s+/).filter(Boolean) ?? [];
  const contained = words.map((word) => {
    const contains = { contains: word.replaceAll(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const };
    return { OR: [{ code: contains }, { description: contains }] };
  });
  return { tableName: table, AND: contained, ...(enabled != null && { enabled }) };
}

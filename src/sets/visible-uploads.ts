import type { Authority } from '../access/authority.ts';
import type { Prisma } from '../platform/prisma/client.ts';
import { visibleSetsWhere } from './visible-sets.ts';

/**
 * The uploads somebody may see, for reads through Prisma: their own, and for administrators all. What was not found for
 * one person may well be there for another, so that the account of a file is for whoever sent it.
 */
export function visibleUploadsWhere(authority: Authority): Prisma.UserSetUploadWhereInput {
  const own = authority.isAdministrator ? {} : { uploadedById: authority.userId };
  return { AND: [own, { set: visibleSetsWhere(authority) }] };
}

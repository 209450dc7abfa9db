import { type Authority, describeAuthority, mayManageUsers } from '../../access/authority.ts';
import type { Prisma } from '../../platform/prisma/client.ts';

/** The rights that decisions are made with: rank and scope, whether somebody signed in or came with a key. */
export function standingOf({ apiKey: _, ...authority }: Authority): string {
  return describeAuthority(authority);
}

/**
 * The previews somebody may see: their own, until they expire, for as long as their rights are the ones it was made with.
 * It tells of users whom they may not see any more with others. None for people who manage users no more.
 */
export function visiblePreviews(authority: Authority): Prisma.JobPreviewWhereInput {
  if (!mayManageUsers(authority)) return { id: { in: [] } };
  return { madeById: authority.userId, authority: standingOf(authority), expiresAt: { gt: new Date() } };
}

import { givenSearch, literally } from '../platform/given-search.ts';
import type { Prisma } from '../platform/prisma/client.ts';

/** Which audit events are wanted; what is absent or null does not narrow them. */
export interface AuditListing {
  /** The primary id of who did it, upper and lower case alike. */
  readonly actor?: string | null;
  /** The mutation's name. */
  readonly operation?: string | null;
  /** As it is kept: `UserSet:12`. */
  readonly subject?: string | null;
  /** From this moment on. */
  readonly from?: Date | null;
  /** Before this moment. */
  readonly before?: Date | null;
  /** Only what was refused, or only what was done. */
  readonly refused?: boolean | null;
}

/** The condition for a list of audit events. */
export function listedAuditEvents({ actor, operation, subject, from, before, refused }: AuditListing) {
  const narrowed: Prisma.AuditEventWhereInput[] = [];
  if (actor) narrowed.push({ actor: { equals: literally(givenKey(actor, 'actor')), mode: 'insensitive' } });
  if (operation) narrowed.push({ operation: givenKey(operation, 'operation') });
  if (subject) narrowed.push({ subject: givenKey(subject, 'subject') });
  if (from) narrowed.push({ at: { gte: from } });
  if (before) narrowed.push({ at: { lt: before } });
  if (refused != null) narrowed.push({ refused: refused ? { not: null } : null });
  return { AND: narrowed } satisfies Prisma.AuditEventWhereInput;
}

// Two codes of 255 characters and the kind: nothing that is kept is longer.
const LONGEST = 1_000;

function givenKey(text: string, field: string): string {
  return givenSearch(text, ['where', field], LONGEST);
}

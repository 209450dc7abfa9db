import { isDeepStrictEqual } from 'node:util';
import type { Reference } from '../../institution/reference.ts';
import type { Recipient } from '../../letters/recipients.ts';
import { type Change, isPartChange, type PartChange } from '../record/user-change.ts';
import type { EmailFact, RoleFact, UserFacts, UserField } from '../record/user-facts.ts';

/** The fields that letters show, with the code table that describes them; null: shown as they are. */
const shown: Partial<Record<UserField, string | null>> = {
  title: 'TITLE',
  userGroup: 'USER_GROUP',
  campus: 'CAMPUS',
  jobCategory: 'JOB_CATEGORY',
  jobDescription: null,
  expiryDate: null,
};

/** The fields and lists of which {@link recipientAfter} needs to know how they were. */
export const recipientLists = ['emails'] as const;

/**
 * The recipient of a letter as they are once the changes of their user are written: what a job's letters speak of.
 * `user` is how they were, with their e-mail addresses and all of their roles.
 */
export function recipientAfter(
  recipient: Recipient,
  user: UserFacts,
  changes: readonly Change[],
  { reference, today }: { readonly reference: Reference; readonly today: string },
): Recipient {
  let { address, preferredLanguage } = recipient;
  const values: Record<string, unknown> = { ...recipient.user };
  for (const change of changes) {
    if (isPartChange(change)) continue;
    const table = shown[change.field];
    if (table !== undefined) values[change.field] = described(reference, table, change.after);
    if (change.field === 'preferredLanguage') preferredLanguage = change.after;
  }
  const parts = changes.filter(isPartChange);
  if (parts.some(({ field }) => field === 'roles'))
    values.roles = rolesShown(listAfter(user.roles, parts, 'roles'), reference, today);
  if (parts.some(({ field }) => field === 'emails')) {
    address = addressOf(listAfter(user.emails, parts, 'emails'));
    values.email = address;
  }
  return { ...recipient, address, preferredLanguage, user: values };
}

function described({ codes }: Reference, table: string | null, value: string | null): string | null {
  return value === null || table === null ? value : (codes.get(table)?.get(value) ?? value);
}

/** The list in the order of its rows: an entry that is changed keeps its place. */
function listAfter<Entry extends object>(
  entries: readonly Entry[],
  changes: readonly PartChange[],
  part: PartChange['field'],
): Entry[] {
  const list = [...entries];
  for (const { field, before, after } of changes) {
    if (field !== part) continue;
    const place = before
      ? list.findIndex((entry) => isDeepStrictEqual(asStored(entry), asStored(before)))
      : list.length;
    list.splice(place, before ? 1 : 0, ...(after ? [after as Entry] : []));
  }
  return list;
}

/** Changes that come from the database hold instants as text. */
function asStored(entry: object): unknown {
  return JSON.parse(JSON.stringify(entry));
}

function addressOf(emails: readonly EmailFact[]): string | null {
  return (emails.find(({ preferred }) => preferred) ?? emails[0])?.address ?? null;
}

/** As loadRecipients reads them: those in force, in the order of their names, the institution's before the libraries'. */
function rolesShown(roles: readonly RoleFact[], { roleTypes, libraries }: Reference, today: string) {
  return roles
    .filter(({ status, expiresOn }) => status === 'ACTIVE' && (expiresOn === null || expiresOn >= today))
    .map(({ roleType, library, expiresOn }) => ({
      name: roleTypes.get(roleType)?.name ?? roleType,
      library: library === null ? null : (libraries.get(library) ?? null),
      expiresOn,
    }))
    .sort((one, other) => order(one.name, other.name) || order(one.library ?? '', other.library ?? ''));
}

function order(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

import { failure, type Reason, warning } from '../reason.ts';
import type { IncomingUser } from '../record/incoming-user.ts';
import type { ColumnValue } from '../record/published-values.ts';
import { scalarFields } from '../record/scalar-fields.ts';
import { type ListName, segmentedLists } from '../record/segmented-lists.ts';
import { decideList, type ListDecision } from './decide-list.ts';
import type { ExistingUser } from './existing-users.ts';

/** Members that a set of a user's loses and gains. */
export interface SetDecision {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What is to be done for one record, but for its proxies, which depend on what becomes of the other records. */
export interface RecordDecision {
  /** Columns of `users` that change; for a new user, all of them. */
  readonly changed: Readonly<Record<string, ColumnValue>>;
  readonly lists: ReadonlyMap<ListName, ListDecision>;
  readonly resourceSharingLibraries: SetDecision;
  readonly letterOptOuts: SetDecision;
  /** With an ERROR among them nothing else counts. */
  readonly reasons: readonly Reason[];
}

/** The hash to store for the record's password; null when it has none, or the stored hash is of the same password. */
export type NewPasswordHash = string | null;

/** Decides what one record does to the user it names (null: there is none yet). Pure; codes are checked elsewhere. */
export function decideRecord(
  incoming: IncomingUser,
  existing: ExistingUser | null,
  newPasswordHash: NewPasswordHash,
): RecordDecision {
  const before = existing?.fields ?? initialFields(incoming);
  const after = { ...before, ...incoming.fields };
  const lists = decideLists(incoming, existing);
  const reasons = [
    ...incoming.warnings,
    ...fieldFaults(after, existing),
    ...passwordWarnings(incoming, after),
    ...[...lists.values()].flatMap((list) => list.warnings),
  ];
  const changed = existing ? differences(before, after) : after;
  return {
    changed: { ...changed, ...accountChanges(existing, after, newPasswordHash) },
    lists,
    resourceSharingLibraries: replaced(existing?.resourceSharingLibraries, incoming.resourceSharingLibraries),
    letterOptOuts: decideLetters(incoming, existing),
    reasons,
  };
}

function initialFields(incoming: IncomingUser): Record<string, ColumnValue> {
  const fields = Object.fromEntries(scalarFields.map(({ column, initial }) => [column, initial]));
  // Whoever names the system a new user comes from need not add that it is an external account.
  return incoming.fields.external_id ? { ...fields, account_type: 'EXTERNAL' } : fields;
}

function differences(before: Readonly<Record<string, ColumnValue>>, after: Readonly<Record<string, ColumnValue>>) {
  return Object.fromEntries(Object.entries(after).filter(([column, value]) => before[column] !== value));
}

function fieldFaults(after: Readonly<Record<string, ColumnValue>>, existing: ExistingUser | null): Reason[] {
  const faults: Reason[] = [];
  if (!after.last_name) faults.push(failure('INVALID_FIELD', 'last_name', 'is missing.'));
  if (after.account_type === 'EXTERNAL' && !after.external_id) {
    faults.push(
      failure('INVALID_FIELD', 'external_id', 'is missing: an external account names the system it is from.'),
    );
  }
  if (after.account_type === 'INTERNAL' && existing?.fields.account_type === 'EXTERNAL') {
    const message = 'The account is external, and a load does not make it internal; a job can.';
    faults.push(failure('ACCOUNT_TYPE_REFUSED', 'account_type', message));
  }
  return faults;
}

function passwordWarnings(incoming: IncomingUser, after: Readonly<Record<string, ColumnValue>>): Reason[] {
  if (incoming.password === null || after.account_type === 'INTERNAL') return [];
  return [
    warning('PASSWORD_IGNORED', 'password', 'The account is external: its password is kept where it comes from.'),
  ];
}

function accountChanges(
  existing: ExistingUser | null,
  after: Readonly<Record<string, ColumnValue>>,
  newPasswordHash: NewPasswordHash,
): Record<string, ColumnValue> {
  if (after.account_type === 'INTERNAL') return newPasswordHash ? { password_hash: newPasswordHash } : {};
  return existing?.fields.account_type === 'INTERNAL' ? { password_hash: null, force_password_change: false } : {};
}

function decideLists(incoming: IncomingUser, existing: ExistingUser | null): Map<ListName, ListDecision> {
  const decisions = new Map<ListName, ListDecision>();
  for (const list of segmentedLists) {
    const entries = incoming.lists[list.name];
    if (entries) decisions.set(list.name, decideList(list, entries, existing?.lists[list.name] ?? []));
  }
  return decisions;
}

function replaced(stored: ReadonlySet<string> = new Set(), brought: readonly string[] | null): SetDecision {
  if (brought === null) return { added: [], removed: [] };
  return {
    added: brought.filter((code) => !stored.has(code)),
    removed: [...stored].filter((code) => !brought.includes(code)),
  };
}

function decideLetters({ letterChoices }: IncomingUser, existing: ExistingUser | null): SetDecision {
  const wanted = new Map((letterChoices ?? []).map(({ letter, wanted }) => [letter, wanted]));
  const isOut = (letter: string) => existing?.letterOptOuts.has(letter) ?? false;
  const letters = [...wanted.keys()].filter((letter) => letter !== '');
  return {
    added: letters.filter((letter) => !wanted.get(letter) && !isOut(letter)),
    removed: letters.filter((letter) => wanted.get(letter) && isOut(letter)),
  };
}

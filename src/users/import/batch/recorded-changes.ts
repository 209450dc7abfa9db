import type { RecordedChange } from '../../../access/record-user-changes.ts';
import type { Entry } from '../record/incoming-user.ts';
import type { ColumnValue } from '../record/published-values.ts';
import { scalarFields } from '../record/scalar-fields.ts';
import type { ExistingUser } from './existing-users.ts';
import type { UserChange } from './write-users.ts';

const ownNames = new Map<string, string>([
  ...scalarFields.map(({ column, own }) => [column, own] as const),
  ['password_hash', 'password'],
]);

/** What a load changes of a user who is there already, for their history: before → after, in the names of the API. */
export function recordedChanges(existing: ExistingUser, { decision, proxies }: UserChange): RecordedChange[] {
  const { changed, lists, resourceSharingLibraries, letterOptOuts } = decision;
  const fields = Object.entries(changed).map(([column, after]) => ({
    field: ownNames.get(column) ?? column,
    before: shown(existing.fields[column]),
    after: shown(after),
  }));
  return [
    ...fields,
    ...[...lists].flatMap(([field, list]) => entriesOf(field, list, imageOf)),
    ...entriesOf('resourceSharingLibraries', resourceSharingLibraries, (library) => ({ library })),
    ...entriesOf('letterOptOuts', letterOptOuts, (letter) => ({ letter })),
    // Not for whom: who reads the history need not be allowed to see these users.
    ...entriesOf('proxyFor', proxies, () => null),
  ];
}

/** As the images of jobs have it: flags as text, and nothing for an empty text. */
function shown(value: ColumnValue | undefined): ColumnValue {
  if (value === undefined || value === '') return null;
  return typeof value === 'boolean' ? String(value) : value;
}

function entriesOf<Added, Removed extends Added>(
  field: string,
  { added, removed }: { readonly added: readonly Added[]; readonly removed: readonly Removed[] },
  image: (entry: Added) => object | null,
): RecordedChange[] {
  return [
    ...removed.map((entry) => ({ field, before: image(entry), after: null })),
    ...added.map((entry) => ({ field, before: null, after: image(entry) })),
  ];
}

function imageOf({ segment, values }: Entry): object {
  const named = Object.entries(values).map(([column, value]) => [camelCase(column), value]);
  return { ...Object.fromEntries(named), segment };
}

function camelCase(column: string): string {
  return column.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

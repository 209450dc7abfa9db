import type { CodeTableName } from '../../../institution/code-tables.ts';
import { failure, type Reason } from '../reason.ts';
import type { IncomingUser } from '../record/incoming-user.ts';
import type { ColumnValue } from '../record/published-values.ts';
import { scalarFields } from '../record/scalar-fields.ts';
import { segmentedLists } from '../record/segmented-lists.ts';
import type { KnownCodes } from './known-codes.ts';

/** A failure for each code of the record that the institution does not use. */
export function checkCodes(user: IncomingUser, known: KnownCodes): Reason[] {
  return [...fieldCodes(user, known), ...entryCodes(user, known), ...libraryCodes(user, known)];
}

function fieldCodes(user: IncomingUser, known: KnownCodes): Reason[] {
  return scalarFields.flatMap(({ published, column, codeTable }) =>
    codeTable ? refusals(published, codeTable, user.fields[column], known) : [],
  );
}

function entryCodes(user: IncomingUser, known: KnownCodes): Reason[] {
  return segmentedLists.flatMap((list) => {
    const coded = list.columns.filter((column) => column.codeTable !== null);
    return (user.lists[list.name] ?? []).flatMap((entry, index) =>
      coded
        // What stands for a code that the record leaves out is not the record's fault.
        .filter(({ name, absent }) => entry.values[name] !== absent)
        .flatMap(({ name, published, codeTable }) => {
          const field = `${list.path.join('.')}[${index}].${published}`;
          return codeTable ? refusals(field, codeTable, entry.values[name], known) : [];
        }),
    );
  });
}

function refusals(field: string, table: CodeTableName, value: ColumnValue | undefined, known: KnownCodes): Reason[] {
  const codes = typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
  return codes
    .filter((code) => code !== '' && !known.allows(table, code))
    .map((code) => failure('UNKNOWN_CODE', field, `“${code}” is no code of the table ${table}.`));
}

function libraryCodes(user: IncomingUser, known: KnownCodes): Reason[] {
  return (user.resourceSharingLibraries ?? [])
    .filter((code) => !known.hasLibrary(code))
    .map((code) => failure('UNKNOWN_CODE', 'rs_library', `“${code}” is no library.`));
}

import type { CodeTableName } from '../../institution/code-tables.ts';
import type { UsedCode } from '../../institution/hold-codes.ts';
import { type Change, isPartChange, type PartChange } from './user-change.ts';
import type { PartFacts, RoleFact, UserField } from './user-facts.ts';

const fieldTables: Partial<Record<UserField, CodeTableName>> = {
  userGroup: 'USER_GROUP',
  campus: 'CAMPUS',
  jobCategory: 'JOB_CATEGORY',
  title: 'TITLE',
  catalogerLevel: 'CATALOGER_LEVEL',
  preferredLanguage: 'PREFERRED_LANGUAGE',
};

const partCodes: { readonly [Part in keyof PartFacts]: (entry: PartFacts[Part]) => readonly UsedCode[] } = {
  roles: placesOf,
  notes: ({ type }) => [{ of: 'NOTE_TYPE', code: type }],
  blocks: ({ type, code }) => [
    { of: 'BLOCK_TYPE', code: type },
    { of: 'BLOCK_CODE', code },
  ],
  statistics: ({ type, category }) => [
    { of: 'STATISTIC_TYPE', code: type },
    { of: 'STATISTIC_CATEGORY', code: category },
  ],
  identifiers: ({ type }) => [{ of: 'IDENTIFIER_TYPE', code: type }],
  emails: ({ types }) => types.map((code) => ({ of: 'EMAIL_TYPE', code })),
  phones: ({ types }) => types.map((code) => ({ of: 'PHONE_TYPE', code })),
  resourceSharingLibraries: () => [],
  letterOptOuts: ({ letter }) => [{ of: 'LETTER', code: letter }],
};

/** The codes that a change gives a user who, as far as it tells, did not have them. */
export function usedCodes(change: Change): readonly UsedCode[] {
  if (isPartChange(change)) return change.before === null ? codesOfEntry(change) : newCodes(change);
  const of = fieldTables[change.field];
  return of && change.after !== null ? [{ of, code: change.after }] : [];
}

function newCodes(change: PartChange): readonly UsedCode[] {
  const before = codesOfEntry({ ...change, after: change.before } as PartChange);
  return codesOfEntry(change).filter(({ of, code }) => !before.some((held) => held.of === of && held.code === code));
}

function codesOfEntry({ field, after }: PartChange): readonly UsedCode[] {
  // The entry is one of the list that the change is of.
  const codesOf = partCodes[field] as (entry: object) => readonly UsedCode[];
  return after === null ? [] : codesOf(after);
}

function placesOf({ library, parameters }: RoleFact): readonly UsedCode[] {
  return parameters.flatMap(({ name, value }) =>
    name === 'CIRCULATION_DESK' || name === 'SERVICE_UNIT' ? [{ of: name, code: `${library}/${value}` }] : [],
  );
}

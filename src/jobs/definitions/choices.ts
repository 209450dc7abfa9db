import type { Authority } from '../../access/authority.ts';
import { grantRefusal } from '../../access/grant-refusal.ts';
import type { Reference, RoleTypeFact } from '../../institution/reference.ts';
import type { InputDescription } from './describe-input.ts';

/** Something to choose for a field. */
export interface InputChoice {
  /** What goes into the input. */
  readonly value: string;
  readonly label: string;
  /** Whether who asks may choose it. */
  readonly viewerCanUse: boolean;
  /** Of a role type: what it is narrowed to, whether that must be given, and how often it may be. */
  readonly roleType: RoleTypeFact | null;
}

/** What there is to choose for a field, as the institution has it now; null: anything may be put in. */
export function choicesFor(
  { kind, values, codeTable, purpose }: InputDescription,
  reference: Reference,
  authority: Authority,
): InputChoice[] | null {
  switch (kind) {
    case 'CHOICE':
      return values.map((value) => plainChoice(value, value));
    case 'CODE':
      return named(reference.codes.get(codeTable ?? '') ?? new Map());
    case 'LIBRARY':
      return named(reference.libraries);
    case 'LETTER':
      return [...reference.letters.values()]
        .filter((letter) => letter.purpose === purpose)
        .map(({ code, name }) => plainChoice(code, name));
    case 'ROLE_TYPE':
      return [...new Set(reference.roleTypes.values())].map((type) => roleChoice(type, authority));
    default:
      return null;
  }
}

function named(entries: ReadonlyMap<string, string>): InputChoice[] {
  return [...entries].map(([value, label]) => plainChoice(value, label));
}

/** A choice that is anybody's. */
export function plainChoice(value: string, label: string): InputChoice {
  return { value, label, viewerCanUse: true, roleType: null };
}

/** Whether it may be granted somewhere: who manages libraries may do so there. */
function roleChoice(roleType: RoleTypeFact, authority: Authority): InputChoice {
  const places = authority.managesInstitution ? [null] : authority.managedLibraries;
  const viewerCanUse = places.some((library) => grantRefusal(authority, roleType, library) === null);
  return { value: roleType.code, label: roleType.name, viewerCanUse, roleType };
}

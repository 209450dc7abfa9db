import type { ExportedUser } from './exported-user.ts';

/** A user in the words of SCIM's core schema (RFC 7643 §4.1). Groups and roles are the identity provider's own business. */
export interface ScimUser {
  /** Ours, the same for ever: the primary id may change. */
  readonly externalId: string;
  readonly userName: string;
  readonly name: {
    readonly formatted: string;
    readonly givenName: string;
    readonly middleName: string;
    readonly familyName: string;
  };
  readonly displayName: string;
  readonly active: boolean;
  readonly emails: readonly { readonly value: string; readonly type: string; readonly primary: boolean }[];
}

/** The user as SCIM has it. */
export function scimUser(user: ExportedUser): ScimUser {
  const { firstName, middleName, lastName, preferredFirstName, preferredLastName } = user;
  return {
    externalId: `rollcall-${user.id}`,
    userName: user.primaryId,
    name: {
      formatted: words(firstName, middleName, lastName),
      givenName: firstName,
      middleName,
      familyName: lastName,
    },
    displayName: words(preferredFirstName || firstName, preferredLastName || lastName),
    active: user.inForce,
    emails: user.emails.map(({ address, types, preferred }, index) => ({
      value: address,
      type: types.map((type) => emailTypes.get(type)).find((type) => type !== undefined) ?? 'other',
      // Exactly one is, whatever the record says of the others.
      primary: index === 0 && (preferred || user.emails.length === 1),
    })),
  };
}

/** RFC 7643 knows three kinds of address: work, home, other. */
const emailTypes = new Map([
  ['work', 'work'],
  ['school', 'work'],
  ['personal', 'home'],
]);

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

/** A field of the record with a fixed list of values: its name in the API, its type in the database, its values with what they mean. */
export interface Choice<Value extends string = string> {
  readonly name: string;
  readonly sqlType: string;
  readonly description: string;
  readonly values: Readonly<Record<Value, string>>;
}

/** What kind of record it is. */
export const recordType = choice('RecordType', 'record_type', 'What kind of record it is.', {
  PUBLIC: 'Somebody who uses the library.',
  STAFF: 'Somebody who works for it.',
  CONTACT: 'Somebody to be reached, with no account to use: a vendor’s contact.',
});

/** Who keeps the account. */
export const accountType = choice('AccountType', 'account_type', 'Who keeps the account and its password.', {
  INTERNAL: 'The library itself.',
  EXTERNAL: 'Another system, such as the student system, whose loads may overwrite what is changed here.',
});

/** Of users, roles, blocks and identifiers. */
export const userStatus = choice('UserStatus', 'user_status', 'Whether something is in force.', {
  ACTIVE: 'In force, unless it has expired.',
  INACTIVE: 'Kept, but not in force.',
});

/** Who a part of the record belongs to. */
export const segmentType = choice('SegmentType', 'segment_type', 'Who a part of the record belongs to.', {
  INTERNAL: 'The library: loads leave it alone.',
  EXTERNAL: 'The system the user comes from: its next load replaces it.',
});

/** Of a person. */
export const gender = choice('Gender', 'gender', 'The gender as it was stated.', {
  MALE: 'Male.',
  FEMALE: 'Female.',
  OTHER: 'Another.',
  NONE: 'Expressly not stated.',
});

/** What a role may be narrowed to. */
export const roleParameterName = choice('RoleParameterName', 'text', 'What a role may be narrowed to.', {
  CIRCULATION_DESK: 'The code of a circulation desk of the role’s library.',
  SERVICE_UNIT: 'The code of a service unit of the role’s library.',
  METADATA_TYPE: 'A type of metadata.',
  READ_ONLY: 'Whether the role may only look: `true` or `false`.',
});

function choice<Value extends string>(
  name: string,
  sqlType: string,
  description: string,
  values: Readonly<Record<Value, string>>,
): Choice<Value> {
  return { name, sqlType, description, values };
}

import { builder } from '../graphql/builder.ts';
import { accountType, type Choice, gender, recordType, segmentType, userStatus } from './choices.ts';

/** What kind of record it is. */
export const RecordType = enumOf(recordType);
/** Who keeps the account. */
export const AccountType = enumOf(accountType);
/** Of users, roles, blocks and identifiers. */
export const UserStatus = enumOf(userStatus);
/** Who a part of the record belongs to. */
export const SegmentType = enumOf(segmentType);
/** Of a person. */
export const Gender = enumOf(gender);

function enumOf<Value extends string>({ name, description, values }: Choice<Value>) {
  const described = Object.entries<string>(values).map(([value, meaning]) => [value, { description: meaning }]);
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(described) as Record<Value, { description: string }>,
  });
}
